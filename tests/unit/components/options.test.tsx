// @vitest-environment happy-dom
import './setup.ts';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import {
  Options,
  type OptionsActions,
  type OptionsState,
} from '../../../components/options/Options.tsx';
import type { Shortcut } from '../../../components/options/ShortcutsSection.tsx';
import type { SiteAccess } from '../../../components/options/WebPagesSection.tsx';
import type { LiveSource } from '../../../components/use-live.ts';
import { settingsSchema } from '../../../utils/settings.ts';
import { newRun } from '../../../utils/sync/machine.ts';
import { NEVER_SYNCED } from '../../../utils/sync/status.ts';

const ACCOUNT = { email: 'john_doe@email.com', name: 'John', keyEnding: 'cdef', connectedAt: 1 };
const UNCONNECTED: OptionsState = {
  account: undefined,
  wasErased: false,
  sync: NEVER_SYNCED,
  stored: 0,
  settings: settingsSchema.parse({}),
  fieldNames: ['City', 'Plan'],
  notHere: [],
};
const CONNECTED: OptionsState = { ...UNCONNECTED, account: ACCOUNT };

const WHOLE = {
  finishedAt: Date.now(),
  contacts: 300,
  unreadable: 0,
  unreadableEntries: [],
  pages: 6,
  isLimited: false,
};

/** A source that a test can change. */
function changeable<T>(first: T) {
  let value = first;
  const listeners = new Set<() => void>();
  const source: LiveSource<T> = {
    read: () => Promise.resolve(value),
    onChange: (listener) => listeners.add(listener),
  };
  const change = (next: T) =>
    act(() => {
      value = next;
      for (const listener of listeners) listener();
    });
  return { source, change };
}

const SHORTCUTS: LiveSource<readonly Shortcut[]> = {
  read: () =>
    Promise.resolve([
      { name: '_execute_action', description: 'Open Lens', keys: 'Alt+Shift+O' },
      { name: 'look-up-selection', description: 'Look up the selected text', keys: '' },
    ]),
  onChange: () => {},
};

function open(first: OptionsState, given: Partial<OptionsActions> = {}, sites?: SiteAccess) {
  const state = changeable(first);
  const access = changeable<SiteAccess>(sites ?? { all: false, origins: [] });
  const actions = {
    connect: vi.fn(() => Promise.resolve(undefined)),
    disconnect: vi.fn(() => Promise.resolve()),
    startSync: vi.fn(() => Promise.resolve()),
    answerMissing: vi.fn(() => Promise.resolve()),
    changeSettings: vi.fn(() => Promise.resolve()),
    enableAllSites: vi.fn(() => Promise.resolve(true)),
    disableAllSites: vi.fn(() => Promise.resolve()),
    removeSite: vi.fn(() => Promise.resolve()),
    undoNotHere: vi.fn(() => Promise.resolve()),
    changeShortcuts: vi.fn(),
    eraseUse: vi.fn(() => Promise.resolve()),
    ...given,
  };
  render(
    <Options
      state={state.source}
      access={access.source}
      shortcuts={SHORTCUTS}
      actions={actions}
      countries={['DE', 'IT']}
      impliedCountry="IT"
    />,
  );
  return { actions, change: state.change, changeAccess: access.change };
}

const keyField = () => screen.findByLabelText<HTMLInputElement>('API key');
const connectButton = () => screen.getByRole('button', { name: 'Connect' });

