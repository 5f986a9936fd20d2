import { type Contact, contactLabel, type ContactState } from '../../utils/contact.ts';
import { type MessageKey, t } from '../../utils/i18n.ts';
import { isBlank } from '../../utils/text.ts';

/** How the services write their own names; those are not translated. */
const SOURCES = new Map([
  ['whatsapp', 'WhatsApp'],
  ['facebook', 'Facebook'],
  ['instagram', 'Instagram'],
  ['telegram', 'Telegram'],
]);

const STATES: Record<ContactState, MessageKey> = {
  open: 'state_open',
  closed: 'state_closed',
  blocked: 'state_blocked',
};

/** What to call a contact; never empty. */
export function nameOf(contact: Contact): string {
  return contactLabel(contact) || t('contact_unnamed');
}

/** A newer source than we know is shown as Callbell names it. */
export function sourceOf(contact: Contact): string {
  return SOURCES.get(contact.source) ?? contact.source;
}

export function stateText(state: ContactState): string {
  return t(STATES[state]);
}

/** Where a contact lives: source, team, channel, as far as they are known, each once. */
export function placesOf(contact: Contact): string[] {
  const places = [sourceOf(contact), contact.team?.name ?? '', contact.channel?.title ?? ''];
  return [...new Set(places.filter((place) => !isBlank(place)))];
}

/** Letters by their kind, blanks by their look: some put one where a space is meant. */
const BLANK_LETTERS = /[\u115F\u1160\u3164\uFFA0]/gu;

/** One or two letters that stand for a name; `#` for one without letters, as a bare number. */
export function initialsOf(name: string): string {
  const words = name.replace(BLANK_LETTERS, ' ');
  const starts = [...words.matchAll(/(?<![\p{L}\p{M}])\p{L}\p{M}*/gu)].map(([letter]) => letter);
  const [first = '#'] = starts;
  const last = starts.at(-1);
  return (starts.length > 1 && last ? first + last : first).toLocaleUpperCase();
}

const TINTS = 6;

/** The class of a name's colour: the same name has the same colour everywhere. */
export function tintOf(name: string): string {
  let hash = 0;
  for (const character of name.slice(0, 64)) {
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return `tint-${hash % TINTS}`;
}
