import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  type MessageType,
  protocol,
  type RequestInputOf,
} from '../../../utils/messages/protocol.ts';
import { classifySender } from '../../../utils/messages/sender.ts';
import { send } from '../../../utils/messages/send.ts';
import { answer, type Handlers, serve } from '../../../utils/messages/serve.ts';
import { contact } from '../support/contact.ts';
import { OWN, PAGES, SELF, STRANGERS } from '../support/senders.ts';
import { ACCOUNT } from '../support/store.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A good request of each kind. */
const REQUESTS: { [T in MessageType]: RequestInputOf<T> } = {
  'account.connect': { apiKey: 'key' },
  'account.disconnect': {},
  'sync.start': {},
  'sync.online': {},
  'contacts.check': {},
  'use.erase': {},
  'sync.missing': { answer: 'keep' },
  'tag.fetch': { tag: 'vip' },
  'settings.change': { settings: { defaultCountry: 'ES' } },
  'conversation.open': { uuid: 'a1' },
  'card.contacts': { token: 'token' },
  'card.not-here': { host: 'shop.example', text: '+39 347 123 4567', uuid: 'a1', isNotHere: true },
  'contact.refresh': { uuid: 'a1' },
  'phone.lookup': { text: '+39 347 123 4567' },
  'tab.contacts': { tabId: 7 },
  'tab.jump': { tabId: 7, text: '+39 347 123 4567' },
  'page.match': { texts: ['+39 347 123 4567'], lang: 'it' },
  'page.count': { count: 3 },
  'page.lens': {},
  'page.card': { text: '+39 347 123 4567', lang: 'it' },
  'page.outer-card': {},
  'page.card-word': { turn: 1, word: 'leave' },
  'page.hear-escape': { isOpen: true },
  'page.escape': {},
};

/** All that a content script may ever ask. A command more is a decision, not an oversight. */
const FOR_PAGES: string[] = [
  'page.match',
  'page.count',
  'page.card',
  'page.lens',
  'page.outer-card',
  'page.card-word',
  'page.hear-escape',
  'page.escape',
];

const TYPES = Object.keys(REQUESTS);

/** Handlers that do nothing but note that they were called. */
function quietHandlers(): { handlers: Handlers; called: string[] } {
  const called: string[] = [];
  const note =
    <R>(type: MessageType, reply: R) =>
    (): Promise<R> => {
      called.push(type);
      return Promise.resolve(reply);
    };
  return {
    called,
    handlers: {
      'account.connect': note('account.connect', ACCOUNT),
      'account.disconnect': note('account.disconnect', null),
      'sync.start': note('sync.start', null),
      'sync.online': note('sync.online', null),
      'contacts.check': note('contacts.check', null),
      'use.erase': note('use.erase', null),
      'sync.missing': note('sync.missing', null),
      'tag.fetch': note('tag.fetch', { contacts: 0 }),
      'settings.change': note('settings.change', null),
      'conversation.open': note('conversation.open', true),
      'card.contacts': note('card.contacts', null),
      'card.not-here': note('card.not-here', null),
      'contact.refresh': note('contact.refresh', contact()),
      'phone.lookup': note('phone.lookup', { contacts: [contact()] }),
      'tab.contacts': note('tab.contacts', null),
      'tab.jump': note('tab.jump', null),
      'page.match': note('page.match', { known: [true], style: 'underline' as const }),
      'page.count': note('page.count', null),
      'page.lens': note('page.lens', null),
      'page.card': note('page.card', { token: 'token', restMs: 300, onlyWithAlt: false }),
      'page.outer-card': note('page.outer-card', 'around' as const),
      'page.card-word': note('page.card-word', null),
      'page.hear-escape': note('page.hear-escape', null),
      'page.escape': note('page.escape', null),
    },
  };
}

const messageOf = (type: string): unknown => ({
  type,
  ...Object.entries(REQUESTS).find(([name]) => name === type)?.[1],
});

it('knows a request of every message', () => {
  expect(TYPES.toSorted()).toEqual(Object.keys(protocol).toSorted());
});

