// @vitest-environment happy-dom
import './setup.ts';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Overview } from '../../../components/popup/contract.ts';
import { Popup } from '../../../components/popup/Popup.tsx';
import type { PageContact } from '../../../components/popup/use-page-contacts.ts';
import type { Contact } from '../../../utils/contact.ts';
import type { Directory } from '../../../utils/search/directory.ts';
import { facetsOf } from '../support/search.ts';
import { makeContact } from './make-contact.ts';
import {
  ACCOUNT,
  CONTACTS,
  SYNCED,
  active,
  actionsOfPopup,
  field,
  findings,
  names,
  open,
} from './popup-stage.tsx';

/**
 * What is chosen is a contact, not a row: a sync that ends between the look and the key must not put
 * somebody else there.
 */

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
});

const anna = (number: number): Contact =>
  makeContact({ uuid: `anna-${number}`, name: `Anna ${number}` });

/** A popup over contacts that a sync changes. */
function stage(
  first: Contact[],
  onPage: PageContact[] = [],
  opening: () => Promise<void> = () => Promise.resolve(),
) {
  let listener = (): void => {};
  const now = {
    contacts: first,
    generation: 1,
    recent: [] as Contact[],
    page: '1',
    onPage,
  };
  const opened: string[] = [];
  const actions = actionsOfPopup({
    openConversation: vi.fn((uuid: string) => {
      opened.push(uuid);
      return Promise.resolve(true);
    }),
    readPage: () => Promise.resolve(now.onPage),
    openDirectory: async (): Promise<Directory> => {
      const { contacts, generation } = now;
      await opening();
      return {
        generation,
        isWhole: true,
        size: contacts.length,
        facets: facetsOf([]),
        find: (typed: string) => {
          const asked = typed.trim().toLowerCase();
          const found = contacts.filter(({ name }) => name.toLowerCase().includes(asked));
          return Promise.resolve(findings(found, typed));
        },
      };
    },
  });
  const read = (): Promise<Overview> =>
    Promise.resolve({
      account: ACCOUNT,
      sync: SYNCED,
      wasErased: false,
      generation: now.generation,
      stored: now.contacts.length,
      site: undefined,
      page: now.page,
      view: { fields: [], avatars: false, funnels: [] },
      recent: now.recent,
      inTouch: [],
      mostRecent: [],
      session: undefined,
      asked: undefined,
    });
  render(<Popup overview={{ read, onChange: (given) => (listener = given) }} actions={actions} />);
  /** Each answer leads to a render, and its effects to the next question. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) await act(() => Promise.resolve());
  };
  return {
    actions,
    opened,
    settle,
    change: async (change: Partial<typeof now>) => {
      Object.assign(now, change, { generation: now.generation + 1 });
      listener();
      await settle();
    },
  };
}

async function type(text: string): Promise<void> {
  fireEvent.input(await field(), { target: { value: text } });
}

async function press(key: string, modifiers: object = {}): Promise<void> {
  fireEvent.keyDown(await field(), { key, ...modifiers });
}

describe('a sync that brings somebody in front', () => {
  const [one, two, three, newer] = [anna(1), anna(2), anna(3), anna(9)];

  test('moves nobody under the marked row, says how many are new, and shows them when asked', async () => {
    const { actions, change } = stage([one, two, three]);
    await type('anna');
    await waitFor(() => expect(names()).toHaveLength(3));
    await press('ArrowDown');
    expect(active()).toContain('Anna 2');
    await change({ contacts: [newer, one, two, three] });
    expect(names()).toEqual(['Anna 1', 'Anna 2', 'Anna 3']);
    expect(active()).toContain('Anna 2');
    fireEvent.click(screen.getByRole('button', { name: '1 new. Show' }));
    await waitFor(() => expect(names()).toEqual(['Anna 9', 'Anna 1', 'Anna 2', 'Anna 3']));
    expect(active()).toContain('Anna 2');
    expect(screen.queryByRole('button', { name: /new\. Show/u })).toBeNull();
    await press('Enter');
    expect(actions.openConversation).toHaveBeenCalledExactlyOnceWith('anna-2', false);
  });

  test('shows them with the next letter', async () => {
    const { change } = stage([one, two]);
    await type('ann');
    await waitFor(() => expect(names()).toHaveLength(2));
    await change({ contacts: [newer, one, two] });
    await type('anna');
    await waitFor(() => expect(names()).toEqual(['Anna 9', 'Anna 1', 'Anna 2']));
  });

  test('shows them at once where nobody is about to do anything', async () => {
    const { change } = stage([one]);
    await waitFor(() => expect(names()).toHaveLength(1));
    await change({ contacts: [newer, one] });
    expect(names()).toEqual(['Anna 9', 'Anna 1']);
  });

  test('shows them at once to whoever looks at another window', async () => {
    const { change } = stage([one, two]);
    await type('anna');
    await waitFor(() => expect(names()).toHaveLength(2));
    await act(() => void window.dispatchEvent(new Event('blur')));
    await change({ contacts: [newer, one, two] });
    expect(names()).toEqual(['Anna 9', 'Anna 1', 'Anna 2']);
  });

  test('waits while the pointer is in the list', async () => {
    const { change, settle } = stage([one, two]);
    await waitFor(() => expect(names()).toHaveLength(2));
    const list = document.querySelector('.results');
    if (!list) throw new Error('no list');
    fireEvent.pointerMove(list);
    await settle();
    await change({ contacts: [newer, one, two] });
    expect(names()).toEqual(['Anna 1', 'Anna 2']);
    fireEvent.pointerMove(await field());
    await waitFor(() => expect(names()).toEqual(['Anna 9', 'Anna 1', 'Anna 2']));
  });

  test('does not turn a menu into another contact’s', async () => {
    const { actions, change } = stage([one, two]);
    await type('anna');
    await waitFor(() => expect(names()).toHaveLength(2));
    await press('ArrowDown');
    await press('k', { ctrlKey: true });
    expect(screen.getByRole('menu', { name: 'Actions for Anna 2' })).toBeTruthy();
    await change({ contacts: [newer, one] });
    fireEvent.click(screen.getByRole('menuitem', { name: 'Open conversation' }));
    expect(actions.openConversation).toHaveBeenCalledExactlyOnceWith('anna-2', false);
  });

  test('whom Ctrl+Enter has opened does not move to the top meanwhile', async () => {
    const { opened, change } = stage([one, two, three]);
    await waitFor(() => expect(names()).toHaveLength(3));
    await press('ArrowDown');
    await press('ArrowDown');
    expect(active()).toContain('Anna 2');
    await press('Enter', { ctrlKey: true });
    await change({ recent: [two] });
    expect(active()).toContain('Anna 2');
    await press('ArrowDown');
    await press('Enter');
    expect(opened).toEqual(['anna-2', 'anna-3']);
  });
});

test('Enter before the contacts are open waits for them', async () => {
  let give: () => void = () => {};
  const gate = new Promise<void>((resolve) => (give = resolve));
  const { opened, settle } = stage([anna(1), anna(2)], [], () => gate);
  await type('anna 2');
  await press('Enter');
  await settle();
  expect(opened).toEqual([]);
  give();
  await waitFor(() => expect(opened).toEqual(['anna-2']));
});

test('the contact that was left open does not come over what is typed meanwhile', async () => {
  let give: (contact: Contact) => void = () => {};
  const session = { account: ACCOUNT.email, query: '', chosen: null, scroll: 0, uuid: 'c0' };
  const { done } = open({
    overview: { session },
    actions: {
      findContact: () => new Promise<Contact | undefined>((resolve) => (give = resolve)),
    },
  });
  await type('bruno');
  await waitFor(() => expect(names()).toEqual(['Bruno Verdi']));
  give(CONTACTS[0] ?? anna(1));
  await act(() => Promise.resolve());
  expect(screen.queryByRole('heading', { name: 'Anna Rossi' })).toBeNull();
  await press('Enter');
  expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c1', false);
});

/** A popup that was left at Carla; where she stands now is told when the test says so. */
function reopened() {
  let tell: (contacts: Contact[]) => void = () => {};
  const chosen = { list: 'results', index: 2, uuid: 'c2', text: null };
  const { done } = open({
    overview: { session: { account: ACCOUNT.email, query: 'r', chosen, scroll: 0, uuid: null } },
    directory: {
      find: (typed) =>
        Promise.resolve({
          ...findings(CONTACTS, typed),
          contacts: () => new Promise((resolve) => (tell = resolve)),
        }),
    },
  });
  return { done, give: (contacts: Contact[]) => tell(contacts) };
}

test('nobody but the one who was left is active while their row is looked for', async () => {
  const { done, give } = reopened();
  await waitFor(() => expect(names()).toHaveLength(3));
  expect(active()).toBe('');
  await press('Enter', { ctrlKey: true });
  await waitFor(() => expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c2', true));
  give(CONTACTS);
  await waitFor(() => expect(active()).toContain('Carla Neri'));
});

test('whoever moves before the row that was left is found goes on from there', async () => {
  const { give } = reopened();
  await waitFor(() => expect(names()).toHaveLength(3));
  await press('ArrowDown');
  await waitFor(() => expect(active()).toContain('Anna Rossi'));
  give(CONTACTS);
  await act(() => Promise.resolve());
  expect(active()).toContain('Anna Rossi');
});

test('a list that the pointer is in stays, also in a window without the focus', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  const { change, settle } = stage([anna(1)]);
  await waitFor(() => expect(names()).toHaveLength(1));
  const list = document.querySelector('.results');
  if (!list) throw new Error('no list');
  fireEvent.pointerMove(list);
  await settle();
  await change({ contacts: [anna(9), anna(1)] });
  expect(names()).toEqual(['Anna 1']);
});

test('another page has its own contacts at once, and nobody is chosen who is not on it', async () => {
  const place = (contact: Contact): PageContact => ({ contact, text: '1', guessed: false });
  const { actions, change } = stage([anna(1), anna(2)], [place(anna(1))]);
  await waitFor(() => expect(names()).toHaveLength(3));
  await press('ArrowDown');
  expect(active()).toContain('Anna 1');
  await change({ page: '2', onPage: [place(anna(2))] });
  await waitFor(() => expect(names()[0]).toBe('Anna 2'));
  expect(active()).toBe('');
  await press('Enter');
  expect(actions.openConversation).not.toHaveBeenCalled();
});

test('law: whatever syncs bring, the marked row stays the same person, and Enter opens that one', async () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('new' as const), at: fc.nat(3) }),
    fc.record({ kind: fc.constant('gone' as const), at: fc.nat(5) }),
    fc.record({ kind: fc.constant('moved' as const), at: fc.nat(5) }),
    fc.record({ kind: fc.constant('used' as const), at: fc.nat(5) }),
    fc.record({
      kind: fc.constant('key' as const),
      key: fc.constantFrom('ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown'),
    }),
    fc.record({ kind: fc.constant('type' as const), text: fc.constantFrom('anna', 'an', '', '1') }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 8 }), async (events) => {
      let contacts = Array.from({ length: 6 }, (_, index) => anna(index));
      let count = contacts.length;
      const { opened, change, settle } = stage(contacts);
      await settle();
      for (const one of events) {
        const marked = active();
        if (one.kind === 'type') await type(one.text);
        else if (one.kind === 'key') await press(one.key);
        else {
          const other = contacts[one.at % Math.max(1, contacts.length)];
          if (one.kind === 'new') contacts = contacts.toSpliced(one.at, 0, anna((count += 1)));
          else if (one.kind === 'gone') contacts = contacts.filter((contact) => contact !== other);
          else if (one.kind === 'moved' && other) {
            contacts = [other, ...contacts.filter((contact) => contact !== other)];
          }
          await change({ contacts, ...(one.kind === 'used' && other && { recent: [other] }) });
          expect(active()).toBe(marked);
        }
        await settle();
      }
      const marked = active();
      await press('Enter');
      const wanted = /Anna (\d+)/u.exec(marked)?.[1];
      expect(opened).toEqual(wanted === undefined ? [] : [`anna-${wanted}`]);
      cleanup();
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('numbers that are looked up at the same time are each given their own contact', async () => {
  const answers: ((contacts: Contact[]) => void)[] = [];
  open({
    overview: { asked: '+39 347 0000001\n+39 347 0000002' },
    actions: {
      lookUp: () =>
        new Promise((resolve) => {
          answers.push((contacts) => resolve({ contacts }));
        }),
    },
  });
  const buttons = await screen.findAllByRole('button', { name: 'Ask Callbell' });
  buttons.forEach((button) => fireEvent.click(button));
  answers[1]?.([anna(2)]);
  answers[0]?.([anna(1)]);
  await waitFor(() => expect(screen.getAllByRole('button', { name: /^Anna/u })).toHaveLength(2));
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(rows[0]).toContain('Anna 1');
  expect(rows[1]).toContain('Anna 2');
});
