import { browser } from 'wxt/browser';
import { type Contact, contactLabel } from '../contact.ts';
import { t } from '../i18n.ts';
import type { Directory } from '../search/directory.ts';
import { highlight } from '../search/highlight.ts';
import type { Query } from '../search/query.ts';
import { type CardField, isOwnFieldShown } from '../settings.ts';
import { clip, isBlank } from '../text.ts';
import { ask } from './asked.ts';

/** As many as browsers show. */
const MOST = 6;

/** What the chosen line leaves in the address bar ends with this and the contact's uuid. */
const UUID_MARK = ' #';

export interface OmniboxActions {
  openDirectory: () => Promise<Directory | undefined>;
  /** Which fields of a contact may be seen. */
  readFields: () => Promise<readonly CardField[]>;
  isContact: (uuid: string) => Promise<boolean>;
  /** @param isPrivate from a private window: that it was opened is not remembered */
  openConversation: (uuid: string, background: boolean, isPrivate: boolean) => Promise<boolean>;
}

/** Contacts in the address bar, behind the keyword `cb`. */
export function attachOmnibox(actions: OmniboxActions): void {
  const { openDirectory, readFields, isContact, openConversation } = actions;
  const { omnibox } = browser;
  let search = new AbortController();
  /** Who stood first when it was last shown what a text finds. */
  let shownFirst: { typed: string; uuid: string } | undefined;

  const find = async (typed: string, signal?: AbortSignal): Promise<Contact[]> => {
    const directory = await openDirectory();
    const findings = await directory?.find(typed, signal);
    return findings?.first.slice(0, MOST) ?? [];
  };
  omnibox.onInputStarted.addListener(() => {
    void omnibox.setDefaultSuggestion({ description: t('omnibox_hint') });
    // Read now, while the user types.
    void openDirectory();
  });
  omnibox.onInputChanged.addListener((typed, suggest) => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    const show = async (): Promise<void> => {
      if (typed.trim() === '') return;
      const [directory, fields] = await Promise.all([openDirectory(), readFields()]);
      const findings = await directory?.find(typed, signal);
      if (signal.aborted) return;
      const contacts = findings?.first.slice(0, MOST) ?? [];
      void omnibox.setDefaultSuggestion({
        description: t(contacts.length > 0 ? 'omnibox_hint' : 'omnibox_none'),
      });
      const [first] = contacts;
      shownFirst = first && { typed, uuid: first.uuid };
      if (!findings) return;
      suggest(contacts.map((contact) => suggestionOf(contact, findings.query, fields)));
    };
    show().catch(() => {});
  });
  omnibox.onInputEntered.addListener((entered, disposition) => {
    const isBehind = disposition === 'newBackgroundTab';
    const go = async (): Promise<void> => {
      // The window that it was typed in: where Lens may not see a private one, nothing can be typed.
      const { incognito } = await browser.windows.getLastFocused();
      // Not who stands first by now: a sync may have put somebody else there since.
      const seen = shownFirst?.typed === entered ? shownFirst.uuid : undefined;
      const line = chosenLine(entered);
      // A text may have the mark too: `Anna #5`.
      const chosen = line && (await isContact(line.uuid)) ? line : undefined;
      const uuid = chosen?.uuid ?? seen ?? (await find(entered))[0]?.uuid;
      if (uuid !== undefined && (await openConversation(uuid, isBehind, incognito))) return;
      await ask(chosen?.label ?? entered);
      await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
    };
    void go();
  });
}

/** What {@link suggestionOf} has left in the address bar, if that is what it is. */
function chosenLine(entered: string): { label: string; uuid: string } | undefined {
  const at = entered.lastIndexOf(UUID_MARK);
  return at < 0
    ? undefined
    : { label: entered.slice(0, at), uuid: entered.slice(at + UUID_MARK.length).trim() };
}

function suggestionOf(
  contact: Contact,
  query: Query,
  fields: readonly CardField[],
): { content: string; description: string } {
  const label = contactLabel(contact) || t('contact_unnamed');
  const details = [
    isOwnFieldShown('phone', fields) ? (contact.phoneNumber ?? '') : '',
    ...(isOwnFieldShown('tags', fields) ? contact.tags.slice(0, 2) : []),
  ];
  const shown = details.filter((detail) => !isBlank(detail) && detail !== label).join(' · ');
  const name = highlight(clip(label, 100), query).map(({ text, isMatch }) =>
    isMatch ? marked(text, 'match') : plain(text),
  );
  return {
    content: `${label}${UUID_MARK}${contact.uuid}`,
    description: name.join('') + (shown === '' ? '' : ` ${marked(`– ${shown}`, 'dim')}`),
  };
}

/** Chrome reads descriptions as XML, and refuses all of them if one is not well-formed. */
function marked(text: string, element: 'match' | 'dim'): string {
  return import.meta.env.FIREFOX ? text : `<${element}>${plain(text)}</${element}>`;
}

/** What XML has no characters for is left out. */
function plain(text: string): string {
  if (import.meta.env.FIREFOX) return text;
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
