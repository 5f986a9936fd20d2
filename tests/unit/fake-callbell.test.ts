import { createServer, request } from 'node:http';
import { get as getHttps } from 'node:https';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { afterEach, describe, expect, it } from 'vitest';
import {
  contactAt,
  customFields,
  DEMO_API_KEY,
  DEMO_CONTACTS,
  demoAccount,
  lifelikeContacts,
  lifelikeSource,
  makeContact,
  phoneAt,
} from '../fake-callbell/contacts.ts';
import type { Fault } from '../fake-callbell/faults.ts';
import { COUNTRIES, toE164 } from '../fake-callbell/phones.ts';
import { mix32, unmix32 } from '../fake-callbell/random.ts';
import { startFakeCallbell } from '../fake-callbell/server.ts';
import type { FakeCallbell } from '../fake-callbell/server.ts';
import type { FakeCallbellOptions } from '../fake-callbell/settings.ts';
import type { FakeContact } from '../fake-callbell/types.ts';

const running: FakeCallbell[] = [];

async function start(options: FakeCallbellOptions = {}): Promise<FakeCallbell> {
  const server = await startFakeCallbell({ tls: false, ...options });
  running.push(server);
  return server;
}

function withContacts(contacts: readonly FakeContact[]): FakeCallbellOptions {
  return { accounts: [{ ...demoAccount(), contacts }] };
}

function three(): FakeContact[] {
  return ['a1', 'b2', 'c3'].map((uuid, at) =>
    makeContact({
      uuid,
      name: `Contact ${uuid}`,
      createdAt: `2026-01-0${3 - at}T00:00:00Z`,
      tags: uuid === 'a1' ? ['Sales'] : ['sales', 'Lead'],
    }),
  );
}

function call(
  server: FakeCallbell,
  path: string,
  init: RequestInit & { key?: string } = {},
): Promise<Response> {
  const { key = DEMO_API_KEY, ...rest } = init;
  return fetch(`${server.url}${path}`, { ...rest, headers: { authorization: `Bearer ${key}` } });
}

async function json(server: FakeCallbell, path: string): Promise<unknown> {
  return (await call(server, path)).json();
}

/** The uuids of one page, in order; null stands for an entry without one. */
async function uuids(server: FakeCallbell, query = ''): Promise<unknown[]> {
  const body = await json(server, `/v1/contacts${query}`);
  if (typeof body !== 'object' || body === null || !('contacts' in body)) return [];
  const list: unknown[] = Array.isArray(body.contacts) ? body.contacts : [];
  return list.map((contact) =>
    typeof contact === 'object' && contact !== null && 'uuid' in contact ? contact.uuid : null,
  );
}

/** Unlike fetch, lets the Host header be chosen. */
function page(server: FakeCallbell, host: string, path: string): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve([response.statusCode ?? 0, text]);
      });
    })
      .on('error', reject)
      .end();
  });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