describe('connecting', () => {
  test('a key is cleaned of what comes along with it, and what no key has is named', async () => {
    const { actions } = open(UNCONNECTED);
    const field = await keyField();
    fireEvent.input(field, { target: { value: '“chiave…”' } });
    fireEvent.click(connectButton());
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('no “…” in it'));
    expect(actions.connect).not.toHaveBeenCalled();
    fireEvent.input(field, { target: { value: '“a-key\u200B”' } });
    fireEvent.click(connectButton());
    await waitFor(() => expect(actions.connect).toHaveBeenCalledExactlyOnceWith('a-key'));
  });

  test('a wrong key gets a sentence and stays for editing', async () => {
    const connect = vi.fn(() => Promise.resolve({ kind: 'key-refused' } as const));
    open(UNCONNECTED, { connect });
    const field = await keyField();
    fireEvent.input(field, { target: { value: ' wrong ' } });
    fireEvent.click(connectButton());
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(
        /^Callbell did not accept the API key/u,
      ),
    );
    expect(connect).toHaveBeenCalledExactlyOnceWith('wrong');
    expect(field.value).toBe(' wrong ');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
  });

  test('while a key is checked, a second click does nothing', async () => {
    const connect = vi.fn(() => new Promise<undefined>(() => {}));
    open(UNCONNECTED, { connect });
    fireEvent.input(await keyField(), { target: { value: 'key' } });
    fireEvent.click(connectButton());
    expect(await screen.findByText('Checking the key…')).toBeTruthy();
    fireEvent.click(connectButton());
    expect(connect).toHaveBeenCalledOnce();
  });

  test('no key is not sent', async () => {
    const { actions } = open(UNCONNECTED);
    await keyField();
    fireEvent.click(connectButton());
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^Paste/u));
    expect(actions.connect).not.toHaveBeenCalled();
  });

  test('a background that does not answer is told', async () => {
    open(UNCONNECTED, { connect: () => Promise.reject(new Error('no worker')) });
    fireEvent.input(await keyField(), { target: { value: 'key' } });
    fireEvent.click(connectButton());
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^Lens could not/u));
  });

  test('a good key is gone from the page; the account is there', async () => {
    const { change } = open(UNCONNECTED);
    const field = await keyField();
    fireEvent.input(field, { target: { value: 'secret_0123456789abcdef' } });
    fireEvent.click(connectButton());
    await waitFor(() => expect(field.value).toBe(''));
    await change(CONNECTED);
    const line = await screen.findByText('john_doe@email.com');
    expect(line.parentElement?.textContent).toBe('Connected as john_doe@email.com');
    expect(screen.getByText('…cdef').parentElement?.textContent).toBe('Key ending …cdef');
    expect(document.body.innerHTML).not.toContain('0123456789');
    expect(document.activeElement?.textContent).toBe('Connection');
  });
});