describe.each(TYPES)('%s', (type) => {
  const isForPages = FOR_PAGES.includes(type);

  it.each(Object.keys(OWN))('from %s', async (name) => {
    const { handlers, called } = quietHandlers();
    const reply = await answer(handlers, messageOf(type), OWN[name] ?? {}, SELF);
    expect(reply.ok).toBe(!isForPages);
    if (!reply.ok) expect(reply.reason).toBe('refused');
    expect(called).toEqual(isForPages ? [] : [type]);
  });

  it.each(Object.keys(PAGES))('from %s', async (name) => {
    const { handlers, called } = quietHandlers();
    const reply = await answer(handlers, messageOf(type), PAGES[name] ?? {}, SELF);
    expect(reply.ok).toBe(isForPages);
    if (!reply.ok) expect(reply).toEqual({ ok: false, reason: 'refused' });
    expect(called).toEqual(isForPages ? [type] : []);
  });

  it.each(Object.keys(STRANGERS))('from %s gets no answer at all', async (name) => {
    const { handlers, called } = quietHandlers();
    serve(handlers);
    const replies = await fakeBrowser.runtime.onMessage.trigger(
      messageOf(type),
      STRANGERS[name] ?? {},
    );
    expect(replies).toEqual([undefined]);
    expect(called).toEqual([]);
    expect(await answer(handlers, messageOf(type), STRANGERS[name] ?? {}, SELF)).toEqual({
      ok: false,
      reason: 'refused',
    });
  });
});

describe('who a sender is', () => {
  it.each(Object.entries(OWN))('%s: the extension', (_, sender) => {
    expect(classifySender(sender, SELF)).toBe('extension');
  });
  it.each(Object.entries(PAGES))('%s: a page', (_, sender) => {
    expect(classifySender(sender, SELF)).toBe('page');
  });
  it.each(Object.entries(STRANGERS))('%s: nobody', (_, sender) => {
    expect(classifySender(sender, SELF)).toBeUndefined();
  });

  it('serve knows the extension’s own origin', async () => {
    const { handlers, called } = quietHandlers();
    serve(handlers);
    for (const sender of Object.values(OWN)) {
      const replies = await fakeBrowser.runtime.onMessage.trigger(messageOf('sync.start'), sender);
      expect(replies).toEqual([{ ok: true, value: null }]);
    }
    expect(called).toHaveLength(Object.keys(OWN).length);
    for (const sender of Object.values(PAGES)) {
      const replies = await fakeBrowser.runtime.onMessage.trigger(messageOf('sync.start'), sender);
      expect(replies).toEqual([{ ok: false, reason: 'refused' }]);
    }
    expect(called).toHaveLength(Object.keys(OWN).length);
  });
});

const POPUP = OWN['the popup'] ?? {};
const SCRIPT = PAGES['a content script'] ?? {};
const senderFor = (type: string): typeof POPUP => (FOR_PAGES.includes(type) ? SCRIPT : POPUP);

describe('an invalid message is answered as that', () => {
  const long = 'x'.repeat(10_000);

  it.each<[string, object]>([
    ['account.connect', {}],
    ['account.connect', { apiKey: 5 }],
    ['account.connect', { apiKey: long }],
    ['settings.change', {}],
    ['settings.change', { settings: { defaultCountry: 'it' } }],
    ['settings.change', { settings: { defaultCountry: 5 } }],
    ['settings.change', { settings: 'x' }],
    ['conversation.open', {}],
    ['conversation.open', { uuid: '' }],
    ['conversation.open', { uuid: long }],
    ['conversation.open', { uuid: ['a1'] }],
    ['conversation.open', { uuid: 'a1', background: 'yes' }],
    ['card.contacts', { token: null }],
    ['card.contacts', { token: long }],
    ['tab.contacts', { tabId: -1 }],
    ['tab.contacts', { tabId: '7' }],
    ['tab.jump', { tabId: 7, text: long }],
    ['page.match', {}],
    ['page.match', { texts: '+39', lang: '' }],
    ['page.match', { texts: [5], lang: '' }],
    ['page.match', { texts: [''], lang: '' }],
    ['page.match', { texts: [long], lang: '' }],
    ['page.match', { texts: Array.from({ length: 201 }, () => '1'), lang: '' }],
    ['page.match', { texts: [], lang: long }],
    ['page.count', { count: -1 }],
    ['page.count', { count: 1e9 }],
    ['page.count', { count: '3' }],
    ['page.card', { text: long, lang: '' }],
    ['page.card', { text: ['+39'], lang: '' }],
  ])('%s %j', async (type, request) => {
    const { handlers, called } = quietHandlers();
    const reply = await answer(handlers, { type, ...request }, senderFor(type), SELF);
    expect(reply).toEqual({ ok: false, reason: 'invalid' });
    expect(called).toEqual([]);
  });

  it.each([
    undefined,
    null,
    5,
    'sync.start',
    [],
    {},
    { type: 5 },
    { type: ['sync.start'] },
    { type: 'sync.stop' },
    { type: '__proto__' },
    { type: 'constructor' },
    { type: 'toString' },
  ])('%j', async (message) => {
    const { handlers, called } = quietHandlers();
    for (const sender of [POPUP, SCRIPT]) {
      const reply = await answer(handlers, message, sender, SELF);
      expect(reply).toEqual({ ok: false, reason: 'invalid' });
    }
    expect(called).toEqual([]);
  });

  it('whatever it is: an answer always comes, and never to the wrong command', async () => {
    const anyType = fc.oneof(fc.constantFrom(...TYPES), fc.string());
    await fc.assert(
      fc.asyncProperty(anyType, fc.object(), fc.boolean(), async (type, body, isPage) => {
        const { handlers, called } = quietHandlers();
        const sender = isPage ? SCRIPT : POPUP;
        const reply = await answer(handlers, { ...body, type }, sender, SELF);
        expect(typeof reply.ok).toBe('boolean');
        expect(called.every((command) => FOR_PAGES.includes(command) === isPage)).toBe(true);
      }),
    );
  });
});

