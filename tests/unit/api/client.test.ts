import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CallbellClient, createCallbellClient } from '../../../utils/api/client.ts';
import { type ApiError, CallbellError } from '../../../utils/api/errors.ts';
import { parseRetryAfter } from '../../../utils/api/get-json.ts';
import { demoAccount, DEMO_API_KEY, makeContact } from '../../fake-callbell/contacts.ts';
import type { FaultEffect } from '../../fake-callbell/faults.ts';
import type { FakeCallbell } from '../../fake-callbell/server.ts';
import { fakeCallbells, fetchFrom } from '../support/callbell.ts';

const start = fakeCallbells();

afterEach(() => {
  vi.restoreAllMocks();
});

function clientOf(server: FakeCallbell, apiKey = DEMO_API_KEY): CallbellClient {
  return createCallbellClient(apiKey, fetchFrom(server));
}

/** What a call failed with. */
async function errorOf(call: Promise<unknown>): Promise<CallbellError> {
  const error: unknown = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof CallbellError) return error;
  throw error;
}

async function detailOf(effect: FaultEffect): Promise<ApiError> {
  const server = await start({ faults: [{ effect }] });
  return (await errorOf(clientOf(server).contactsPage({ page: 1 }))).detail;
}

/** Lets a request's time be over after some milliseconds instead of seconds. */
function shortenTimeouts(): { asked: () => number[] } {
  const real = AbortSignal.timeout.bind(AbortSignal);
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => real(60));
  return { asked: () => timeout.mock.calls.map(([milliseconds]) => milliseconds) };
}

describe('identify', () => {
  it('tells whose key it is, and keeps the key that the answer repeats to itself', async () => {
    const server = await start();
    const identity = await clientOf(server).identify();
    expect(identity).toEqual({ email: 'john_doe@email.com', name: 'John Doe' });
    expect(JSON.stringify(identity)).not.toContain(DEMO_API_KEY);
  });

  it('does without a name, but not without an address', async () => {
    const nameless = { status: 'ok', user_email: 'a@b.c', user_name: null, api_key: 'k' };
    const server = await start({
      faults: [
        { match: { nth: 1 }, effect: { kind: 'transform', edit: () => nameless } },
        { match: { nth: 2 }, effect: { kind: 'transform', edit: () => ({ status: 'ok' }) } },
      ],
    });
    expect(await clientOf(server).identify()).toEqual({ email: 'a@b.c', name: '' });
    const { detail } = await errorOf(clientOf(server).identify());
    expect(detail).toEqual({ kind: 'not-callbell' });
  });

  it('refuses a wrong key', async () => {
    const { detail } = await errorOf(clientOf(await start(), 'wrong').identify());
    expect(detail).toEqual({ kind: 'key-refused' });
  });
});

describe('funnels', () => {
  /** A client to which Callbell answers this. */
  const answering = (body: unknown): CallbellClient =>
    createCallbellClient(DEMO_API_KEY, (input) => {
      expect(input).toBe('https://api.callbell.eu/v1/funnels');
      return Promise.resolve(Response.json(body));
    });

  it('are read by name and emoji, in their order', async () => {
    const more = { position: 1, createdAt: '2026-01-01T00:00:00Z' };
    const client = answering({
      funnels: [
        { uuid: 'f2', name: ' Won ', emoji: null, ...more },
        { uuid: 'f1', name: 'New leads', emoji: '🔥', ...more },
        { uuid: 'f3', name: 'Lost' },
      ],
    });
    expect(await client.funnels()).toEqual([
      { uuid: 'f2', name: 'Won', emoji: '' },
      { uuid: 'f1', name: 'New leads', emoji: '🔥' },
      { uuid: 'f3', name: 'Lost', emoji: '' },
    ]);
  });

  it.each([
    { name: 'No id' },
    { uuid: 'f1' },
    { uuid: 'f1', name: ' ' },
    { uuid: 'f1', name: '\u3164' },
    { uuid: 5 },
    null,
    'f1',
  ])('leave out %j', async (entry) => {
    const client = answering({ funnels: [entry, { uuid: 'f2', name: 'Won', emoji: '' }] });
    expect(await client.funnels()).toEqual([{ uuid: 'f2', name: 'Won', emoji: '' }]);
  });

  it('are 500 at most, each of a length that can be shown', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      uuid: `f${index}`,
      name: 'x'.repeat(5_000),
      emoji: 'x'.repeat(5_000),
    }));
    const read = await answering({ funnels: many }).funnels();
    expect(read).toHaveLength(500);
    expect(JSON.stringify(read).length).toBeLessThan(500 * 300);
  });

  it('are not cut within an emoji', async () => {
    const name = `${'x'.repeat(199)}🔥`;
    const [read] = await answering({ funnels: [{ uuid: 'f1', name }] }).funnels();
    expect(read?.name).toBe('x'.repeat(199));
  });

  it.each([{}, [], { funnels: null }, null])('are not read from %j', async (body) => {
    const { detail } = await errorOf(answering(body).funnels());
    expect(detail).toEqual({ kind: 'not-callbell' });
  });
});