describe('a connected account', () => {
  test('disconnects only when asked twice', async () => {
    const { actions, change } = open(CONNECTED);
    const disconnect = await screen.findByRole('button', { name: 'Disconnect' });
    fireEvent.click(disconnect);
    const question = await screen.findByRole('group', { name: 'Disconnect from Callbell?' });
    expect(question.textContent).toMatch(/API key and every contact on this device are erased/u);
    fireEvent.keyDown(question, { key: 'Escape' });
    await waitFor(() =>
      expect(screen.queryByRole('group', { name: 'Disconnect from Callbell?' })).toBeNull(),
    );
    expect(document.activeElement).toBe(disconnect);
    expect(actions.disconnect).not.toHaveBeenCalled();

    fireEvent.click(disconnect);
    fireEvent.click(await screen.findByRole('button', { name: 'Erase and disconnect' }));
    expect(actions.disconnect).toHaveBeenCalledOnce();
    await change(UNCONNECTED);
    expect(await keyField()).toBeTruthy();
  });

  test('whose key was refused is asked for another', async () => {
    open({
      ...CONNECTED,
      sync: {
        ...NEVER_SYNCED,
        phase: { kind: 'failed', error: { kind: 'key-refused' }, at: 0, paused: null },
        lastWhole: { ...WHOLE, unreadable: 2 },
      },
    });
    expect(await keyField()).toBeTruthy();
    expect(screen.getByText('The last sync failed.')).toBeTruthy();
    expect(screen.getByText('300 contacts · synced just now')).toBeTruthy();
    expect(screen.getByText('2 contacts could not be read.')).toBeTruthy();
  });

  test('sees which contacts could not be read', async () => {
    const entry = { page: 3, position: 7, uuid: null, name: 'Nobody <b>' };
    const lastWhole = { ...WHOLE, unreadable: 41, unreadableEntries: [entry] };
    open({ ...CONNECTED, sync: { ...NEVER_SYNCED, lastWhole } });
    fireEvent.click(await screen.findByText('Which contacts could not be read?'));
    const item = screen.getByText('Nobody <b>', { exact: false }).closest('li');
    expect(item?.textContent).toContain('Page 3 of the list, number 7');
    expect(item?.textContent).toContain('Nobody <b>');
    expect(screen.getByText('And 40 more.')).toBeTruthy();
  });

  test('sees how old the list is while it is read again', async () => {
    const run = { ...newRun(1, 'whole', 0), read: 650 };
    const step = { kind: 'list', page: 14, after: null } as const;
    const phase = { kind: 'running', run: { ...run, step } } as const;
    open({ ...CONNECTED, sync: { ...NEVER_SYNCED, lastWhole: WHOLE, phase } });
    expect(await screen.findByText('Reading… 650 contacts so far, page 14')).toBeTruthy();
    expect(screen.getByText('300 contacts · synced just now')).toBeTruthy();
    expect(screen.getByText('Whole list last read just now.')).toBeTruthy();
  });

  test('sees when each kind of sync is next, and that a long list is read less often than wished', async () => {
    const now = Date.now();
    const next = { quick: now + 60_000, whole: now + 3 * 86_400_000 };
    const lastWhole = { ...WHOLE, finishedAt: now, contacts: 100_000, pages: 5_000 };
    open({ ...CONNECTED, sync: { ...NEVER_SYNCED, lastWhole, next } });
    const quick = new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(next.quick);
    const times = await screen.findByText(/^Whole list last read just now\./u);
    expect(times.textContent).toContain(
      `Next look for new contacts: ${quick}. Next reading of the whole list: `,
    );
    const day = new Intl.DateTimeFormat('en', { weekday: 'short' }).format(next.whole);
    expect(times.textContent).toContain(day);
    expect(
      screen.getByText(/This is a wish: .+ Yours is long: it is read about every 14 hours\./u),
    ).toBeTruthy();
  });

  test('sees that a list in which little changes is read less often still', async () => {
    const lastWhole = { ...WHOLE, contacts: 100_000, pages: 5_000 };
    open({ ...CONNECTED, sync: { ...NEVER_SYNCED, lastWhole, thrift: 4 } });
    expect(
      await screen.findByText(/little has changed in it lately.+about every 2 days/u),
    ).toBeTruthy();
  });

  test('sees that the interval is a wish, and no other while it is heeded', async () => {
    open({ ...CONNECTED, sync: { ...NEVER_SYNCED, lastWhole: WHOLE, thrift: 4 } });
    const hint = await screen.findByText(
      /^Finds what was changed, and who is gone\. This is a wish/u,
    );
    expect(hint.textContent).not.toContain('Yours');
  });

  test('sees how many contacts there are when the first sync has failed', async () => {
    const phase = { kind: 'failed', error: { kind: 'unreadable' }, at: 0, paused: null } as const;
    open({ ...CONNECTED, stored: 650, sync: { ...NEVER_SYNCED, phase } });
    expect(await screen.findByText(/^650 contacts so far\./u)).toBeTruthy();
    expect(screen.getByText(/^Lens tries again by itself at/u)).toBeTruthy();
  });

  test.each([
    ['Keep them', 'keep'],
    ['Check each and remove', 'check'],
  ])('is asked when many are missing: %s', async (name, answer) => {
    const sync = { ...NEVER_SYNCED, lastWhole: WHOLE, missing: { contacts: 80, of: 300 } };
    const { actions } = open({ ...CONNECTED, sync });
    expect(
      await screen.findByRole('heading', { name: /^80 contacts are no longer/u }),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name }));
    expect(actions.answerMissing).toHaveBeenCalledExactlyOnceWith(answer);
  });

  test('chooses how often to sync', async () => {
    const { actions } = open(CONNECTED);
    const quick = await screen.findByLabelText('Look for new contacts every');
    expect(screen.getByLabelText<HTMLSelectElement>('Read the whole list every').value).toBe('6');
    fireEvent.change(quick, { target: { value: '15' } });
    expect(actions.changeSettings).toHaveBeenCalledExactlyOnceWith({ quickSyncMinutes: 15 });
  });

  test('syncs on a click', async () => {
    const { actions } = open(CONNECTED);
    fireEvent.click(await screen.findByRole('button', { name: 'Sync now' }));
    expect(actions.startSync).toHaveBeenCalledOnce();
  });
});

