import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallbellClient } from '../../../utils/api/client.ts';
import { type ApiError, CallbellError } from '../../../utils/api/errors.ts';
import { lookUpPhone } from '../../../utils/live/look-up-phone.ts';
import { refreshContact } from '../../../utils/live/refresh-contact.ts';
import { findContact } from '../../../utils/store/contacts.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { emptyStore, fillStore } from '../support/store.ts';

const GIULIA = contact({ uuid: 'a1b2c3d4', name: 'Giulia', phoneNumber: '+39 347 123 4567' });

beforeEach(async () => {
  stubLocks();
  await emptyStore();
  await fillStore([GIULIA, contact({ uuid: 'b2c3d4e5' })]);
});

function fail(error: ApiError): Promise<never> {
  return Promise.reject(new CallbellError(error));
}

/** A Callbell that knows only what the test says. */
function callbell(parts: Partial<CallbellClient>): CallbellClient {
  const notAsked = () => Promise.reject(new Error('not asked for'));
  return {
    identify: notAsked,
    contactsPage: notAsked,
    contact: notAsked,
    channels: notAsked,
    funnels: notAsked,
    contactByPhone: notAsked,
    ...parts,
  };
}

describe('refreshing one contact', () => {
  it('keeps what was read, in its place', async () => {
    const fresh = { ...GIULIA, name: 'Giulia Verdi' };
    const client = callbell({ contact: () => Promise.resolve(fresh) });
    expect(await refreshContact(client, GIULIA.uuid)).toEqual(fresh);
    expect(await findContact(GIULIA.uuid)).toEqual(fresh);
    expect(await findContact('b2c3d4e5')).toBeDefined();
  });

  it('takes one away that Callbell no longer has, and only that one', async () => {
    const client = callbell({ contact: () => fail({ kind: 'not-found' }) });
    expect(await refreshContact(client, GIULIA.uuid)).toEqual({ gone: true });
    expect(await findContact(GIULIA.uuid)).toBeUndefined();
    expect(await findContact('b2c3d4e5')).toBeDefined();
  });

  it('leaves everything as it is after any other error', async () => {
    const client = callbell({
      contact: () => fail({ kind: 'server', status: 503, retryAfterMs: null }),
    });
    expect(await refreshContact(client, GIULIA.uuid)).toEqual({
      error: { kind: 'server', status: 503, retryAfterMs: null },
    });
    expect(await findContact(GIULIA.uuid)).toEqual(GIULIA);
  });
});

describe('looking a number up', () => {
  const channels = [
    { uuid: 'main', type: 'whatsapp' },
    { uuid: 'second', type: 'whatsapp' },
    { uuid: 'page', type: 'facebook' },
  ];

  it('asks every WhatsApp channel, in each writing that is the same number', async () => {
    const asked: string[] = [];
    const client = callbell({
      channels: () => Promise.resolve(channels),
      contactByPhone: (number, channel) => {
        asked.push(`${number} ${channel ?? ''}`);
        return Promise.resolve(channel === 'second' ? GIULIA : undefined);
      },
    });
    expect(await lookUpPhone(client, '011 91234-5678', ['BR'])).toEqual({ contacts: [GIULIA] });
    expect(asked.toSorted()).toEqual([
      '551112345678 main',
      '551112345678 second',
      '5511912345678 main',
      '5511912345678 second',
    ]);
  });

  it('asks the main channel of an account that names none', async () => {
    const contactByPhone = vi.fn(() => Promise.resolve(undefined));
    const client = callbell({ channels: () => Promise.resolve([]), contactByPhone });
    expect(await lookUpPhone(client, '+39 347 123 4567', [])).toEqual({ contacts: [] });
    expect(contactByPhone).toHaveBeenCalledExactlyOnceWith('393471234567', undefined);
  });

  it('says "nobody" only if every channel has said so', async () => {
    const client = callbell({
      channels: () => Promise.resolve(channels),
      contactByPhone: (_, channel) =>
        channel === 'main' ? fail({ kind: 'timed-out' }) : Promise.resolve(undefined),
    });
    expect(await lookUpPhone(client, '+39 347 123 4567', [])).toEqual({
      error: { kind: 'timed-out' },
    });
  });

  it('says what stands in the way', async () => {
    const client = callbell({ channels: () => fail({ kind: 'key-refused' }) });
    expect(await lookUpPhone(client, '+39 347 123 4567', [])).toEqual({
      error: { kind: 'key-refused' },
    });
  });
});
