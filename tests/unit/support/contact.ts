import fc from 'fast-check';
import type { Contact, CustomField } from '../../../utils/contact.ts';

/** An open WhatsApp contact with a name and nothing else, but for what the test says. */
export function contact(parts: Partial<Contact> = {}): Contact {
  const uuid = parts.uuid ?? 'c0ffee';
  return {
    uuid,
    name: `Contact ${uuid}`,
    phoneNumber: null,
    avatarUrl: null,
    createdAt: null,
    closedAt: null,
    blockedAt: null,
    source: 'whatsapp',
    href: `https://dash.callbell.eu/contacts/${uuid}`,
    conversationHref: `https://dash.callbell.eu/chat/${uuid}`,
    assignedUser: null,
    tags: [],
    fields: [],
    team: null,
    channel: null,
    funnelId: null,
    bsuid: null,
    note: '',
    ...parts,
  };
}

/** `count` contacts that differ in everything a search can see. */
export function contacts(count: number, prefix = 'a', change: Partial<Contact> = {}): Contact[] {
  return Array.from({ length: count }, (_, index) => {
    const uuid = prefix + index.toString(16).padStart(8, '0');
    const phoneNumber = `+39 347 ${String(1_000_000 + index)}`;
    return contact({ uuid, name: `${prefix} number ${index}`, phoneNumber, ...change });
  });
}

/** Text that somebody could have typed, and text that nobody should have. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'João',
    'Müller & Söhne',
    'Strauß',
    'ＡＢＣ',
    'Κώστας',
    '李 小龙',
    'O’Neill "Bo"',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('a', 'B', '1', ' ', '\u001E', '\u001F', '\n', '\t', '"', ':', 'ß'),
    maxLength: 12,
  }),
);

const anyPhone = fc.oneof(
  fc.integer({ min: 300_0000000, max: 399_9999999 }).map((digits) => `+39 ${digits}`),
  fc.integer({ min: 100_000, max: 9_999_999_999 }).map(String),
  anyText,
);

const anyField: fc.Arbitrary<CustomField> = fc.oneof(
  fc.record({
    name: anyText,
    type: fc.constantFrom('text', 'email', 'number', 'date', 'dropdown'),
    value: anyText,
  }),
  fc.record({
    name: anyText,
    type: fc.constant('checkbox' as const),
    values: fc.array(anyText, { maxLength: 3 }),
  }),
);

/** Contacts with distinct uuids. */
export const anyContacts: fc.Arbitrary<Contact[]> = fc
  .array(
    fc.record({
      name: anyText,
      phoneNumber: fc.option(anyPhone),
      tags: fc.array(anyText, { maxLength: 3 }),
      fields: fc.array(anyField, { maxLength: 3 }),
      note: anyText,
      funnelId: fc.option(fc.constantFrom('F1', 'f2', ' ')),
      bsuid: fc.option(fc.constantFrom('US.1349120', ' ')),
    }),
    { maxLength: 8 },
  )
  .map((all) => all.map((parts, index) => contact({ uuid: `u${index}`, ...parts })));