describe('contactsPage', () => {
  const five = ['a1', 'b2', 'c3', 'd4', 'e5'].map((uuid) => makeContact({ uuid, name: uuid }));
  const account = { ...demoAccount(), contacts: five };

  it('reads page after page to an empty one', async () => {
    const client = clientOf(
      await start({ accounts: [account], pageSize: 2, order: 'as-given', contactsMeta: 'none' }),
    );
    const pages = await Promise.all([1, 2, 3, 4].map((page) => client.contactsPage({ page })));
    expect(pages.map(({ contacts }) => contacts.map(({ uuid }) => uuid))).toEqual([
      ['a1', 'b2'],
      ['c3', 'd4'],
      ['e5'],
      [],
    ]);
    expect(pages.map(({ pages: count }) => count)).toEqual([null, null, null, null]);
  });

  it('knows the number of pages where Callbell says it', async () => {
    const server = await start({ accounts: [account], pageSize: 2, contactsMeta: 'pages' });
    expect(await clientOf(server).contactsPage({ page: 2 })).toMatchObject({ pages: 3 });
  });

  it.each([{ pages: 0 }, { pages: -1 }, { pages: 'many' }, { pages: 1.5 }, [], 'x', 5, null])(
    'does not believe the meta %j',
    async (meta) => {
      const edit = (json: unknown): unknown => ({ ...Object(json), meta });
      const server = await start({ accounts: [account] });
      server.faults.set({ effect: { kind: 'transform', edit } });
      const page = await clientOf(server).contactsPage({ page: 1 });
      expect(page.pages).toBeNull();
      expect(page.contacts).toHaveLength(5);
    },
  );

  it('asks for the fields’ types', async () => {
    const server = await start();
    await clientOf(server).contactsPage({ page: 7 });
    expect(server.log.list()[0]?.query).toEqual({ page: '7', include_field_types: 'true' });
  });

  it('counts what no contact can be made of, and reads the others', async () => {
    const server = await start({ accounts: [account], faults: [] });
    server.faults.set({ effect: { kind: 'malformed', every: 2 } });
    const page = await clientOf(server).contactsPage({ page: 1 });
    expect(page.unreadable).toHaveLength(2);
    expect(page.contacts).toHaveLength(3);
  });

  it.each([{}, [], null, 'contacts', { contacts: {} }, { contacts: null }, { error: 'no' }])(
    'takes %j for somebody else’s answer',
    async (json) => {
      expect(await detailOf({ kind: 'transform', edit: () => json })).toEqual({
        kind: 'not-callbell',
      });
    },
  );
});