describe('web pages', () => {
  const ALL = 'Recognise numbers on all websites';

  test('access is asked for in the click itself; a refusal is told', async () => {
    const enableAllSites = vi.fn(() => Promise.resolve(false));
    open(UNCONNECTED, { enableAllSites });
    fireEvent.click(await screen.findByRole('button', { name: ALL }));
    expect(enableAllSites).toHaveBeenCalledOnce();
    expect(await screen.findByText(/did not give access/u)).toBeTruthy();
  });

  test('the state follows the browser', async () => {
    const { actions, changeAccess } = open(UNCONNECTED);
    expect(await screen.findByText(/not recognised on any website/u)).toBeTruthy();
    await changeAccess({ all: true, origins: [] });
    fireEvent.click(await screen.findByRole('button', { name: 'Stop on all websites' }));
    expect(actions.disableAllSites).toHaveBeenCalledOnce();
    expect(screen.queryByRole('button', { name: ALL })).toBeNull();
  });

  test('each chosen site can be removed', async () => {
    const origins = ['https://crm.example.com/*', 'http://intranet/*'];
    const { actions } = open(UNCONNECTED, {}, { all: false, origins });
    const list = await screen.findByRole('list', { name: 'Chosen sites' });
    expect(within(list).getByText('http://intranet')).toBeTruthy();
    fireEvent.click(within(list).getByRole('button', { name: 'Remove crm.example.com' }));
    expect(actions.removeSite).toHaveBeenCalledExactlyOnceWith('https://crm.example.com/*');
  });
});

describe('sites that were switched off, and marks', () => {
  const settings = {
    ...UNCONNECTED.settings,
    sitesOff: ['example.com', 'shop.test'],
    countryBySite: { 'crm.test': 'DE', 'shop.test': 'IT' },
  };

  test('a site is switched on again', async () => {
    const { actions } = open({ ...UNCONNECTED, settings });
    const list = await screen.findByRole('list', { name: 'Switched off' });
    fireEvent.click(within(list).getByRole('button', { name: 'Switch on example.com' }));
    expect(actions.changeSettings).toHaveBeenCalledExactlyOnceWith({ sitesOff: ['shop.test'] });
    expect(document.activeElement?.textContent).toMatch(/^Numbers are/u);
  });

  test('a site’s country is taken back', async () => {
    const { actions } = open({ ...UNCONNECTED, settings });
    const list = await screen.findByRole('list', { name: 'Countries of single sites' });
    expect(list.textContent).toContain('crm.testGermany');
    fireEvent.click(within(list).getByRole('button', { name: 'Remove crm.test' }));
    expect(actions.changeSettings).toHaveBeenCalledExactlyOnceWith({
      countryBySite: { 'shop.test': 'IT' },
    });
  });

  test('lists without sites are not there', async () => {
    open(UNCONNECTED);
    await screen.findByRole('group', { name: 'How contacts’ numbers are marked' });
    expect(screen.getByRole('list', { name: 'Fields' })).toBe(screen.getByRole('list'));
  });

  test('the mark is chosen, and what a page can notice is told', async () => {
    const { actions } = open(UNCONNECTED);
    const group = await screen.findByRole('group', { name: 'How contacts’ numbers are marked' });
    const choices = within(group).getAllByRole<HTMLInputElement>('radio');
    expect(choices.map(({ value, checked }) => [value, checked])).toEqual([
      ['underline', true],
      ['background', false],
      ['none', false],
    ]);
    fireEvent.click(within(group).getByRole('radio', { name: 'Background' }));
    expect(actions.changeSettings).toHaveBeenCalledExactlyOnceWith({ markStyle: 'background' });
    expect(group.textContent).toContain('A website can notice that Lens is at work');
  });
});

describe('phone numbers', () => {
  test('the country follows the browser until one is chosen', async () => {
    const { actions } = open(UNCONNECTED);
    const select = await screen.findByLabelText('Country of numbers without a country code');
    expect(
      within(select)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['Follow the browser’s language (Italy)', 'Germany', 'Italy']);
    fireEvent.change(select, { target: { value: 'DE' } });
    expect(actions.changeSettings).toHaveBeenLastCalledWith({ defaultCountry: 'DE' });
    fireEvent.change(select, { target: { value: '' } });
    expect(actions.changeSettings).toHaveBeenLastCalledWith({ defaultCountry: null });
  });
});

