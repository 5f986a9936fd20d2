import { browser } from 'wxt/browser';
import type messages from '../public/_locales/en/messages.json';

export type MessageKey = keyof typeof messages;

/** `contacts` where there are `contacts_one`, `contacts_other` and so on. */
type PluralKey = MessageKey extends infer Key
  ? Key extends `${infer Base}_other`
    ? Base
    : never
  : never;

/** A sentence in the user's language, with `$1`, `$2` … replaced. */
export function t(key: MessageKey, ...substitutions: readonly string[]): string {
  return browser.i18n.getMessage(key, [...substitutions]);
}

/** A sentence that depends on a number, which is its `$1`: `plural('contacts', 300)`. */
export function plural(key: PluralKey, count: number): string {
  const category = new Intl.PluralRules(textLocale()).select(count);
  const shown = formatNumber(count);
  // A language file need not have the forms that its language does not tell apart.
  return (
    browser.i18n.getMessage(`${key}_${category}` as MessageKey, shown) || t(`${key}_other`, shown)
  );
}

/** The user's own locale, for values: dates and numbers of a contact. */
export function userLocale(): string {
  return browser.i18n.getUILanguage();
}

/**
 * The locale of our sentences, for what is said inside them, and for `lang`. It is the user's
 * unless there is no translation: then a German "vor 2 Minuten" must not end an English sentence.
 */
export function textLocale(): string {
  const ofMessages = t('locale') || 'en';
  const sameLanguage = languageOf(userLocale()) === languageOf(ofMessages);
  return sameLanguage ? userLocale() : ofMessages;
}

/** The direction of our sentences. */
export function textDirection(): 'ltr' | 'rtl' {
  return browser.i18n.getMessage('@@bidi_dir' as MessageKey) === 'rtl' ? 'rtl' : 'ltr';
}

function languageOf(locale: string): string {
  return locale.split(/[-_]/u)[0] ?? locale;
}

/** A number inside a sentence: `1,240`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(textLocale()).format(value);
}

/** A length of time: `5 minutes`. */
export function formatDuration(count: number, unit: 'minute' | 'hour' | 'day'): string {
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(textLocale(), style).format(count);
}

/** A time of day inside a sentence: `14:32`. */
export function formatTime(time: number): string {
  return new Intl.DateTimeFormat(textLocale(), { timeStyle: 'short' }).format(time);
}

/** A time to come inside a sentence: `14:32` if it is within a day, else `Sat, 28 Nov, 14:32`. */
export function formatMoment(time: number, now: number): string {
  if (time - now < DAY) return formatTime(time);
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(textLocale(), { ...day, ...clock }).format(time);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago a time was, for the end of a sentence: `just now`, `2 minutes ago`, `yesterday`. */
export function formatAgo(time: number, now: number): string {
  const ago = Math.max(0, now - time);
  if (ago < MINUTE) return t('time_just_now');
  const format = new Intl.RelativeTimeFormat(textLocale(), { numeric: 'auto' });
  if (ago < HOUR) return format.format(-Math.floor(ago / MINUTE), 'minute');
  if (ago < DAY) return format.format(-Math.floor(ago / HOUR), 'hour');
  return format.format(-Math.floor(ago / DAY), 'day');
}
