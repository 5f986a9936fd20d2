// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import type { Overview, PopupActions, SiteState } from '../../../components/popup/contract.ts';
import { Popup } from '../../../components/popup/Popup.tsx';
import type { PageContact } from '../../../components/popup/use-page-contacts.ts';
import type { LiveSource } from '../../../components/use-live.ts';
import type { Contact } from '../../../utils/contact.ts';
import type { Directory, Findings } from '../../../utils/search/directory.ts';
import { newRun } from '../../../utils/sync/machine.ts';
import { NEVER_SYNCED } from '../../../utils/sync/status.ts';
import { facetsOf } from '../support/search.ts';
import { makeContact } from './make-contact.ts';
import {
  ACCOUNT,
  CONTACTS,
  type Given,
  NAMES,
  SYNCED,
  active,
  byName,
  field,
  findings,
  names,
  open,
  options,
  search,
} from './popup-stage.tsx';

describe('without an account', () => {
  test('one sentence and the way to the options', async () => {
    const { done } = open({ overview: { account: undefined, generation: undefined } });
    fireEvent.click(await screen.findByRole('button', { name: 'Connect to Callbell' }));
    expect(done.openOptions).toHaveBeenCalledOnce();
  });

  test('S35 that the browser has lost, it says so', async () => {
    open({ overview: { account: undefined, wasErased: true, generation: undefined } });
    await screen.findByText(/^The browser has lost what Lens had stored/u);
    await screen.findByRole('button', { name: 'Connect to Callbell' });
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

  test('the best are there before all are counted', async () => {
    let end: (all: Findings) => void = () => {};
    const find: Directory['find'] = (typed, _, onBest) => {
      if (typed === '') return byName(typed);
      onBest?.({ ...findings(CONTACTS.slice(0, 1), typed), isCounting: true });
      return new Promise((resolve) => (end = resolve));
    };
    open({ directory: { find } });
    fireEvent.input(await field(), { target: { value: 'a' } });
    await screen.findByText('Counting…');
    expect(names()).toEqual(['Anna Rossi']);
    expect(document.body.textContent).not.toContain('1 contact');
    end(findings(CONTACTS, 'a'));
    await waitFor(() => expect(names()).toEqual(NAMES));
    expect(screen.queryByText('Counting…')).toBeNull();
  });

  test('a tag with its count starts a search', async () => {
    const find = vi.fn(byName);
    const tagged = Array.from({ length: 12 }, () => makeContact({ tags: ['very important'] }));
    open({ directory: { find, facets: facetsOf(tagged) } });
    fireEvent.click(await screen.findByRole('button', { name: /^very important.+12 contacts/u }));
    await waitFor(() =>
      expect(find).toHaveBeenLastCalledWith(
        'tag:"very important" ',
        expect.any(AbortSignal),
        expect.any(Function),
      ),
    );
    expect(document.activeElement).toBe(await field());
  });

  test('of many shows those that are seen, and reads others as one comes to them', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) =>
      makeContact({ uuid: `m${index}`, name: `Number ${index}` }),
    );
    const contacts = vi.fn((from: number, to: number) => Promise.resolve(many.slice(from, to)));
    const find = () => Promise.resolve({ ...findings(many), contacts });
    open({ directory: { find } });
    expect(await screen.findByText('100,000 contacts')).toBeTruthy();
    await waitFor(() => expect(names()[0]).toBe('Number 0'));
    expect(options().length).toBeLessThan(60);
    expect(options()[0]?.getAttribute('aria-setsize')).toBe('100000');
    fireEvent.keyDown(await field(), { key: 'End' });
    await waitFor(() => expect(active()).toContain('Number 99999'));
    expect(options().at(-1)?.getAttribute('aria-posinset')).toBe('100000');
    expect(contacts.mock.calls.every(([from, to]) => to - from <= 60)).toBe(true);
  });

  test('says what was looked for in vain, and clears it', async () => {
    open();
    fireEvent.input(await field(), { target: { value: 'zz<b>' } });
    expect((await screen.findByText(/^No contact matches/u)).textContent).toContain('zz<b>');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
    await waitFor(() => expect(names()).toEqual(NAMES));
  });

  test.each([
    ['conversation', { key: 'Enter' }],
    ['contact', { key: 'Enter', altKey: true }],
  ])('does not ask to sync again for a %s that Callbell gave no link to', async (what, key) => {
    const linkless = makeContact({ name: 'Anna Rossi', href: null, conversationHref: null });
    open({
      directory: { find: (typed) => Promise.resolve(findings([linkless], typed)) },
      actions: {
        openConversation: () => Promise.resolve(false),
        openContact: () => Promise.resolve(false),
      },
    });
    const input = await field();
    fireEvent.input(input, { target: { value: 'anna' } });
    await waitFor(() => expect(active()).toContain('Anna'));
    fireEvent.keyDown(input, key);
    expect((await screen.findByRole('alert')).textContent).toBe(
      `Callbell gave no link to this ${what}.`,
    );
    fireEvent.input(input, { target: { value: 'bruno' } });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  test('says when a conversation could not be opened', async () => {
    const { done } = open({ actions: { openConversation: () => Promise.resolve(false) } });
    fireEvent.keyDown(await search('anna'), { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be opened/u);
    expect(done.close).not.toHaveBeenCalled();
  });
});

describe('how things stand', () => {
  const run = { ...newRun(1, 'whole', 0), read: 1240 };
  const MORE = 'More in the options';

  test('contacts and when they were read', async () => {
    open();
    expect(await screen.findByText('300 contacts · synced 2 minutes ago')).toBeTruthy();
  });

  test('progress of the first pass', async () => {
    open({
      overview: {
        generation: undefined,
        sync: { ...NEVER_SYNCED, phase: { kind: 'running', run } },
      },
    });
    expect(await screen.findByText('Reading contacts… 1,240 so far')).toBeTruthy();
    expect(options()).toEqual([]);
  });

  test('a first sync that waits before it has read anybody: what is in the way, once, and a way to try again', async () => {
    const phase = {
      kind: 'waiting',
      run: { ...run, read: 0, failures: 1 },
      error: { kind: 'unreachable' },
      until: Date.now() + 60_000,
    } as const;
    const sync = { ...NEVER_SYNCED, phase };
    const { done } = open({ overview: { generation: undefined, stored: 0, sync } });
    expect(await screen.findByText('Your contacts have not been read yet.')).toBeTruthy();
    expect(screen.queryByText(/^Reading/u)).toBeNull();
    expect(screen.queryByText(/You can search/u)).toBeNull();
    expect(screen.getAllByText(/cannot be reached/u, { selector: '.sync-detail' })).toHaveLength(1);
    fireEvent.click(screen.getAllByRole('button', { name: 'Sync now' })[0] ?? document.body);
    expect(done.startSync).toHaveBeenCalledOnce();
  });

  test('a pause with its reason and its end, and nothing to do', async () => {
    const until = Date.now() + 60_000;
    open({
      overview: {
        sync: {
          ...SYNCED,
          phase: {
            kind: 'waiting',
            run,
            error: { kind: 'rate-limited', retryAfterMs: 60_000 },
            until,
          },
        },
      },
    });
    expect(await screen.findByText(/^Paused: goes on by itself at/u)).toBeTruthy();
    expect(
      screen.getByText('Callbell is getting too many requests from your account.'),
    ).toBeTruthy();
  });

  test.each([1, 2])('a quick sync that has failed %d times', async (failures) => {
    const phase = {
      kind: 'waiting',
      run: { ...run, kind: 'quick', failures },
      error: { kind: 'unreachable' },
      until: Date.now() + 60_000,
    } as const;
    open({ overview: { sync: { ...SYNCED, phase } } });
    expect(await screen.findByText('300 contacts · synced 2 minutes ago')).toBeTruthy();
    // The first time is over before it is worth a word.
    const told = failures > 1 ? 1 : 0;
    expect(screen.queryAllByText(/^Paused: goes on by itself at/u)).toHaveLength(told);
    expect(screen.queryAllByText(/cannot be reached/u)).toHaveLength(told);
  });

  test('a failure with what to do about it, and when it is tried again', async () => {
    const phase = { kind: 'failed', error: { kind: 'unreadable' }, at: 0, paused: null } as const;
    open({ overview: { sync: { ...SYNCED, phase } } });
    expect(await screen.findByText(/^Much of what Callbell sent could not be read/u)).toBeTruthy();
    expect(screen.getByText(/^Lens tries again by itself at/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: MORE })).toBeNull();
  });

  test('a refused key, with the way to another', async () => {
    const phase = { kind: 'failed', error: { kind: 'key-refused' }, at: 0, paused: null } as const;
    open({ overview: { sync: { ...SYNCED, phase } } });
    expect(await screen.findByText(/did not accept the API key/u)).toBeTruthy();
    expect(screen.queryByText(/tries again by itself/u)).toBeNull();
    expect(screen.getByRole('button', { name: MORE })).toBeTruthy();
  });

  test('what could not be read, with the way to where it is listed', async () => {
    const lastWhole = SYNCED.lastWhole && { ...SYNCED.lastWhole, unreadable: 3 };
    const { done } = open({ overview: { sync: { ...SYNCED, lastWhole } } });
    expect(await screen.findByText('3 contacts could not be read.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: MORE }));
    expect(done.openOptions).toHaveBeenCalledOnce();
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

const SITE: SiteState = {
  origin: 'https://example.com/*',
  host: 'example.com',
  marks: 'not-granted',
  country: null,
};

describe('the site behind the popup', () => {
  test('is offered, and access is asked for in the click itself', async () => {
    const { done } = open({
      overview: { site: SITE },
      actions: { enableSite: vi.fn(() => Promise.resolve(false)) },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show contacts on example.com' }));
    expect(done.enableSite).toHaveBeenCalledExactlyOnceWith('https://example.com/*');
    expect((await screen.findByRole('alert')).textContent).toContain('did not give access');
  });

  test.each([
    ['on', true],
    ['off', false],
  ] as const)('that is %s is switched over', async (marks, isOn) => {
    const { done } = open({ overview: { site: { ...SITE, marks } } });
    const name = 'Show contacts on example.com';
    const control = await screen.findByRole('switch', { name });
    expect(control.getAttribute('aria-checked')).toBe(String(isOn));
    fireEvent.click(control);
    expect(done.switchSite).toHaveBeenCalledExactlyOnceWith('example.com', !isOn);
  });

  test('a switch that does nothing says so', async () => {
    open({
      overview: { site: { ...SITE, marks: 'on' } },
      actions: { switchSite: () => Promise.reject(new Error('no worker')) },
    });
    fireEvent.click(await screen.findByRole('switch'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Lens could not/u);
  });

  test('gets a country for its numbers', async () => {
    const { done } = open({ overview: { site: { ...SITE, country: 'DE' } } });
    const more = await screen.findByRole('button', { name: 'Numbers on example.com' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(more);
    const select = await screen.findByLabelText<HTMLSelectElement>('Country of its numbers');
    expect(select.value).toBe('DE');
    await screen.findByRole('option', { name: 'Italy' });
    fireEvent.change(select, { target: { value: 'IT' } });
    expect(done.setSiteCountry).toHaveBeenLastCalledWith('example.com', 'IT');
    fireEvent.change(select, { target: { value: '' } });
    expect(done.setSiteCountry).toHaveBeenLastCalledWith('example.com', null);
  });
});

describe('on this page', () => {
  const [anna, bruno] = CONTACTS;
  if (!anna || !bruno) throw new Error('nobody there');
  const PAGE: PageContact[] = [
    { contact: bruno, text: '+39 (0)2 123', guessed: false },
    { contact: anna, text: '347 123', guessed: true },
  ];
  const onPage = () => within(screen.getByRole('listbox', { name: 'On this page' }));
  const clickJump = (row: number) => {
    const jump = onPage().getAllByTitle('Show on the page (Shift+Enter)')[row];
    if (jump) fireEvent.click(jump);
  };
  const openOver = async (given: Given = {}) => {
    const { actions, ...rest } = given;
    const view = open({
      ...rest,
      actions: { readPage: () => Promise.resolve(PAGE), ...actions },
    });
    await waitFor(() => expect(names()).toEqual(['Bruno Verdi', 'Anna Rossi', ...NAMES]));
    return view;
  };

  test('stands first, in the page’s order, with the numbers as the page has them', async () => {
    await openOver();
    const [first, second] = onPage().getAllByRole('option');
    expect(first?.textContent).toContain('+39 (0)2 123');
    expect(first?.textContent).not.toContain('country guessed');
    expect(second?.textContent).toContain('country guessed');
  });

  test('is one list with the others for the keyboard', async () => {
    const { done } = await openOver();
    const input = await field();
    expect(active()).toBe('');
    for (const name of ['Bruno', 'Anna', 'Anna', 'Bruno']) {
      fireEvent.keyDown(input, { key: 'ArrowDown' });
      await waitFor(() => expect(active()).toContain(name));
      const id = input.getAttribute('aria-activedescendant') ?? '';
      expect(document.getElementById(id)?.getAttribute('aria-selected')).toBe('true');
    }
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c1', false));
  });

  test('Shift+Enter goes to the number and closes; elsewhere it does nothing', async () => {
    const { done } = await openOver();
    const input = await field();
    fireEvent.keyDown(input, { key: 'End' });
    await waitFor(() => expect(active()).toContain('Carla'));
    fireEvent.keyDown(input, { key: 'Enter', shiftKey: true });
    fireEvent.keyDown(input, { key: 'Home' });
    await waitFor(() => expect(active()).toContain('Bruno'));
    fireEvent.keyDown(input, { key: 'Enter', shiftKey: true });
    await waitFor(() => expect(done.close).toHaveBeenCalledOnce());
    expect(done.jumpTo).toHaveBeenCalledExactlyOnceWith('+39 (0)2 123');
    expect(done.openConversation).not.toHaveBeenCalled();
  });

  test('a click on the jump does not open the conversation', async () => {
    const { done } = await openOver();
    clickJump(1);
    expect(done.jumpTo).toHaveBeenCalledExactlyOnceWith('347 123');
    expect(done.openConversation).not.toHaveBeenCalled();
  });

  test('a jump that fails is told', async () => {
    const { done } = await openOver({
      actions: { jumpTo: () => Promise.reject(new Error('gone')) },
    });
    clickJump(0);
    expect((await screen.findByRole('alert')).textContent).toContain('could not be scrolled');
    expect(done.close).not.toHaveBeenCalled();
  });

  test('gives way to a search, and is there again after it', async () => {
    await openOver();
    await search('anna');
    expect(screen.queryByRole('listbox', { name: 'On this page' })).toBeNull();
    fireEvent.input(await field(), { target: { value: '' } });
    await waitFor(() => expect(onPage().getAllByRole('option')).toHaveLength(2));
  });

  test('while the page is being read one can search, and nothing moves below the pointer', async () => {
    let tell: (contacts: PageContact[]) => void = () => {};
    open({ actions: { readPage: () => new Promise((resolve) => (tell = resolve)) } });
    expect(await screen.findByText('Looking at this page…')).toBeTruthy();
    expect(options()).toEqual([]);
    // A list that is not there is neither announced nor steered.
    expect((await field()).getAttribute('aria-expanded')).toBe('false');
    fireEvent.keyDown(await field(), { key: 'ArrowDown' });
    expect((await field()).hasAttribute('aria-activedescendant')).toBe(false);
    await search('anna');
    expect((await field()).getAttribute('aria-expanded')).toBe('true');
    fireEvent.input(await field(), { target: { value: '' } });
    tell(PAGE);
    await waitFor(() => expect(names()).toEqual(['Bruno Verdi', 'Anna Rossi', ...NAMES]));
  });

  test('a page that does not answer holds nobody up', async () => {
    open({ actions: { readPage: () => new Promise(() => {}) } });
    await waitFor(() => expect(names()).toEqual(NAMES), { timeout: 3_000 });
  });

  test('nobody on the page, nothing said', async () => {
    open();
    await waitFor(() => expect(names()).toEqual(NAMES));
    expect(screen.queryByText('On this page')).toBeNull();
  });

  test('a page that cannot be read is told only where it is a website', async () => {
    const readPage = () => Promise.resolve(null);
    const { unmount } = open({ actions: { readPage } });
    await waitFor(() => expect(names()).toEqual(NAMES));
    expect(screen.queryByText(/cannot read this page/u)).toBeNull();
    unmount();
    open({ overview: { site: SITE }, actions: { readPage } });
    expect(await screen.findByText(/cannot read this page/u)).toBeTruthy();
  });
});

test('a contact without name is called by its number', async () => {
  const nameless: Contact = makeContact({ name: '', uuid: 'n' });
  open({ directory: { find: () => Promise.resolve(findings([nameless])) } });
  await waitFor(() => expect(names()).toEqual(['+39 347 123 4567']));
});

describe('goes on where it was left', () => {
  const chosen = { list: 'results', index: 1, uuid: 'c1', text: null };
  const session = { account: ACCOUNT.email, query: 'r', chosen, scroll: 0, uuid: null };

  test('query and row', async () => {
    const { done } = open({ overview: { session } });
    await waitFor(() => expect(active()).toContain('Bruno'));
    expect((await field<HTMLInputElement>()).value).toBe('r');
    await waitFor(() => expect(done.saveSession).toHaveBeenLastCalledWith(session));
  });

  test('the contact that was shown', async () => {
    open({ overview: { session: { ...session, uuid: 'c2' } } });
    expect(await screen.findByRole('heading', { name: 'Carla Neri' })).toBeTruthy();
  });

  test('also while the page behind it does not answer', async () => {
    open({ overview: { session }, actions: { readPage: () => new Promise(() => {}) } });
    await waitFor(() => expect(active()).toContain('Bruno'), { timeout: 500 });
  });

  test('and forgets nothing if it is closed before all of it is there', async () => {
    const left = { ...session, uuid: 'c2' };
    const findContact = () => new Promise<Contact | undefined>(() => {});
    const { done } = open({ overview: { session: left }, actions: { findContact } });
    await waitFor(() => expect(done.saveSession).toHaveBeenNthCalledWith(1, left));
  });

  test('at the same contact, wherever it stands now', async () => {
    const moved = { ...chosen, index: 0 };
    const { done } = open({ overview: { session: { ...session, chosen: moved } } });
    await waitFor(() => expect(active()).toContain('Bruno'));
    await waitFor(() => expect(done.saveSession).toHaveBeenLastCalledWith(session));
  });

  test('and with nobody, if that contact has left the list', async () => {
    const gone = { ...chosen, uuid: 'gone' };
    const { done } = open({ overview: { session: { ...session, chosen: gone } } });
    await waitFor(() => expect(names()).toEqual(NAMES));
    await waitFor(() => expect(active()).toBe(''));
    fireEvent.keyDown(await field(), { key: 'Enter' });
    expect(done.openConversation).not.toHaveBeenCalled();
  });

  test('but not with another account', async () => {
    open({ overview: { session: { ...session, account: 'other@email.com' } } });
    await waitFor(() => expect(names()).toEqual(NAMES));
    expect((await field<HTMLInputElement>()).value).toBe('');
  });
});

test('of a million, as many are listed as a browser can draw, and it is said', async () => {
  open({ directory: { find: (typed) => Promise.resolve(findings(CONTACTS, typed, 1_000_000)) } });
  expect(await screen.findByText('1,000,000 contacts')).toBeTruthy();
  expect(screen.getByText(/No more than 300,000 are listed/u)).toBeTruthy();
  fireEvent.keyDown(await field(), { key: 'End' });
  await waitFor(async () =>
    expect((await field()).getAttribute('aria-activedescendant')).toBe('result-299999'),
  );
});

describe('asked from elsewhere', () => {
  test('looks it up, whatever was there before', async () => {
    const session = { account: ACCOUNT.email, query: 'r', chosen: null, scroll: 0, uuid: 'c2' };
    open({ overview: { session, asked: 'bruno' } });
    await waitFor(() => expect(names()).toEqual(['Bruno Verdi']));
    expect((await field<HTMLInputElement>()).value).toBe('bruno');
  });

  test('while it is open, looks that up too', async () => {
    let ask: (text: string) => void = () => {};
    open({ actions: { onAsked: (listener) => (ask = listener) } });
    await waitFor(() => expect(names()).toEqual(NAMES));
    ask('carla');
    await waitFor(() => expect(names()).toEqual(['Carla Neri']));
  });
});

test('those opened last, and who has written last, stand before everybody, one list for the keyboard', async () => {
  open({ overview: { recent: CONTACTS.slice(1, 2), inTouch: CONTACTS.slice(2, 3) } });
  await waitFor(() => expect(names()).toEqual(['Bruno Verdi', 'Carla Neri', ...NAMES]));
  expect(screen.getByRole('listbox', { name: 'Recently opened' })).toBeTruthy();
  expect(screen.getByRole('listbox', { name: 'Recently in touch' })).toBeTruthy();
  fireEvent.keyDown(await field(), { key: 'ArrowDown' });
  fireEvent.keyDown(await field(), { key: 'ArrowDown' });
  await waitFor(() => expect(active()).toContain('Carla'));
  fireEvent.keyDown(await field(), { key: 'End' });
  await waitFor(() => expect(active()).toContain('Carla'));
});

test('a pasted paragraph is not looked for whole, and that is said', async () => {
  open({ directory: { find: (typed) => Promise.resolve(findings(CONTACTS, typed)) } });
  await waitFor(() => expect(names()).toEqual(NAMES));
  fireEvent.input(await field(), {
    target: { value: 'word and '.repeat(500) + 'other '.repeat(20) },
  });
  expect(await screen.findByText(/only its first 20 words are looked for/u)).toBeTruthy();
});

describe('filters', () => {
  test('are chips that take themselves out', async () => {
    open({ directory: { find: () => Promise.resolve(findings(CONTACTS, 'is:open -tag:x')) } });
    const input = await field<HTMLInputElement>();
    fireEvent.input(input, { target: { value: 'is:open -tag:x' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Remove the filter -tag:x' }));
    await waitFor(() => expect(input.value).toBe('is:open '));
  });

  test('that make no sense are explained', async () => {
    open({ directory: { find: () => Promise.resolve(findings(CONTACTS, 'is:asleep')) } });
    fireEvent.input(await field(), { target: { value: 'is:asleep' } });
    expect(await screen.findByText(/takes open, closed or blocked/u)).toBeTruthy();
  });

  test('are completed with what the account has', async () => {
    const facets = facetsOf([makeContact({ tags: ['very important'] })]);
    open({ directory: { facets } });
    const input = await field<HTMLInputElement>();
    await waitFor(() => expect(names()).toEqual(NAMES));
    fireEvent.input(input, { target: { value: 'tag:v' } });
    fireEvent.click(await screen.findByRole('button', { name: /^very important.+1 contact/u }));
    await waitFor(() => expect(input.value).toBe('tag:"very important" '));
  });

  test('are completed with the names of its funnels', async () => {
    const funnels = [{ uuid: 'f1', name: 'New leads', emoji: '🔥' }];
    open({
      overview: { view: { fields: [], avatars: false, funnels } },
      directory: { facets: facetsOf([makeContact({ funnelId: 'f1' })]) },
    });
    const input = await field<HTMLInputElement>();
    await waitFor(() => expect(names()).toEqual(NAMES));
    fireEvent.input(input, { target: { value: 'funnel:' } });
    fireEvent.click(await screen.findByRole('button', { name: /^🔥 New leads.+1 contact/u }));
    await waitFor(() => expect(input.value).toBe('funnel:"New leads" '));
  });
});

describe('many numbers', () => {
  const TEXT = '+39 347 123 4567\t347 999 8888\n';
  const [anna] = CONTACTS;
  const matchNumbers = (texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => (text.startsWith('+39') && anna ? [anna] : [])));

  test('that are pasted become a list, copied as a table', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    open({ overview: { asked: TEXT }, actions: { matchNumbers } });
    expect(await screen.findByText('1 of 2 are contacts')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Anna Rossi' })).toBeTruthy();
    fireEvent.click(screen.getByText('Columns of the table'));
    fireEvent.click(screen.getByLabelText('Tags'));
    fireEvent.click(screen.getByRole('button', { name: 'Copy as table' }));
    await waitFor(() =>
      expect(writeText).toHaveBeenCalledExactlyOnceWith(
        'Phone\tName\tState\tTags\n+39 347 123 4567\tAnna Rossi\tOpen\tsales, VIP\n347 999 8888\t\t\t',
      ),
    );
  });

  test('that are pasted within a text leave it a text', async () => {
    open();
    const input = await field();
    const paste = (text: string) => {
      const data = { getData: () => text };
      return fireEvent.paste(input, { clipboardData: data });
    };
    expect(paste('Ordine 100234 del cliente 200345')).toBe(true);
    expect(screen.queryByRole('button', { name: 'Copy as table' })).toBeNull();
    expect(paste(TEXT)).toBe(false);
    expect(await screen.findByRole('button', { name: 'Copy as table' })).toBeTruthy();
  });

  test('of nobody are asked of Callbell on wish', async () => {
    const { done } = open({
      overview: { asked: TEXT },
      actions: {
        matchNumbers,
        lookUp: vi.fn(() => Promise.resolve({ contacts: CONTACTS.slice(2) })),
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Ask Callbell' }));
    expect(await screen.findByRole('button', { name: 'Carla Neri' })).toBeTruthy();
    expect(done.lookUp).toHaveBeenCalledExactlyOnceWith('347 999 8888');
  });

  test('whose look-up fails say why', async () => {
    open({
      overview: { asked: TEXT },
      actions: { matchNumbers, lookUp: () => Promise.resolve({ error: { kind: 'unreachable' } }) },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Ask Callbell' }));
    expect((await screen.findByRole('alert')).textContent).toContain('could not be reached');
  });
});