describe('the card', () => {
  const choose = (name: string, value: string) =>
    fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } });

  test('comes after a rest, at once, or only with Alt', async () => {
    const { actions, change } = open(CONNECTED);
    const slider = await screen.findByRole('slider', { name: 'Time before the card comes' });
    expect(slider.getAttribute('aria-valuetext')).toBe('0.3 s');
    fireEvent.change(slider, { target: { value: '0' } });
    expect(actions.changeSettings).toHaveBeenLastCalledWith({ cardRestMs: 0 });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Only while the Alt key is held' }));
    expect(actions.changeSettings).toHaveBeenLastCalledWith({ cardOnlyWithAlt: true });
    await change({ ...CONNECTED, settings: settingsSchema.parse({ cardRestMs: 0 }) });
    await waitFor(() => expect(slider.getAttribute('aria-valuetext')).toBe('At once'));
  });

  test('shows pictures if they are wanted', async () => {
    const { actions } = open(CONNECTED);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Show contacts’ pictures' }));
    expect(actions.changeSettings).toHaveBeenLastCalledWith({ avatars: true });
  });

  test('has its fields in the user’s order, hidden or covered', async () => {
    const { actions } = open(CONNECTED);
    const list = await screen.findByRole('list', { name: 'Fields' });
    const names = [...list.querySelectorAll('bdi')].map(({ textContent }) => textContent);
    expect(names).toEqual([
      'Phone',
      'WhatsApp user ID',
      'Assigned to',
      'Funnel',
      'Tags',
      'City',
      'Plan',
      'Note',
    ]);
    choose('How City is shown', 'sensitive');
    const own = ['own:phone', 'own:bsuid', 'own:assigned', 'own:funnel', 'own:tags'];
    const shown = [...own, 'field:City', 'field:Plan', 'own:note'];
    expect(actions.changeSettings).toHaveBeenLastCalledWith({
      cardFields: shown.map((key) => ({
        key,
        show: key === 'field:City' ? 'sensitive' : 'shown',
      })),
    });
    fireEvent.click(screen.getByRole('button', { name: 'Move Plan up' }));
    expect(actions.changeSettings).toHaveBeenLastCalledWith({
      cardFields: [...own, 'field:Plan', 'field:City', 'own:note'].map((key) => ({
        key,
        show: 'shown',
      })),
    });
    fireEvent.click(screen.getByRole('button', { name: 'Move Phone up' }));
    expect(actions.changeSettings).toHaveBeenCalledTimes(2);
  });

  test('has people shown again who were not meant', async () => {
    const entry = { host: 'shop.example', text: '347 123', uuid: 'c1', name: 'Giulia Bianchi' };
    const gone = { ...entry, uuid: 'c2', name: undefined };
    const { actions } = open({ ...CONNECTED, notHere: [entry, gone] });
    fireEvent.click(await screen.findByRole('button', { name: 'Show Giulia Bianchi again' }));
    expect(actions.undoNotHere).toHaveBeenCalledExactlyOnceWith(entry);
    expect(document.activeElement?.textContent).toBe('The card');
    expect(screen.getByText('A contact that is no longer here, 347 123')).toBeTruthy();
  });
});
describe('the keyboard shortcuts', () => {
  test('are shown with their keys, and lead to where the browser changes them', async () => {
    const { actions } = open(UNCONNECTED);
    expect((await screen.findByText('Alt+Shift+O')).tagName).toBe('KBD');
    expect(screen.getByText('not set')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change the shortcuts' }));
    expect(actions.changeShortcuts).toHaveBeenCalledOnce();
  });
});

test('whom the user opened is forgotten on wish', async () => {
  const { actions } = open(UNCONNECTED);
  fireEvent.click(await screen.findByRole('button', { name: 'Forget them' }));
  expect(await screen.findByText('Forgotten.')).toBeTruthy();
  expect(actions.eraseUse).toHaveBeenCalledOnce();
});