describe('a handler', () => {
  it('gets what the schema has read: defaults filled in, everything unknown left out', async () => {
    const { handlers } = quietHandlers();
    const open = vi.fn(() => Promise.resolve(true));
    const message = { type: 'conversation.open', uuid: 'a1', url: 'https://evil.example', tab: 5 };
    await answer({ ...handlers, 'conversation.open': open }, message, POPUP, SELF);
    expect(open).toHaveBeenCalledExactlyOnceWith(
      { uuid: 'a1', background: false, isPrivate: false },
      POPUP,
    );
  });

  it.each([new Error('secret of Giulia'), 'secret', undefined, { apiKey: 'secret' }])(
    'that throws %o fails without a detail',
    async (thrown) => {
      const { handlers } = quietHandlers();
      const failing: Handlers = {
        ...handlers,
        'sync.start': () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- any can come
          throw thrown;
        },
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- any can come
        'page.card': () => Promise.reject(thrown),
      };
      for (const type of ['sync.start', 'page.card']) {
        const reply = await answer(failing, messageOf(type), senderFor(type), SELF);
        expect(reply).toEqual({ ok: false, reason: 'failed' });
      }
    },
  );
});

describe('send', () => {
  const asked = vi.fn<(message: unknown) => Promise<unknown>>();

  beforeEach(() => {
    asked.mockReset();
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(asked);
  });

  const reply = (value: unknown): void => {
    asked.mockResolvedValue(value);
  };

  it('asks, and gives the value', async () => {
    reply({ ok: true, value: true });
    expect(await send('conversation.open', { uuid: 'a1' })).toBe(true);
    expect(asked).toHaveBeenCalledExactlyOnceWith({
      type: 'conversation.open',
      uuid: 'a1',
    });
  });

  it('reaches what serve serves', async () => {
    const { handlers } = quietHandlers();
    serve(handlers);
    asked.mockImplementation(async (message) => {
      const replies = await fakeBrowser.runtime.onMessage.trigger(message, POPUP);
      return replies[0];
    });
    expect(await send('account.connect', { apiKey: 'k' })).toEqual(ACCOUNT);
    await expect(send('page.card', { text: '+39', lang: '' })).rejects.toThrow('refused');
  });

  it.each(['refused', 'invalid', 'failed'])('throws when the worker says %s', async (reason) => {
    reply({ ok: false, reason });
    await expect(send('sync.start', {})).rejects.toThrow(`sync.start: ${reason}`);
  });

  it.each<[MessageType, unknown]>([
    ['account.connect', { email: 5 }],
    ['account.connect', null],
    ['account.disconnect', 'done'],
    ['sync.start', undefined],
    ['settings.change', {}],
    ['conversation.open', 'yes'],
    ['card.contacts', { contacts: [{ uuid: 'a1' }], text: '', guessed: false }],
    ['card.contacts', []],
    ['tab.contacts', [contact()]],
    ['tab.jump', 1],
    ['page.match', { known: ['yes'], style: 'underline' }],
    ['page.match', [true]],
    ['page.count', 0],
    ['page.card', 5],
    ['page.lens', true],
  ])('does not believe that %s is answered %j', async (type, value) => {
    reply({ ok: true, value });
    await expect(send(type, REQUESTS[type])).rejects.toThrow();
  });

  it.each([
    undefined,
    null,
    true,
    'ok',
    {},
    { ok: 'yes' },
    { ok: false },
    { ok: false, reason: 1 },
  ])('does not take %j for an answer', async (value) => {
    reply(value);
    await expect(send('sync.start', {})).rejects.toThrow();
  });
});
