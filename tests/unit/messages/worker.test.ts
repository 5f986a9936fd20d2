import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import background from '../../../entrypoints/background/index.ts';
import { replyEnvelope } from '../../../utils/messages/protocol.ts';
import { saveFunnels } from '../../../utils/store/funnels.ts';
import { getAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { OWN, PAGES, type Sender } from '../support/senders.ts';
import { dump, fillStore } from '../support/store.ts';

const POPUP = OWN['the popup'] ?? {};
const CARD = OWN['the card in a page'] ?? {};
const SCRIPT = PAGES['a content script'] ?? {};

const known = contact({
  uuid: 'a1b2c3d4',
  name: 'Giulia Bianchi',
  phoneNumber: '+39 347 123 4567',
  note: 'secret note',
  tags: ['vip'],
});

// They go on by themselves after a test has ended, and the fake browser with it.
vi.mock('../../../utils/browser/toolbar.ts', async (original) => ({
  ...(await original<object>()),
  showAlert: () => Promise.resolve(),
}));
vi.mock('../../../utils/store/changes.ts', () => ({ announce: vi.fn(), onStoreChange: vi.fn() }));

/** Every address that was asked for. */
const fetched: string[] = [];
const opened = vi.fn();

/** Starts the worker as the browser would, with what the fake browser lacks. */
beforeEach(async () => {
  fetched.length = 0;
  opened.mockReset();
  stubLocks();
  vi.stubGlobal('fetch', (url: string) => {
    fetched.push(url);
    return Promise.resolve(Response.json({ error: 'unauthorized' }, { status: 401 }));
  });
  const { permissions, tabs, contextMenus, commands, omnibox } = fakeBrowser;
  vi.spyOn(contextMenus.onClicked, 'addListener').mockReturnValue(undefined);
  vi.spyOn(commands.onCommand, 'addListener').mockReturnValue(undefined);
  vi.spyOn(omnibox.onInputStarted, 'addListener').mockReturnValue(undefined);
  vi.spyOn(omnibox.onInputChanged, 'addListener').mockReturnValue(undefined);
  vi.spyOn(omnibox.onInputEntered, 'addListener').mockReturnValue(undefined);
  vi.spyOn(permissions.onAdded, 'addListener').mockReturnValue(undefined);
  vi.spyOn(permissions.onRemoved, 'addListener').mockReturnValue(undefined);
  vi.spyOn(tabs, 'sendMessage').mockResolvedValue(undefined);
  vi.spyOn(tabs, 'query').mockResolvedValue([]);
  vi.spyOn(tabs, 'create').mockImplementation((properties) => {
    opened(properties.url);
    return Promise.reject(new Error('no tabs here'));
  });
  vi.spyOn(tabs, 'update').mockImplementation((...properties: unknown[]) => {
    opened(properties);
    return Promise.reject(new Error('no tabs here'));
  });
  // Woken up again: what is done once after a load is another test's, in real browsers.
  await fakeBrowser.storage.session.set({ loaded: true });
  background.main();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What the worker answers to a sender. */
async function ask(sender: Sender, message: object): Promise<unknown> {
  const [reply] = await fakeBrowser.runtime.onMessage.trigger(message, sender);
  const envelope = replyEnvelope.parse(reply);
  return envelope.ok ? envelope.value : envelope.reason;
}

const cardReply = z.strictObject({
  token: z.string(),
  restMs: z.number(),
  onlyWithAlt: z.boolean(),
});

/** The token that a content script gets for a number. */
async function cardOf(text: string | undefined): Promise<string> {
  const reply = await ask(SCRIPT, { type: 'page.card', text, lang: 'it' });
  return cardReply.parse(reply).token;
}

describe('what a content script is told', () => {
  beforeEach(() => fillStore([known]));

  const texts = ['+39 347 1234567', '0039 347 123 4567', '+39 333 000 0000'];

  it('is nothing in a frame of a site that was switched off, and its script ends', async () => {
    await ask(POPUP, { type: 'settings.change', settings: { sitesOff: ['shop.example'] } });
    const told = vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockClear();
    const sender = { ...SCRIPT, origin: 'https://shop.example', frameId: 5 };
    const answer = await ask(sender, { type: 'page.match', texts, lang: 'it' });
    expect(answer).toMatchObject({ known: [null, null, null] });
    expect(told).toHaveBeenCalledWith(7, { type: 'page.stop' }, { frameId: 5 });
  });

  it('is whether a number is known, and a token: nothing of whose it is', async () => {
    const matched = await ask(SCRIPT, { type: 'page.match', texts, lang: 'it' });
    const token = await cardOf(texts[0]);
    const nobody = await ask(SCRIPT, { type: 'page.card', text: texts[2], lang: 'it' });
    expect(matched).toMatchObject({ known: [true, true, false] });
    expect(token).toMatch(/^[\da-f-]{36}$/u);
    expect(nobody).toBeNull();
    expect(JSON.stringify([matched, token])).not.toMatch(/giulia|secret|vip|a1b2c3d4|dash\./iu);
  });

  it('is nothing by the card’s command, whatever token it has', async () => {
    const token = await cardOf(texts[0]);
    for (const sender of Object.values(PAGES)) {
      expect(await ask(sender, { type: 'card.contacts', token })).toBe('refused');
    }
    expect(await ask(CARD, { type: 'card.contacts', token })).toMatchObject({
      contacts: [known],
      text: texts[0],
    });
    expect(await ask(CARD, { type: 'card.contacts', token })).toBeNull();
  });

  it('is told to the card with the names of the funnels', async () => {
    const funnels = [{ uuid: 'f1', name: 'New leads', emoji: '🔥' }];
    await saveFunnels(funnels);
    const token = await cardOf(texts[0]);
    expect(await ask(CARD, { type: 'card.contacts', token })).toMatchObject({ view: { funnels } });
  });

  it('is no token for a script whose tab is not known', async () => {
    const { tab, ...tabless } = SCRIPT;
    expect(tab).toBeDefined();
    expect(await ask(tabless, { type: 'page.card', text: texts[0], lang: '' })).toBeNull();
  });
});

const HOSTILE = [
  'https://evil.example/',
  'https://evil.example/?@dash.callbell.eu',
  '//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'chrome://settings',
  'https://dash.callbell.eu/chat/1',
  '../../auth/me',
  '?page=1&x=',
];

describe('a value that looks like an address', () => {
  beforeEach(() => fillStore([known]));

  it.each(HOSTILE)('leads nowhere: %s', async (value) => {
    const fields = {
      uuid: value,
      token: value,
      text: value,
      lang: value.slice(0, 35),
      texts: [value],
      url: value,
      href: value,
      conversationHref: value,
      settings: { defaultCountry: value, countryBySite: { [value]: 'IT' }, sitesOff: [value] },
      tabId: 7,
      count: 1,
    };
    const types = [
      'conversation.open',
      'card.contacts',
      'card.not-here',
      'settings.change',
      'tab.contacts',
      'tab.jump',
      'page.match',
      'page.count',
      'page.card',
      'page.lens',
    ];
    for (const sender of [POPUP, CARD, ...Object.values(PAGES)]) {
      for (const type of types) await ask(sender, { type, ...fields }).catch(() => undefined);
    }
    expect(fetched).toEqual([]);
    expect(opened).not.toHaveBeenCalled();
  });

  it.each(HOSTILE)('is a key like any other, sent to Callbell alone: %s', async (apiKey) => {
    expect(await ask(POPUP, { type: 'account.connect', apiKey })).toEqual({
      error: { kind: 'key-refused' },
    });
    expect(fetched).toEqual(['https://api.callbell.eu/v1/auth/me']);
    expect(opened).not.toHaveBeenCalled();
  });

  it.each(HOSTILE)(
    'is part of a path like any other, asked of Callbell alone: %s',
    async (value) => {
      await ask(CARD, { type: 'contact.refresh', uuid: value });
      await ask(CARD, { type: 'phone.lookup', text: value });
      const paths = fetched.map((address) => new URL(address));
      expect(new Set(paths.map(({ origin }) => origin))).toEqual(
        new Set(['https://api.callbell.eu']),
      );
      expect(paths[0]?.pathname).toBe(`/v1/contacts/${encodeURIComponent(value)}`);
    },
  );

  it('does not hinder the one address that may be opened: the stored one', async () => {
    await ask(POPUP, { type: 'conversation.open', uuid: known.uuid, url: 'https://evil.example' });
    expect(opened).toHaveBeenCalledExactlyOnceWith(known.conversationHref);
  });
});

describe('a key', () => {
  const apiKey = 'a-long-key-0123456789wxyz';

  it('that is wrong is not kept, and leaves the account as it was', async () => {
    await fillStore([known]);
    const before = await dump();
    await ask(POPUP, { type: 'account.connect', apiKey });
    expect(await dump()).toEqual(before);
  });

  it('is told to nobody who asks for it', async () => {
    vi.stubGlobal('fetch', (url: string) => {
      const json = url.endsWith('/auth/me')
        ? { status: 'ok', user_email: 'a@b.c', user_name: 'A', api_key: apiKey }
        : { contacts: [] };
      return Promise.resolve(Response.json(json));
    });
    const reply = await ask(POPUP, { type: 'account.connect', apiKey: ` ${apiKey}\n` });
    expect(reply).toMatchObject({ email: 'a@b.c', name: 'A', keyEnding: 'wxyz' });
    expect(JSON.stringify([reply, await getAccount()])).not.toContain(apiKey.slice(0, -4));
    await vi.waitFor(async () => {
      expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: 0 });
    });
    const { secrets, state } = await dump();
    expect([...secrets.values()]).toEqual([apiKey]);
    expect(JSON.stringify([...state])).not.toContain(apiKey.slice(0, -4));
  });
});

describe('numbers in a frame without an address of its own', () => {
  const ROW = { type: 'page.match', texts: ['+39 347 123 4567'], lang: '' };
  const SRCDOC = PAGES['a srcdoc frame'] ?? {};
  const SANDBOXED = PAGES['a sandboxed frame'] ?? {};

  it('are its page’s: whom the user does not mean there is not known there', async () => {
    await fillStore([known]);
    for (const sender of [SRCDOC, SANDBOXED]) {
      expect(await ask(sender, ROW)).toMatchObject({ known: [true] });
    }
    const [text] = ROW.texts;
    const notHere = { host: 'shop.example', text, uuid: known.uuid, isNotHere: true };
    await ask(CARD, { type: 'card.not-here', ...notHere });
    for (const sender of [SRCDOC, SANDBOXED]) {
      expect(await ask(sender, ROW)).toMatchObject({ known: [false] });
    }
  });

  it('are left alone in a sandbox, too, where their site is', async () => {
    await fillStore([known]);
    await ask(POPUP, { type: 'settings.change', settings: { sitesOff: ['shop.example'] } });
    expect(await ask(SANDBOXED, ROW)).toMatchObject({ known: [null] });
  });
});