describe('the API', () => {
  it('tells who a key belongs to, and refuses others', async () => {
    const server = await start();
    expect(await json(server, '/v1/auth/me')).toEqual({
      status: 'ok',
      user_email: 'john_doe@email.com',
      user_name: 'John Doe',
      api_key: DEMO_API_KEY,
    });
    expect((await call(server, '/v1/auth/me', { key: 'wrong' })).status).toBe(401);
    expect((await fetch(`${server.url}/v1/contacts`)).status).toBe(401);
  });

  it('lists contacts page by page, the newest first, to an empty page', async () => {
    const server = await start({ ...withContacts(three().reverse()), pageSize: 2 });
    expect(await uuids(server)).toEqual(['a1', 'b2']);
    expect(await uuids(server, '?page=2')).toEqual(['c3']);
    const third = (): Promise<unknown> => json(server, '/v1/contacts?page=3');
    expect(await third()).toEqual({ contacts: [], meta: { page: 3, pages: 2, next: null } });
    server.settings.contactsMeta = 'pages';
    expect(await third()).toEqual({ contacts: [], meta: { page: 3, pages: 2 } });
    server.settings.contactsMeta = 'none';
    expect(await third()).toEqual({ contacts: [] });
  });

  it('takes no page number above 500', async () => {
    const server = await start();
    expect((await call(server, '/v1/contacts?page=500')).status).toBe(200);
    const beyond = await call(server, '/v1/contacts?page=501');
    expect(beyond.status).toBe(400);
    expect(await beyond.json()).toEqual({ error: 'Pagination limit exceeded' });
  });

  it('writes errors in the form it is told', async () => {
    const server = await start({ errorForm: 'message' });
    const path = '/v1/contacts?page=501';
    expect(await json(server, path)).toEqual({ message: 'Pagination limit exceeded' });
    server.settings.errorForm = 'html';
    const page = await call(server, path);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      400,
      'text/html; charset=utf-8',
    ]);
  });

  it('filters by source, team and tags', async () => {
    const server = await start(withContacts(three()));
    expect(await uuids(server, '?tags=SALES')).toEqual(['a1', 'b2', 'c3']);
    expect(await uuids(server, '?tags=sales,lead')).toEqual(['b2', 'c3']);
    server.settings.tagsMatch = 'any';
    expect(await uuids(server, '?tags=sales,lead')).toEqual(['a1', 'b2', 'c3']);
    expect(await uuids(server, '?source=telegram')).toEqual([]);
    server.contacts.update('b2', { source: 'telegram' });
    expect(await uuids(server, '?source=telegram')).toEqual(['b2']);
    const demo = await start();
    const [giulia] = DEMO_CONTACTS;
    expect(await uuids(demo, `?team_uuid=${giulia?.team?.uuid}`)).toContain(giulia?.uuid);
  });

  it('adds the types of custom fields only when asked', async () => {
    const fields = customFields({
      News: { type: 'checkbox', value: ['A', 'B'], options: ['A', 'B', 'C'] },
    });
    const contact = makeContact({ uuid: 'a1', ...fields });
    const server = await start({ ...withContacts([contact]), contactShape: 'object' });
    const plain = await json(server, '/v1/contacts/a1');
    expect(plain).toMatchObject({ contact: { customFields: { News: '["A", "B"]' } } });
    expect(plain).not.toHaveProperty('contact.customFieldsMetadata');
    expect(await json(server, '/v1/contacts/a1?include_field_types=true')).toEqual({ contact });
  });

  it('wraps single contacts as documented, or as told', async () => {
    const server = await start();
    const [giulia, , , , praxis] = DEMO_CONTACTS;
    const byUuid = `/v1/contacts/${giulia?.uuid}`;
    const byPhone = '/v1/contacts/phone/+393471234567';
    expect(await json(server, byUuid)).toMatchObject({ contact: [{ uuid: giulia?.uuid }] });
    expect(await json(server, byPhone)).toMatchObject({ contact: { uuid: giulia?.uuid } });
    server.settings.contactShape = 'array';
    expect(await json(server, byPhone)).toMatchObject({ contact: [{ uuid: giulia?.uuid }] });
    // Without a channel only the main WhatsApp one is searched.
    const shared = '/v1/contacts/phone/%2B49%2030%20901820';
    expect(await json(server, shared)).toMatchObject({ contact: [{ name: 'Jürgen Müller' }] });
    expect(await json(server, `${shared}?channel_uuid=${praxis?.channel?.uuid}`)).toMatchObject({
      contact: [{ name: 'Praxis Müller' }],
    });
    expect((await call(server, '/v1/contacts/phone/123')).status).toBe(404);
    expect((await call(server, '/v1/contacts/nobody')).status).toBe(404);
  });

  it('lists channels and teams with meta', async () => {
    const server = await start();
    const meta = { page: 1, pages: 1 };
    expect(await json(server, '/v1/channels')).toMatchObject({
      channels: [{ type: 'whatsapp', main: true }, {}, {}, {}, {}, {}],
      meta,
    });
    expect(await json(server, '/v1/teams')).toMatchObject({
      teams: [{ default: true }, {}, {}],
      meta,
    });
  });

  it('knows no preflight, no other method and no other path', async () => {
    const server = await start();
    for (const [method, path] of [
      ['OPTIONS', '/v1/contacts'],
      ['POST', '/v1/contacts'],
      ['GET', '/v1/messages'],
      ['GET', '/v1/contacts/a1/messages'],
      ['GET', '/v1/teams/t1/members'],
      ['GET', '/v1/funnels/f1'],
      ['GET', '/'],
    ] as const) {
      const response = await call(server, path, { method });
      expect([method, path, response.status]).toEqual([method, path, 404]);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('refuses what exceeds the limit of the account', async () => {
    const server = await start({ requestsPerSecond: 3, retryAfter: '2' });
    const all = await Promise.all(Array.from({ length: 5 }, () => call(server, '/v1/teams')));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
    expect(all.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('2');
  });

  it('keeps accounts apart, and keys can be added and revoked', async () => {
    const other = { apiKey: 'other', email: 'o@example.com', name: 'O', contacts: [] };
    const server = await start({ accounts: [demoAccount(), other] });
    expect(await (await call(server, '/v1/contacts', { key: 'other' })).json()).toEqual({
      contacts: [],
      meta: { page: 1, pages: 1, next: null },
    });
    server.accounts.addKey(DEMO_API_KEY, 'second');
    server.accounts.revokeKey(DEMO_API_KEY);
    expect((await call(server, '/v1/auth/me')).status).toBe(401);
    expect(await (await call(server, '/v1/auth/me', { key: 'second' })).json()).toMatchObject({
      user_email: 'john_doe@email.com',
      api_key: 'second',
    });
  });
});

describe('a cursor', () => {
  /** All pages by cursor, each with its uuids; `meanwhile` is called between two pages. */
  async function crawl(
    server: FakeCallbell,
    meanwhile: (page: number) => void = () => undefined,
    filter = '',
  ): Promise<unknown[][]> {
    const pages: unknown[][] = [];
    let query = '?page=1';
    for (;;) {
      pages.push(await uuids(server, query + filter));
      const next = await nextOf(server, query + filter);
      if (next === null || pages.length > 100) return pages;
      query = `?after=${encodeURIComponent(next)}`;
      meanwhile(pages.length);
    }
  }

  async function nextOf(server: FakeCallbell, query: string): Promise<string | null> {
    const body = await json(server, `/v1/contacts${query}`);
    return (body as { meta: { next: string | null } }).meta.next;
  }

  function letters(): FakeContact[] {
    return ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((uuid) =>
      makeContact({ uuid, createdAt: '2026-01-01T00:00:00Z' }),
    );
  }

  it('leads through the whole list, and to null', async () => {
    const server = await start({ ...withContacts(letters()), pageSize: 3 });
    expect(await crawl(server)).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
    server.contacts.remove('g');
    expect(await crawl(server)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  it('is a place in time: who writes or comes moves before it, who is removed shifts nobody', async () => {
    const server = await start({ ...withContacts(letters()), pageSize: 3 });
    const pages = await crawl(server, (page) => {
      if (page !== 1) return;
      server.contacts.touch('f');
      server.contacts.remove('b');
      server.contacts.add(makeContact({ uuid: 'new' }));
    });
    expect(pages).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'g'],
    ]);
    expect((await crawl(server)).flat()).toEqual(['new', 'f', 'a', 'c', 'd', 'e', 'g']);
  });

  it('ignores a page, and does not hold the filters', async () => {
    const tagged = letters().map((contact, at) => ({
      ...contact,
      tags: at % 2 === 0 ? ['even'] : [],
    }));
    const server = await start({ ...withContacts(tagged), pageSize: 2 });
    expect(await crawl(server, undefined, '&tags=even')).toEqual([
      ['a', 'c'],
      ['e', 'g'],
    ]);
    const next = encodeURIComponent((await nextOf(server, '?tags=even')) ?? '');
    expect(await uuids(server, `?after=${next}&page=9`)).toEqual(['d', 'e']);
  });

  it('has the form of the reference’s example, without page numbers', async () => {
    const server = await start({ ...withContacts(letters()), pageSize: 3 });
    const next = (await nextOf(server, '')) ?? '';
    expect(Buffer.from(next, 'base64').toString()).toMatch(/^\{"ts":\d+,"id":\d+\}$/u);
    const body = await json(server, `/v1/contacts?after=${encodeURIComponent(next)}`);
    const { meta } = body as { meta: object };
    expect(Object.keys(meta)).toEqual(['next']);
  });

  it.each(['', 'x', 'null', btoa('{}'), btoa('{"ts":"1","id":2}'), btoa('[1,2]')])(
    'that is none (%j) is refused',
    async (cursor) => {
      const server = await start();
      const answer = await call(server, `/v1/contacts?after=${encodeURIComponent(cursor)}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ error: 'Invalid pagination cursor' });
    },
  );

  it('is refused after its time', async () => {
    const server = await start({ pageSize: 3 });
    const query = `/v1/contacts?after=${encodeURIComponent((await nextOf(server, '')) ?? '')}`;
    server.settings.cursorLifetimeMs = 600_000;
    expect((await call(server, query)).status).toBe(200);
    server.settings.cursorLifetimeMs = 0;
    expect((await call(server, query)).status).toBe(400);
  });

  it('is not known to an older release', async () => {
    const server = await start({ ...withContacts(letters()), pageSize: 3, contactsMeta: 'pages' });
    expect(await uuids(server, '?after=x&page=2')).toEqual(['d', 'e', 'f']);
  });

  it('costs no more at the end of a million contacts that are made when asked for', async () => {
    const contacts = lifelikeSource(1_000_000, 3);
    const server = await start({ accounts: [{ ...demoAccount(), contacts }] });
    const last = contactAt(999_999, 3).uuid;
    const from = Buffer.from(
      JSON.stringify({ ts: Date.UTC(2026, 6, 20, 9, 30) - 999_998 * 60_000, id: 1 }),
    ).toString('base64');
    expect(await uuids(server, `?after=${encodeURIComponent(from)}`)).toEqual([last]);
    server.contacts.touch(last);
    expect(await uuids(server, `?after=${encodeURIComponent(from)}`)).toEqual([]);
    expect((await uuids(server)).slice(0, 2)).toEqual([last, contactAt(0, 3).uuid]);
  });
});

describe('the list under a running crawl', () => {
  it('sees contacts come, go, change and move', async () => {
    const server = await start(withContacts(three()));
    server.contacts.add(makeContact({ uuid: 'new' }));
    expect(await uuids(server)).toEqual(['new', 'a1', 'b2', 'c3']);
    server.contacts.add(makeContact({ uuid: 'old' }), 4);
    server.contacts.touch('c3');
    server.contacts.remove('a1');
    server.contacts.update('b2', { name: 'Changed' });
    expect(await uuids(server)).toEqual(['c3', 'new', 'b2', 'old']);
    expect((await call(server, '/v1/contacts/a1')).status).toBe(404);
    expect(await json(server, '/v1/contacts/b2')).toMatchObject({ contact: [{ name: 'Changed' }] });
    expect(() => server.contacts.update('a1', {})).toThrow('no contact a1');
  });

  it('does the same to contacts that are made when asked for', async () => {
    const contacts = lifelikeSource(1_000_000, 3);
    const server = await start({ accounts: [{ ...demoAccount(), contacts }], pageSize: 3 });
    const [first, second, third, fourth] = [0, 1, 2, 3].map((at) => contactAt(at, 3).uuid);
    const last = contactAt(999_999, 3).uuid;
    server.contacts.remove(second ?? '');
    server.contacts.update(third ?? '', { name: 'Changed' });
    expect(await uuids(server)).toEqual([first, third, fourth]);
    server.contacts.move(last, 0);
    expect(await uuids(server)).toEqual([last, first, third]);
    expect((await call(server, `/v1/contacts/${second}`)).status).toBe(404);
    expect(server.contacts.get(third ?? '')?.name).toBe('Changed');
    expect(server.contacts.length).toBe(999_999);
  });

  it('can be changed by a listener between two pages', async () => {
    const server = await start({ ...withContacts(three()), pageSize: 1 });
    const end = server.onRequest(({ query }) => {
      if (query['page'] === '2') server.contacts.remove('a1');
    });
    expect([...(await uuids(server)), ...(await uuids(server, '?page=2'))]).toEqual(['a1', 'c3']);
    end();
  });
});

describe('faults', () => {
  it('are played on the requests they match, the first that fits alone', async () => {
    const server = await start({
      pageSize: 10,
      faults: [
        { match: { path: /^\/v1\/contacts$/, page: 3 }, effect: { kind: 'status', status: 401 } },
        { match: { hasCursor: true }, effect: { kind: 'status', status: 402 } },
        {
          match: { path: /teams/, nth: { from: 2, to: 3 } },
          effect: { kind: 'status', status: 503, body: 'busy', headers: { 'retry-after': '7' } },
        },
      ],
    });
    const statuses = async (path: string, times: number): Promise<number[]> => {
      const list: number[] = [];
      for (let turn = 0; turn < times; turn++) list.push((await call(server, path)).status);
      return list;
    };
    expect(await statuses('/v1/contacts?page=2', 1)).toEqual([200]);
    expect(await statuses('/v1/contacts?page=3', 2)).toEqual([401, 401]);
    expect(await statuses('/v1/contacts?after=x&page=3', 1)).toEqual([402]);
    expect(await statuses('/v1/teams', 4)).toEqual([200, 503, 503, 200]);
    expect(server.log.list({ path: /teams/ }).map(({ fault }) => fault)).toEqual([
      null,
      'status',
      'status',
      null,
    ]);
    server.faults.clear();
    expect(await statuses('/v1/contacts?page=3', 1)).toEqual([200]);
  });

  it('can change the page: repeated, empty, malformed, doubled, anything', async () => {
    const server = await start({ ...withContacts(three()), pageSize: 3 });
    const listed = async (...faults: Fault[]): Promise<unknown[]> => {
      server.faults.set(...faults);
      return uuids(server, '?page=9');
    };
    expect(await listed()).toEqual([]);
    expect(await listed({ effect: { kind: 'other-page', page: 1 } })).toEqual(['a1', 'b2', 'c3']);
    server.contacts.add(makeContact({ uuid: 'd4' }));
    const first = async (...faults: Fault[]): Promise<unknown[]> => {
      server.faults.set(...faults);
      return uuids(server);
    };
    expect(await first({ effect: { kind: 'malformed', every: 2, junk: [null] } })).toEqual([
      'd4',
      null,
      'b2',
    ]);
    expect(await first({ effect: { kind: 'duplicate', every: 3 } })).toEqual([
      'd4',
      'a1',
      'b2',
      'b2',
    ]);
    expect(
      await first({ effect: { kind: 'transform', edit: () => ({ contacts: [{ uuid: 'x' }] }) } }),
    ).toEqual(['x']);
  });

  it('can answer with web pages, redirects and too much', async () => {
    const asked: string[] = [];
    const elsewhere = createServer((incoming, response) => {
      asked.push(incoming.url ?? '');
      response.end('{"contacts":[]}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    const port = typeof address === 'object' ? address?.port : undefined;

    const server = await start({ faults: [{ effect: { kind: 'html' } }] });
    const portal = await call(server, '/v1/contacts');
    expect([portal.status, portal.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);

    const to = `http://127.0.0.1:${port}/poison`;
    server.faults.set({ effect: { kind: 'redirect', to, status: 307 } });
    await expect(call(server, '/v1/contacts', { redirect: 'error' })).rejects.toThrow();
    expect(asked).toEqual([]);
    expect((await call(server, '/v1/contacts')).url).toBe(to);
    elsewhere.closeAllConnections();
    elsewhere.close();

    server.faults.set({ effect: { kind: 'huge', of: 'bytes', size: 200_000 } });
    expect((await (await call(server, '/v1/contacts')).text()).length).toBeGreaterThan(200_000);
    server.faults.set({ effect: { kind: 'huge', of: 'contacts', size: 500 } });
    expect(await uuids(server)).toHaveLength(500);
    server.faults.set({ effect: { kind: 'huge', of: 'depth', size: 1000 } });
    expect(await json(server, '/v1/contacts')).toHaveProperty('contacts');
  });

  it('can break the connection in every way', async () => {
    const server = await start();
    const impatient = (): Promise<string> =>
      call(server, '/v1/teams', { signal: AbortSignal.timeout(60) }).then((answer) =>
        answer.text(),
      );
    server.faults.set({ effect: { kind: 'hang' } });
    await expect(impatient()).rejects.toThrow(/timeout/);
    expect(server.log.list().at(-1)).toMatchObject({ status: null, fault: 'hang' });
    server.faults.set({ effect: { kind: 'drip', everyMs: 5, endless: true } });
    await expect(impatient()).rejects.toThrow(/timeout/);
    server.faults.set({ effect: { kind: 'drop' } });
    await expect(impatient()).rejects.toThrow(/fetch failed/);
    server.faults.set({ effect: { kind: 'truncate', atByte: 20 } });
    await expect(impatient()).rejects.toThrow(/terminated/);
    server.faults.set({ effect: { kind: 'truncate', atByte: 20, clean: true } });
    expect(await impatient()).toHaveLength(20);
    server.faults.set({ effect: { kind: 'drip', everyMs: 1, bytes: 100 } });
    expect(JSON.parse(await impatient())).toHaveProperty('teams');
  });

  it('can be late, as can the whole server', async () => {
    const server = await start({ latencyMs: 30 });
    server.faults.set({ effect: { kind: 'delay', ms: 30 } });
    const before = performance.now();
    expect((await call(server, '/v1/teams')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
  });
});

describe('the request log', () => {
  it('holds what was asked and answered, until cleared', async () => {
    const server = await start({ extraHeaders: { 'set-cookie': 'session=1' } });
    await call(server, '/v1/contacts?page=2&tags=a');
    await call(server, '/v1/auth/me', { key: 'wrong' });
    expect(server.log.list()).toMatchObject([
      {
        method: 'GET',
        host: '127.0.0.1',
        path: '/v1/contacts',
        query: { page: '2', tags: 'a' },
        headers: { authorization: `Bearer ${DEMO_API_KEY}` },
        status: 200,
      },
      { path: '/v1/auth/me', status: 401 },
    ]);
    expect(server.log.list()[0]?.headers.cookie).toBeUndefined();
    expect(server.log.count({ path: /auth/ })).toBe(1);
    server.log.clear();
    expect(server.log.list()).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('says where a link has led, with names escaped', async () => {
    const server = await start();
    const visit = (href: string): Promise<[number, string]> =>
      page(server, 'dash.callbell.eu', new URL(href).pathname);
    const [giulia] = DEMO_CONTACTS;
    const hostile = DEMO_CONTACTS[8];
    expect((await visit(giulia?.href ?? ''))[1]).toContain('<title>Contact Giulia Bianchi</title>');
    const [status, html] = await visit(hostile?.conversationHref ?? '');
    expect(status).toBe(200);
    expect(html).toContain('<title>Conversation with &lt;img src=x onerror=alert(1)&gt;</title>');
    expect(html).not.toContain('<img');
    expect((await visit('https://dash.callbell.eu/chat/nobody'))[0]).toBe(404);
    expect((await page(server, 'dash.callbell.eu', '/v1/auth/me'))[0]).toBe(404);
  });
});

describe('over TLS', () => {
  it('serves both hosts with one certificate', async () => {
    const server = await start({ tls: true });
    const status = await new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${DEMO_API_KEY}` };
      const ca = server.certificate ?? '';
      getHttps(
        `${server.url}/v1/auth/me`,
        { ca, servername: 'dash.callbell.eu', headers },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).on('error', reject);
    });
    expect(status).toBe(200);
    expect(server.hostResolverRules).toBe(
      `MAP api.callbell.eu:443 127.0.0.1:${server.port}, MAP dash.callbell.eu:443 127.0.0.1:${server.port}`,
    );
  });
});

describe('lifelike contacts', () => {
  const contacts = lifelikeContacts(2000, 7);

  it('are the same for the same seed, alone or in a list', () => {
    expect(contactAt(1234, 7)).toEqual(contacts[1234]);
    expect(contactAt(1234, 8)).not.toEqual(contacts[1234]);
    expect(lifelikeSource(2000, 7).indexOf(contacts[1234]?.uuid ?? '')).toBe(1234);
    expect(lifelikeSource(1000, 7).indexOf(contacts[1234]?.uuid ?? '')).toBe(-1);
    for (const value of [0, 1, 77, 0x7fffffff, 0xffffffff])
      expect(unmix32(mix32(value))).toBe(value);
  });

  it('have valid numbers of eight countries, some of them shared', () => {
    const countries = new Set<string | undefined>();
    for (const [at, { phoneNumber }] of contacts.entries()) {
      if (phoneNumber === null) continue;
      const phone = phoneAt(at, 7);
      const parsed = parsePhoneNumberFromString(toE164(phone));
      expect([toE164(phone), parsed?.isValid(), parsed?.country]).toEqual([
        toE164(phone),
        true,
        phone.country,
      ]);
      countries.add(parsed?.country);
      // However it is written, the subscriber's own digits end the number.
      expect(phoneNumber.replace(/\D/g, '').slice(-7)).toBe(phone.digits.slice(-7));
    }
    expect([...countries].sort()).toEqual([...COUNTRIES].sort());
    expect(phoneAt(100, 7)).toEqual(phoneAt(99, 7));
    expect(contacts[99]?.phoneNumber).not.toBeNull();
    expect(contacts[100]?.phoneNumber).not.toBeNull();
  });

  it('cover what contacts can be', () => {
    const share = (test: (contact: FakeContact) => boolean): number =>
      contacts.filter(test).length / contacts.length;
    expect(new Set(contacts.map(({ uuid }) => uuid)).size).toBe(contacts.length);
    expect(contacts.every(({ uuid }) => /^[0-9a-f]{32}$/.test(uuid))).toBe(true);
    expect(new Set(contacts.map(({ source }) => source)).size).toBe(4);
    expect(share(({ phoneNumber }) => phoneNumber === null)).toBeGreaterThan(0.1);
    expect(share(({ phoneNumber }) => phoneNumber?.startsWith('+') ?? false)).toBeGreaterThan(0.3);
    expect(share(({ phoneNumber }) => /^[1-9]\d+$/.test(phoneNumber ?? ''))).toBeGreaterThan(0.15);
    expect(share(({ name }) => !name)).toBeGreaterThan(0.01);
    expect(share(({ note }) => note !== null)).toBeGreaterThan(0.1);
    expect(share(({ closedAt }) => closedAt !== null)).toBeGreaterThan(0.2);
    expect(share(({ blockedAt }) => blockedAt !== null)).toBeGreaterThan(0.001);
    expect(share(({ bsuid }) => bsuid !== undefined)).toBeGreaterThan(0.005);
    expect(share(({ avatarUrl }) => avatarUrl !== null)).toBeGreaterThan(0.2);
    const types = contacts.flatMap(({ customFieldsMetadata }) =>
      Object.values(customFieldsMetadata).map(({ type }) => type),
    );
    expect(new Set(types).size).toBe(6);
    const times = contacts.map(({ createdAt }) => createdAt);
    expect([...times].sort().reverse()).toEqual(times);
    expect(contactAt(999_999, 7).createdAt < '2021').toBe(true);
  });
});

describe('the demo account', () => {
  it('has the named contacts first, then others', async () => {
    const server = await start();
    expect(server.contacts.length).toBe(300);
    expect((await uuids(server)).slice(0, 14)).toEqual(DEMO_CONTACTS.map(({ uuid }) => uuid));
    expect(Object.keys(DEMO_CONTACTS[7]?.customFields ?? {})).toHaveLength(30);
    expect(DEMO_CONTACTS.every(({ note }) => (note ?? '').length <= 1000)).toBe(true);
    expect(server.contacts.get(contactAt(0, 1).uuid)).toEqual(contactAt(0, 1));
  });
});
