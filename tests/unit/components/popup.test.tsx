// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import type { Directory, Findings } from '../../../components/popup/directory.ts';
import { type Overview, Popup, type PopupActions } from '../../../components/popup/Popup.tsx';
import type { LiveSource } from '../../../components/use-live.ts';
import type { Contact } from '../../../utils/contact.ts';
import { NEVER_SYNCED, type SyncStatus } from '../../../utils/sync/status.ts';
import { makeContact } from './make-contact.ts';

const NAMES = ['Anna Rossi', 'Bruno Verdi', 'Carla Neri'];
const CONTACTS = NAMES.map((name, index) => makeContact({ uuid: `c${index}`, name }));
const ACCOUNT = { email: 'john_doe@email.com', name: 'John', keyEnding: 'cdef', connectedAt: 1 };
const SYNCED: SyncStatus = {
  phase: { kind: 'idle' },
  lastWhole: { finishedAt: Date.now() - 120_500, contacts: 300, unreadable: 0 },
};

const byName = (typed: string): Promise<Findings> => {
  const contacts = CONTACTS.filter(({ name }) => name.toLowerCase().includes(typed.trim()));
  return Promise.resolve({ total: contacts.length, contacts });
};

interface Given {
  overview?: Partial<Overview>;
  directory?: Partial<Directory>;
  actions?: Partial<PopupActions>;
}

function open({ overview, directory, actions }: Given = {}) {
  const source: LiveSource<Overview> = {
    read: () =>
      Promise.resolve({
        account: ACCOUNT,
        sync: SYNCED,
        generation: 1,
        offeredSite: undefined,
        ...overview,
      }),
    onChange: () => {},
  };
  const done = {
    openDirectory: () =>
      Promise.resolve({ size: CONTACTS.length, tags: [], find: byName, ...directory }),
    openConversation: vi.fn(() => Promise.resolve(true)),
    startSync: vi.fn(() => Promise.resolve()),
    enableSite: vi.fn(() => Promise.resolve(true)),
    openOptions: vi.fn(),
    close: vi.fn(),
    ...actions,
  };
  const view = render(<Popup overview={source} actions={done} />);
  return { ...view, done };
}

const field = () => screen.findByRole('combobox', { name: 'Search contacts' });
const options = () => screen.queryAllByRole('option');
const names = () => options().map((option) => option.querySelector('.result-name')?.textContent);
const active = () =>
  options().find((option) => option.getAttribute('aria-selected') === 'true')?.textContent ?? '';

async function search(typed: string): Promise<HTMLElement> {
  const input = await field();
  fireEvent.input(input, { target: { value: typed } });
  await waitFor(() =>
    expect(names()).toEqual(NAMES.filter((n) => n.toLowerCase().includes(typed))),
  );
  return input;
}

describe('without an account', () => {
  test('one sentence and the way to the options', async () => {
    const { done } = open({ overview: { account: undefined, generation: undefined } });
    fireEvent.click(await screen.findByRole('button', { name: 'Connect to Callbell' }));
    expect(done.openOptions).toHaveBeenCalledOnce();
  });
});

