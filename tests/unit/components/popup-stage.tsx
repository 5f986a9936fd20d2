import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { expect, vi } from 'vitest';
import type { Overview, PopupActions } from '../../../components/popup/contract.ts';
import { Popup } from '../../../components/popup/Popup.tsx';
import type { PageContact } from '../../../components/popup/use-page-contacts.ts';
import type { LiveSource } from '../../../components/use-live.ts';
import type { Contact } from '../../../utils/contact.ts';
import type { Directory, Findings } from '../../../utils/search/directory.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { NEVER_SYNCED, type SyncStatus } from '../../../utils/sync/status.ts';
import { facetsOf } from '../support/search.ts';
import { makeContact } from './make-contact.ts';

export const NAMES = ['Anna Rossi', 'Bruno Verdi', 'Carla Neri'];
export const CONTACTS = NAMES.map((name, index) => makeContact({ uuid: `c${index}`, name }));
export const ACCOUNT = {
  email: 'john_doe@email.com',
  name: 'John',
  keyEnding: 'cdef',
  connectedAt: 1,
};
export const SYNCED: SyncStatus = {
  ...NEVER_SYNCED,
  lastWhole: {
    finishedAt: Date.now() - 120_500,
    contacts: 300,
    unreadable: 0,
    unreadableEntries: [],
    pages: 6,
    isLimited: false,
  },
};

/** As many as a list has that all are shown of at once. */
export const findings = (contacts: Contact[], typed = '', total = contacts.length): Findings => ({
  query: parseQuery(typed),
  total,
  isForgiving: false,
  first: contacts.slice(0, 20),
  contacts: (from, to) => Promise.resolve(contacts.slice(from, to)),
});

export const byName = (typed: string): Promise<Findings> => {
  const contacts = CONTACTS.filter(({ name }) => name.toLowerCase().includes(typed.trim()));
  return Promise.resolve(findings(contacts, typed));
};

export interface Given {
  overview?: Partial<Overview>;
  directory?: Partial<Directory>;
  actions?: Partial<PopupActions>;
}

/** All that the popup may ask for, of which the test gives what matters to it. */
export function actionsOfPopup<Given extends Partial<PopupActions>>(
  actions: Given & Pick<PopupActions, 'openDirectory'>,
) {
  return {
    openConversation: vi.fn(() => Promise.resolve(true)),
    startSync: vi.fn(() => Promise.resolve()),
    enableSite: vi.fn(() => Promise.resolve(true)),
    switchSite: vi.fn(() => Promise.resolve()),
    setSiteCountry: vi.fn(() => Promise.resolve()),
    countries: () => Promise.resolve(['DE', 'IT']),
    readPage: (): Promise<PageContact[] | null> => Promise.resolve([]),
    jumpTo: vi.fn(() => Promise.resolve()),
    openContact: vi.fn(() => Promise.resolve(true)),
    refreshContact: vi.fn(() => Promise.resolve({ gone: true } as const)),
    findContact: (uuid: string) => Promise.resolve(CONTACTS.find((one) => one.uuid === uuid)),
    matchNumbers: vi.fn((texts: readonly string[]) =>
      Promise.resolve(texts.map((): Contact[] => [])),
    ),
    lookUp: vi.fn(() => Promise.resolve({ contacts: [] as Contact[] })),
    saveSession: vi.fn(),
    onAsked: vi.fn(),
    openPanel: vi.fn(),
    openOptions: vi.fn(),
    close: vi.fn(),
    ...actions,
  };
}

/** Opens the popup of an account with three contacts, or with what the test gives. */
export function open({ overview, directory, actions }: Given = {}) {
  const source: LiveSource<Overview> = {
    read: () =>
      Promise.resolve({
        account: ACCOUNT,
        sync: SYNCED,
        wasErased: false,
        generation: 1,
        stored: CONTACTS.length,
        site: undefined,
        page: '1',
        view: { fields: [], avatars: false, funnels: [] },
        recent: [],
        inTouch: [],
        mostRecent: [],
        session: undefined,
        asked: undefined,
        ...overview,
      }),
    onChange: () => {},
  };
  const done = actionsOfPopup({
    openDirectory: () =>
      Promise.resolve({
        generation: 1,
        isWhole: true,
        size: CONTACTS.length,
        facets: facetsOf(CONTACTS.map((one) => ({ ...one, tags: [] }))),
        find: byName,
        ...directory,
      }),
    ...actions,
  });
  const view = render(<Popup overview={source} actions={done} />);
  return { ...view, done };
}

export const field = <T extends HTMLElement = HTMLElement>() =>
  screen.findByRole<T>('combobox', { name: 'Search contacts' });
export const options = () => screen.queryAllByRole('option');
export const names = () =>
  options().map((option) => option.querySelector('.result-name')?.textContent);
export const active = () =>
  options().find((option) => option.getAttribute('aria-selected') === 'true')?.textContent ?? '';

export async function search(typed: string): Promise<HTMLElement> {
  const input = await field();
  fireEvent.input(input, { target: { value: typed } });
  await waitFor(() =>
    expect(names()).toEqual(NAMES.filter((n) => n.toLowerCase().includes(typed))),
  );
  return input;
}