describe('what is sent', () => {
  it('has the key in its header and nowhere else', async () => {
    const server = await start({ extraHeaders: { 'set-cookie': 'session=1; Path=/' } });
    const client = clientOf(server);
    await client.identify();
    await client.contactsPage({ page: 1 });
    const requests = server.log.list();
    expect(requests).toHaveLength(2);
    for (const { method, path, query, headers } of requests) {
      const { authorization, ...others } = headers;
      expect(authorization).toBe(`Bearer ${DEMO_API_KEY}`);
      expect(JSON.stringify([path, query, others])).not.toContain(DEMO_API_KEY);
      expect(method).toBe('GET');
      expect(headers.accept).toBe('application/json');
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
  });

  it('follows nobody, carries no cookie, and uses no cache', async () => {
    const fetcher = vi.fn<typeof fetch>(() => Promise.resolve(Response.json({ contacts: [] })));
    await createCallbellClient('key', fetcher).contactsPage({ page: 1 });
    expect(fetcher).toHaveBeenCalledOnce();
    const [url, options] = fetcher.mock.calls[0] ?? [];
    expect(url).toBe('https://api.callbell.eu/v1/contacts?include_field_types=true&page=1');
    expect(options).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  });
});

describe('what can go wrong', () => {
  it.each<[number, ApiError]>([
    [400, { kind: 'rejected', status: 400 }],
    [401, { kind: 'key-refused' }],
    [403, { kind: 'not-permitted' }],
    [404, { kind: 'not-found' }],
    [422, { kind: 'rejected', status: 422 }],
    [429, { kind: 'rate-limited', retryAfterMs: null }],
    [500, { kind: 'server', status: 500, retryAfterMs: null }],
    [502, { kind: 'server', status: 502, retryAfterMs: null }],
    [503, { kind: 'server', status: 503, retryAfterMs: null }],
    [504, { kind: 'server', status: 504, retryAfterMs: null }],
  ])('status %d', async (status, error) => {
    expect(await detailOf({ kind: 'status', status })).toEqual(error);
  });

  it.each([408, 409, 425, 499])('status %d says "not now"', async (status) => {
    const headers = { 'retry-after': '7' };
    const error = { kind: 'server', status, retryAfterMs: 7_000 };
    expect(await detailOf({ kind: 'status', status, headers })).toEqual(error);
  });

  it('status 503 with Retry-After', async () => {
    const headers = { 'retry-after': '60' };
    const error = { kind: 'server', status: 503, retryAfterMs: 60_000 };
    expect(await detailOf({ kind: 'status', status: 503, headers })).toEqual(error);
  });

  it.each([401, 403])(
    'status %d with a web page: a firewall knows nothing of keys',
    async (status) => {
      expect(await detailOf({ kind: 'html', status })).toEqual({ kind: 'not-callbell' });
    },
  );

  it.each([
    ['5', 5_000],
    ['0', 0],
    ['1000000000', 1e12],
    ['-1', null],
    ['x', null],
    ['', null],
  ])('status 429 with Retry-After %o', async (retryAfter, retryAfterMs) => {
    const headers = { 'retry-after': retryAfter };
    expect(await detailOf({ kind: 'status', status: 429, headers })).toEqual({
      kind: 'rate-limited',
      retryAfterMs,
    });
  });

  it('status 429 with a Retry-After date', async () => {
    const headers = { 'retry-after': new Date(Date.now() + 60_000).toUTCString() };
    const error = await detailOf({ kind: 'status', status: 429, headers });
    if (error.kind !== 'rate-limited') throw new Error(error.kind);
    expect(error.retryAfterMs).toBeGreaterThan(55_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('a web page with status 200', async () => {
    expect(await detailOf({ kind: 'html' })).toEqual({ kind: 'not-callbell' });
  });

  it('a connection that breaks', async () => {
    expect(await detailOf({ kind: 'drop' })).toEqual({ kind: 'unreachable' });
  });

  it('a server that is not there', async () => {
    const server = await start();
    await server.close();
    const { detail } = await errorOf(clientOf(server).contactsPage({ page: 1 }));
    expect(detail).toEqual({ kind: 'unreachable' });
  });

  it.each([0, 1, 13, 14, 100, 1_000, 5_000])('an answer cut off at byte %d', async (atByte) => {
    const unreachable = { kind: 'unreachable' };
    expect(await detailOf({ kind: 'truncate', atByte })).toEqual(unreachable);
    expect(await detailOf({ kind: 'truncate', atByte, clean: true })).toEqual(unreachable);
  });

  it.each([301, 302, 303, 307, 308])(
    'a redirect (%d): the other place is never asked',
    async (status) => {
      const elsewhere = await start();
      const to = `${elsewhere.url}/v1/contacts`;
      expect(await detailOf({ kind: 'redirect', status, to })).toEqual({ kind: 'unreachable' });
      expect(elsewhere.log.count()).toBe(0);

      const server = await start();
      server.faults.set({ match: { nth: 1 }, effect: { kind: 'redirect', to: '/v1/contacts' } });
      const { detail } = await errorOf(clientOf(server).contactsPage({ page: 1 }));
      expect(detail).toEqual({ kind: 'unreachable' });
      expect(server.log.count()).toBe(1);
    },
  );

  it('a page of more than 20 MB is not read', async () => {
    expect(await detailOf({ kind: 'huge', of: 'bytes', size: 21 * 1024 * 1024 })).toEqual({
      kind: 'not-callbell',
    });
  });

  it('a body without end is left where it became too long', async () => {
    let sent = 0;
    let isCancelled = false;
    const megabyte = new Uint8Array(1024 * 1024).fill(0x20);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(megabyte);
      },
      cancel() {
        isCancelled = true;
      },
    });
    const headers = { 'content-type': 'application/json' };
    const fetcher = (): Promise<Response> => Promise.resolve(new Response(body, { headers }));
    const { detail } = await errorOf(
      createCallbellClient('key', fetcher).contactsPage({ page: 1 }),
    );
    expect(detail).toEqual({ kind: 'not-callbell' });
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(25);
  });

  it('more contacts in a page than there can be', async () => {
    const json = { contacts: Array.from({ length: 10_001 }, () => ({})) };
    const fetcher = (): Promise<Response> => Promise.resolve(Response.json(json));
    const { detail } = await errorOf(
      createCallbellClient('key', fetcher).contactsPage({ page: 1 }),
    );
    expect(detail).toEqual({ kind: 'not-callbell' });
  });

  it('nesting that no reader expects', async () => {
    const server = await start({
      faults: [{ effect: { kind: 'huge', of: 'depth', size: 100_000 } }],
    });
    const { contacts, unreadable } = await clientOf(server).contactsPage({ page: 1 });
    expect([contacts.length, unreadable.length]).toEqual([0, 1]);
  });

  it.each<FaultEffect>([{ kind: 'hang' }, { kind: 'drip', everyMs: 5, endless: true }])(
    'S17, S18 an answer that never ends: %o',
    async (effect) => {
      const timeouts = shortenTimeouts();
      expect(await detailOf(effect)).toEqual({ kind: 'timed-out' });
      // The browser stops a worker after 30 s; the request must have ended before.
      expect(timeouts.asked()).toHaveLength(1);
      expect(timeouts.asked()[0]).toBeLessThanOrEqual(25_000);
    },
  );

  it('an answer that comes slowly, but comes', async () => {
    const server = await start({ pageSize: 1 });
    server.faults.set({ effect: { kind: 'drip', everyMs: 1, bytes: 200 } });
    expect((await clientOf(server).contactsPage({ page: 1 })).contacts).toHaveLength(1);
  });

  it('an umlaut that two pieces of the body share', async () => {
    const json = JSON.stringify({ contacts: [{ uuid: 'a1', name: 'Müller 🙂' }] });
    const fetcher = (): Promise<Response> =>
      Promise.resolve(
        new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              for (const byte of new TextEncoder().encode(json)) {
                controller.enqueue(Uint8Array.of(byte));
              }
              controller.close();
            },
          }),
          { headers: { 'content-type': 'application/json; charset=utf-8' } },
        ),
      );
    const { contacts } = await createCallbellClient('key', fetcher).contactsPage({ page: 1 });
    expect(contacts[0]?.name).toBe('Müller 🙂');
  });

  it.each<FaultEffect>([
    { kind: 'status', status: 401, body: { api_key: DEMO_API_KEY } },
    { kind: 'status', status: 500, body: DEMO_API_KEY },
    { kind: 'status', status: 200, body: DEMO_API_KEY },
    { kind: 'html', html: DEMO_API_KEY },
    { kind: 'drop' },
  ])('no error repeats the key: %j', async (effect) => {
    const server = await start({ faults: [{ effect }] });
    const error = await errorOf(clientOf(server).contactsPage({ page: 1 }));
    const told = [error.message, error.stack, String(error.cause), JSON.stringify(error.detail)];
    expect(told.join()).not.toContain(DEMO_API_KEY);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  it.each([
    [null, null],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['2026', 2_026_000],
    ['1e9', null],
    ['Infinity', null],
  ])('%o', (header, milliseconds) => {
    expect(parseRetryAfter(header, now)).toBe(milliseconds);
  });

  it('gives a number that can be stored, however long the header', () => {
    expect(Number.isSafeInteger(parseRetryAfter('9'.repeat(400), now))).toBe(true);
  });
});
