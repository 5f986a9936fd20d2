import type { CardActions } from '../../../components/card/card-actions.ts';
import type { CardContacts } from '../../../utils/messages/protocol.ts';
import { vi } from 'vitest';
import { makeContact } from './make-contact.ts';

/** What the worker says of a number, but for what the test says. */
export function makeSubject(parts: Partial<CardContacts> = {}): CardContacts {
  return {
    contacts: [makeContact()],
    text: '0347 1234567',
    guessed: false,
    writings: { e164: '+393471234567', national: '347 123 4567' },
    host: 'shop.example',
    syncedAt: Date.now() - 12 * 60_000,
    syncError: null,
    wantsLookUp: false,
    view: { fields: [], avatars: false, funnels: [] },
    ...parts,
  };
}

/** Actions that do nothing but for what the test says. */
export function makeActions(parts: Partial<CardActions> = {}) {
  return {
    openConversation: vi.fn<CardActions['openConversation']>(() => Promise.resolve(true)),
    refresh: vi.fn<CardActions['refresh']>(() => Promise.resolve(makeContact())),
    lookUp: vi.fn<CardActions['lookUp']>(() => Promise.resolve({ contacts: [] })),
    setNotHere: vi.fn<CardActions['setNotHere']>(() => Promise.resolve(null)),
    close: vi.fn(),
    pin: vi.fn(),
    move: vi.fn(),
    ...parts,
  };
}
