// @vitest-environment happy-dom
import '../components/setup.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { takeAsked } from '../../../utils/browser/asked.ts';
import { attachOmnibox, type OmniboxActions } from '../../../utils/browser/omnibox.ts';
import { ownFieldKey } from '../../../utils/field-key.ts';
import type { Findings } from '../../../utils/search/directory.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import type { CardField } from '../../../utils/settings.ts';
import { contact } from '../support/contact.ts';
import { facetsOf } from '../support/search.ts';

const { omnibox, storage, tabs, windows } = fakeBrowser;
type Suggest = (suggestions: { content: string; description: string }[]) => void;

const HOSTILE = contact({
  uuid: 'h1',
  name: '<img src=x> & "Co\u0000" #1',
  phoneNumber: '+39 347 123 4567',
  tags: ['<b>', 'VIP'],
});

let changed: (typed: string, suggest: Suggest) => void = () => {};
let entered: (text: string, disposition: string) => void = () => {};
const openConversation = vi.fn(() => Promise.resolve(true));
let fields: CardField[] = [];
let first = [HOSTILE];

/** In well-formed XML nothing of a contact is an element. */
function textOf(description: string): string {
  const xml = new DOMParser().parseFromString(`<d>${description}</d>`, 'text/xml');
  return xml.documentElement.textContent;
}

async function suggestionsFor(typed: string) {
  const suggest = vi.fn<Suggest>();
  changed(typed, suggest);
  await vi.waitFor(() => expect(suggest).toHaveBeenCalledOnce());
  return suggest.mock.calls[0]?.[0] ?? [];
}

beforeEach(() => {
  fields = [];
  first = [HOSTILE];
  openConversation.mockClear();
  vi.spyOn(omnibox.onInputStarted, 'addListener').mockReturnValue(undefined);
  vi.spyOn(omnibox.onInputChanged, 'addListener').mockImplementation((listener) => {
    changed = listener;
  });
  vi.spyOn(omnibox.onInputEntered, 'addListener').mockImplementation((listener) => {
    entered = listener as typeof entered;
  });
  vi.spyOn(omnibox, 'setDefaultSuggestion').mockReturnValue(undefined);
  const found = (typed: string): Promise<Findings> =>
    Promise.resolve({
      query: parseQuery(typed),
      total: 1,
      isForgiving: false,
      first,
      contacts: () => Promise.resolve([]),
    });
  const actions: OmniboxActions = {
    openDirectory: () =>
      Promise.resolve({
        generation: 1,
        isWhole: true,
        size: 1,
        facets: facetsOf([HOSTILE]),
        find: found,
      }),
    readFields: () => Promise.resolve(fields),
    isContact: (uuid) => Promise.resolve(uuid === HOSTILE.uuid),
    openConversation,
  };
  attachOmnibox(actions);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the address bar', () => {
  it.each(['img', '<img src=x>', '& "co"', '<b>', 'x'])(
    'suggests in well-formed XML, whatever is typed or called so: %s',
    async (typed) => {
      const [first] = await suggestionsFor(typed);
      expect(textOf(first?.description ?? '')).toBe(
        '<img src=x> & "Co" #1 – +39 347 123 4567 · <b> · VIP',
      );
      expect(first?.content).toBe('<img src=x> & "Co\u0000" #1 #h1');
    },
  );

  it('does not say what the user has hidden or covered', async () => {
    fields = [
      { key: ownFieldKey('phone'), show: 'sensitive' },
      { key: ownFieldKey('tags'), show: 'hidden' },
    ];
    const [first] = await suggestionsFor('img');
    expect(textOf(first?.description ?? '')).toBe('<img src=x> & "Co" #1');
  });

  it('opens who stood first when that was shown, not who stands there by now', async () => {
    vi.spyOn(windows, 'getLastFocused').mockResolvedValue({
      incognito: false,
      focused: true,
      alwaysOnTop: false,
    });
    await suggestionsFor('img');
    first = [contact({ uuid: 'newer', name: 'img' }), HOSTILE];
    entered('img', 'currentTab');
    await vi.waitFor(() =>
      expect(openConversation).toHaveBeenCalledExactlyOnceWith('h1', false, false),
    );
    entered('other', 'currentTab');
    await vi.waitFor(() =>
      expect(openConversation).toHaveBeenLastCalledWith('newer', false, false),
    );
  });

  describe('knows what was chosen from what was typed', () => {
    const create = vi.fn();
    beforeEach(() => {
      create.mockClear();
      vi.spyOn(windows, 'getLastFocused').mockResolvedValue({
        incognito: false,
        focused: true,
        alwaysOnTop: false,
      });
      vi.spyOn(tabs, 'create').mockImplementation(create);
      return storage.session.clear();
    });

    it.each(['Anna #5', 'Anna # 5', 'order #', 'a #h1 #2'])(
      '%s is looked for whole',
      async (typed) => {
        first = [];
        entered(typed, 'currentTab');
        await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
        expect(await takeAsked()).toBe(typed);
        expect(openConversation).not.toHaveBeenCalled();
      },
    );

    it('a text with a mark opens whom it finds', async () => {
      entered('"Co" #1', 'currentTab');
      await vi.waitFor(() =>
        expect(openConversation).toHaveBeenCalledExactlyOnceWith('h1', false, false),
      );
    });

    it('a name with a mark in it opens who was chosen', async () => {
      first = [];
      entered('Anna #5 #h1', 'currentTab');
      await vi.waitFor(() =>
        expect(openConversation).toHaveBeenCalledExactlyOnceWith('h1', false, false),
      );
    });

    it('who has no conversation is looked for by the name, with its mark', async () => {
      openConversation.mockResolvedValueOnce(false);
      entered('Anna #5 #h1', 'currentTab');
      await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
      expect(await takeAsked()).toBe('Anna #5');
    });
  });

  it.each([true, false])('remembers what was opened, if not privately: %o', async (incognito) => {
    vi.spyOn(windows, 'getLastFocused').mockResolvedValue({
      incognito,
      focused: true,
      alwaysOnTop: false,
    });
    entered('Somebody #h1', 'newBackgroundTab');
    await vi.waitFor(() =>
      expect(openConversation).toHaveBeenCalledExactlyOnceWith('h1', true, incognito),
    );
  });
});