describe('searching', () => {
  test('the field has the focus, and nobody is chosen until something is asked', async () => {
    const { done } = open();
    const input = await field();
    await waitFor(() => expect(names()).toEqual(NAMES));
    expect(document.activeElement).toBe(input);
    expect(active()).toBe('');
    fireEvent.keyDown(input, { key: 'Enter' });
    await Promise.resolve();
    expect(done.openConversation).not.toHaveBeenCalled();
  });

  test('a result begins with its name and says its state in words', async () => {
    open();
    await search('anna');
    expect(options()[0]?.textContent).toMatch(/^(AR)?Anna Rossi/u);
    expect(options()[0]?.textContent).toContain('Open');
  });

  test('Enter opens the best match and closes', async () => {
    const { done } = open();
    const input = await search('bruno');
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(done.close).toHaveBeenCalledOnce());
    expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c1', false);
  });

  test('Ctrl+Enter opens in the background and stays', async () => {
    const { done } = open();
    const input = await search('bruno');
    fireEvent.keyDown(input, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c1', true));
    expect(done.close).not.toHaveBeenCalled();
  });

  test('arrows, Home, End and pages move; the field tells which is active', async () => {
    open();
    const input = await search('r');
    const walk: [string, string][] = [
      ['ArrowDown', 'Bruno'],
      ['End', 'Carla'],
      ['ArrowDown', 'Anna'],
      ['ArrowUp', 'Carla'],
      ['Home', 'Anna'],
      ['PageDown', 'Carla'],
      ['PageUp', 'Anna'],
    ];
    for (const [key, name] of walk) {
      fireEvent.keyDown(input, { key });
      await waitFor(() => expect(active()).toContain(name));
      const id = input.getAttribute('aria-activedescendant') ?? '';
      expect(document.getElementById(id)?.textContent).toContain(name);
    }
  });

  test('keys of an input method choose letters, not contacts', async () => {
    const { done } = open();
    const input = await search('anna');
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    await Promise.resolve();
    expect(done.openConversation).not.toHaveBeenCalled();
  });

  test('an answer that comes late does not replace a newer one', async () => {
    const late = new Map<string, (findings: Findings) => void>();
    const find = (typed: string) =>
      new Promise<Findings>((resolve) => {
        late.set(typed, resolve);
      });
    open({ directory: { find } });
    const input = await field();
    fireEvent.input(input, { target: { value: 'anna' } });
    await waitFor(() => expect(late.has('anna')).toBe(true));
    fireEvent.input(input, { target: { value: 'carla' } });
    await waitFor(() => expect(late.has('carla')).toBe(true));
    late.get('carla')?.(await byName('carla'));
    late.get('anna')?.(await byName('anna'));
    await waitFor(() => expect(names()).toEqual(['Carla Neri']));
  });

  test('Enter right after typing opens what was typed, not what is still shown', async () => {
    const { done } = open();
    const input = await search('anna');
    fireEvent.input(input, { target: { value: 'carla' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c2', false));
  });

  test('a tag with its count starts a search', async () => {
    const find = vi.fn(byName);
    open({ directory: { find, tags: [{ tag: 'very important', count: 12 }] } });
    fireEvent.click(await screen.findByRole('button', { name: /^very important.+12 contacts/u }));
    await waitFor(() =>
      expect(find).toHaveBeenLastCalledWith('tag:"very important" ', expect.any(Number)),
    );
    expect(document.activeElement).toBe(await field());
  });

  test('says how many there are beyond those shown', async () => {
    open({ directory: { find: () => Promise.resolve({ total: 1234, contacts: CONTACTS }) } });
    expect(await screen.findByText('Showing 3 of 1,234')).toBeTruthy();
  });

  test('says what was looked for in vain, and clears it', async () => {
    open();
    fireEvent.input(await field(), { target: { value: 'zz<b>' } });
    expect((await screen.findByText(/^No contact matches/u)).textContent).toContain('zz<b>');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
    await waitFor(() => expect(names()).toEqual(NAMES));
  });

  test('says when a conversation could not be opened', async () => {
    const { done } = open({ actions: { openConversation: () => Promise.resolve(false) } });
    fireEvent.keyDown(await search('anna'), { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be opened/u);
    expect(done.close).not.toHaveBeenCalled();
  });
});

describe('one contact in full', () => {
  test.each([
    ['the right arrow', { key: 'ArrowRight' }],
    ['Alt+Enter', { key: 'Enter', altKey: true }],
  ])('%s shows it; Escape goes back step by step', async (_, key) => {
    open();
    const input = (await search('bruno')) as HTMLInputElement;
    input.setSelectionRange(5, 5);
    fireEvent.keyDown(input, key);
    const heading = await screen.findByRole('heading', { name: 'Bruno Verdi' });
    expect(document.activeElement).toBe(heading);
    fireEvent.keyDown(heading, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(input.value).toBe('bruno');
    fireEvent.keyDown(input, { key: 'Escape' });
    await waitFor(() => expect(input.value).toBe(''));
    // Now the browser's own Escape, which closes the popup, is let through.
    expect(fireEvent.keyDown(input, { key: 'Escape' })).toBe(true);
  });
});

describe('how things stand', () => {
  const pass = {
    generation: 1,
    startedAt: 0,
    nextPage: 2,
    nextRow: 1,
    contacts: 1240,
    unreadable: 0,
    failures: 0,
  };

  test('contacts and when they were read', async () => {
    open();
    expect(await screen.findByText('300 contacts · synced 2 minutes ago')).toBeTruthy();
  });

  test('progress of the first pass', async () => {
    open({
      overview: {
        generation: undefined,
        sync: { ...NEVER_SYNCED, phase: { kind: 'running', pass } },
      },
    });
    expect(await screen.findByText('Reading contacts… 1,240 so far')).toBeTruthy();
    expect(options()).toEqual([]);
  });

  test('a failure with what to do about it', async () => {
    open({
      overview: {
        sync: {
          ...SYNCED,
          phase: { kind: 'failed', error: { kind: 'server', status: 503 }, at: 0 },
        },
      },
    });
    expect(await screen.findByText(/problem of its own \(error 503\)\. Try again/u)).toBeTruthy();
  });

  test('the site behind the popup is offered, and asked for in the click itself', async () => {
    const { done } = open({
      overview: { offeredSite: { origin: 'https://example.com/*', host: 'example.com' } },
      actions: { enableSite: vi.fn(() => Promise.resolve(false)) },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show contacts on example.com' }));
    expect(done.enableSite).toHaveBeenCalledExactlyOnceWith('https://example.com/*');
    expect((await screen.findByRole('alert')).textContent).toContain('did not give access');
  });

  test('storage that cannot be read is told', async () => {
    const broken: LiveSource<Overview> = {
      read: () => Promise.reject(new Error('no storage')),
      onChange: () => {},
    };
    render(<Popup overview={broken} actions={{} as PopupActions} />);
    expect((await screen.findByRole('alert')).textContent).toContain('could not be read');
  });
});

test('a contact without name is called by its number', async () => {
  const nameless: Contact = makeContact({ name: '', uuid: 'n' });
  open({ directory: { find: () => Promise.resolve({ total: 1, contacts: [nameless] }) } });
  await waitFor(() => expect(names()).toEqual(['+39 347 123 4567']));
});
