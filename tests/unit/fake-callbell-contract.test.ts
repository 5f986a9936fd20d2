import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type CallbellClient, createCallbellClient } from '../../utils/api/client.ts';
import {
  DEMO_API_KEY,
  DEMO_CONTACTS,
  demoAccount,
  makeContact,
} from '../fake-callbell/contacts.ts';
import { EXAMPLE_UUID, EXAMPLES } from '../fake-callbell/reference.ts';
import type { FakeCallbell } from '../fake-callbell/server.ts';
import { fakeCallbells } from './support/callbell.ts';

const BSUID = 'IT.13491208655302741918';

const startFake = fakeCallbells();

async function start(): Promise<FakeCallbell> {
  const server = await startFake({ accounts: [demoAccount(300)] });
  server.contacts.add(
    makeContact({ ...DEMO_CONTACTS[0], uuid: 'b5', bsuid: BSUID, phoneNumber: null }),
    30,
  );
  return server;
}

/**
 * What a client depends on: which fields there are, and of which types. A list has the form of its
 * first entry. What may be null is not told from what is not: the examples show one case each.
 */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [formOf(value[0])];
  if (value === null) return 'null or string';
  if (typeof value === 'string') return 'null or string';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, isByName(key) ? 'by name' : formOf(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** An account names its custom fields itself. */
function isByName(key: string): boolean {
  return key === 'customFields' || key === 'customFieldsMetadata';
}

async function ask(server: FakeCallbell, call: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/v1${await filledIn(server, call)}`, {
    headers: { authorization: `Bearer ${DEMO_API_KEY}` },
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

async function filledIn(server: FakeCallbell, call: string): Promise<string> {
  if (!call.includes(':cursor')) return call.replace(':bsuid', BSUID);
  const first = await ask(server, '/contacts');
  const { meta } = z.object({ meta: z.object({ next: z.string() }) }).parse(first);
  return call.replace(':cursor', encodeURIComponent(meta.next));
}

describe('the fake answers in the form of the reference’s example', () => {
  it.each(EXAMPLES)('$call', async ({ call, answer }) => {
    const server = await start();
    expect(formOf(await ask(server, call))).toEqual(formOf(answer));
  });
});

describe('the client reads the reference’s example', () => {
  const clientOf = (call: string): CallbellClient => {
    const example = EXAMPLES.find((one) => one.call.startsWith(call));
    if (!example) throw new Error(`no example of ${call}`);
    return createCallbellClient('a-key', () => Promise.resolve(Response.json(example.answer)));
  };
  const giulia = { uuid: EXAMPLE_UUID, name: 'Giulia Bianchi', phoneNumber: '+39 347 123 4567' };

  it('of the list, by number and by cursor', async () => {
    const byNumber = await clientOf('/contacts?include_field_types=true&page').contactsPage({
      page: 1,
    });
    expect(byNumber).toMatchObject({ contacts: [giulia], unreadable: [], pages: 15 });
    expect(byNumber.next).toMatch(/^[\w=]+$/u);
    const behind = await clientOf('/contacts?include_field_types=true&after').contactsPage({
      after: byNumber.next ?? '',
    });
    expect(behind).toMatchObject({ contacts: [giulia], unreadable: [], pages: null });
    expect(behind.next).toBe(byNumber.next);
  });

  it('of one contact, by uuid and by number', async () => {
    expect(await clientOf(`/contacts/${EXAMPLE_UUID}?`).contact(EXAMPLE_UUID)).toMatchObject(
      giulia,
    );
    expect(await clientOf('/contacts/phone').contactByPhone('393471234567')).toMatchObject(giulia);
  });

  it('of who the key belongs to, of channels and of funnels', async () => {
    expect(await clientOf('/auth/me').identify()).toEqual({
      email: 'john_doe@email.com',
      name: 'John Doe',
    });
    expect(await clientOf('/channels').channels()).toMatchObject([{ type: 'whatsapp' }]);
    expect(await clientOf('/funnels').funnels()).toMatchObject([
      { name: 'New leads', emoji: '🔥' },
    ]);
  });
});
