import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContact } from '../../../utils/api/contact-json.ts';
import { type Contact, contactSchema } from '../../../utils/contact.ts';
import { lifelikeContacts } from '../../fake-callbell/contacts.ts';

/** As documented with `include_field_types=true`. */
const DOCUMENTED = {
  uuid: '414a6d692bd645ed803f2e7ce360d4c8',
  name: 'John Doe',
  phoneNumber: '+123 456 789',
  avatarUrl: 'https://example.com/avatar.jpg',
  createdAt: '2020-11-20T16:36:44Z',
  closedAt: null,
  blockedAt: null,
  source: 'whatsapp',
  href: 'https://dash.callbell.eu/contacts/414a6d692bd645ed803f2e7ce360d4c8',
  conversationHref: 'https://dash.callbell.eu/chat/e3670b13446b412796238b1cd78899f9',
  assignedUser: 'john_doe@email.com',
  tags: ['hot', 'Rechnung offen'],
  customFields: {
    'Birth date': '1990-02-03',
    Interests: '["Newsletter", "Promotions"]',
    Plan: 'Basic',
  },
  customFieldsMetadata: {
    'Birth date': { value: '1990-02-03', type: 'date' },
    Interests: { value: ['Newsletter', 'Promotions'], type: 'checkbox', options: ['Newsletter'] },
    Plan: { value: 'Basic', type: 'dropdown', options: ['Basic', 'Plus'] },
  },
  team: {
    uuid: 'ad42a09715814e6483b1c5debd6a2db0',
    name: 'General',
    createdAt: '2020-11-13T21:08:53Z',
    default: true,
    members: 6,
  },
  channel: {
    uuid: '7c996996fea947f4a1d5a11e7fac84d0',
    title: 'WhatsApp',
    type: 'whatsapp',
    main: true,
    discardedAt: false,
  },
  funnelId: 7,
  bsuid: 'IT.1',
  note: 'Calls after six.',
};

/** The contact that a change to the documented one gives. */
function changed(change: Record<string, unknown>): Contact {
  const contact = parseContact({ ...DOCUMENTED, ...change });
  if (!contact) throw new Error('no contact');
  return contact;
}

describe('the documented contact', () => {
  it('is read with the types of its fields', () => {
    expect(parseContact(DOCUMENTED)).toEqual({
      uuid: '414a6d692bd645ed803f2e7ce360d4c8',
      name: 'John Doe',
      phoneNumber: '+123 456 789',
      avatarUrl: 'https://example.com/avatar.jpg',
      createdAt: '2020-11-20T16:36:44Z',
      closedAt: null,
      blockedAt: null,
      source: 'whatsapp',
      href: 'https://dash.callbell.eu/contacts/414a6d692bd645ed803f2e7ce360d4c8',
      conversationHref: 'https://dash.callbell.eu/chat/e3670b13446b412796238b1cd78899f9',
      assignedUser: 'john_doe@email.com',
      tags: ['hot', 'Rechnung offen'],
      fields: [
        { name: 'Birth date', type: 'date', value: '1990-02-03' },
        { name: 'Interests', type: 'checkbox', values: ['Newsletter', 'Promotions'] },
        { name: 'Plan', type: 'dropdown', value: 'Basic' },
      ],
      team: { uuid: 'ad42a09715814e6483b1c5debd6a2db0', name: 'General' },
      channel: { uuid: '7c996996fea947f4a1d5a11e7fac84d0', title: 'WhatsApp', type: 'whatsapp' },
      funnelId: '7',
      bsuid: 'IT.1',
      note: 'Calls after six.',
    });
  });

  it('is read without the types of its fields', () => {
    expect(changed({ customFieldsMetadata: undefined }).fields).toEqual([
      { name: 'Birth date', type: 'text', value: '1990-02-03' },
      { name: 'Interests', type: 'checkbox', values: ['Newsletter', 'Promotions'] },
      { name: 'Plan', type: 'text', value: 'Basic' },
    ]);
  });

  it('is read with nothing but a uuid', () => {
    expect(parseContact({ uuid: 'a1' })).toEqual({
      uuid: 'a1',
      name: '',
      phoneNumber: null,
      avatarUrl: null,
      createdAt: null,
      closedAt: null,
      blockedAt: null,
      source: '',
      href: null,
      conversationHref: null,
      assignedUser: null,
      tags: [],
      fields: [],
      team: null,
      channel: null,
      funnelId: null,
      bsuid: null,
      note: '',
    });
  });

  it.each(['', {}, null, undefined])('is in no funnel and has no bsuid by %j', (value) => {
    expect(changed({ funnelId: value, bsuid: value })).toMatchObject({
      funnelId: null,
      bsuid: null,
    });
  });

  it('as an earlier version has stored it has neither', () => {
    const contact = changed({ funnelId: null, bsuid: null });
    const { funnelId, bsuid, ...earlier } = contact;
    expect([funnelId, bsuid]).toEqual([null, null]);
    expect(contactSchema.parse(earlier)).toEqual(contact);
  });

  it.each(Object.keys(DOCUMENTED).filter((key) => key !== 'uuid'))(
    'is read without its %s',
    (key) => {
      const without = Object.fromEntries(
        Object.entries(DOCUMENTED).filter(([name]) => name !== key),
      );
      expect(parseContact(without)?.uuid).toBe(DOCUMENTED.uuid);
    },
  );

  it.each([undefined, null, '', 7, {}, [], 'x'.repeat(65)])('is nothing with uuid %j', (uuid) => {
    expect(parseContact({ ...DOCUMENTED, uuid })).toBeUndefined();
  });

  it.each([undefined, null, 42, 'contact', [], [DOCUMENTED], true])('is not %j', (json) => {
    expect(parseContact(json)).toBeUndefined();
  });
});

it('reads every contact that the fake Callbell makes up', () => {
  for (const contact of lifelikeContacts(300, 1)) {
    const parsed = parseContact(JSON.parse(JSON.stringify(contact)));
    expect(parsed).toMatchObject({
      uuid: contact.uuid,
      conversationHref: contact.conversationHref,
      tags: contact.tags,
      phoneNumber: contact.phoneNumber,
    });
  }
});

describe('S28 wrong types', () => {
  it.each([
    ['hot', ['hot']],
    ['hot, Rechnung offen', ['hot', 'Rechnung offen']],
    ['', []],
    [null, []],
    [undefined, []],
    [{}, []],
    [7, []],
    [
      ['hot', null, '', {}, 5],
      ['hot', '5'],
    ],
    [['\u3164', 'hot', '\u200B'], ['hot']],
  ])('tags %j', (tags, read) => {
    expect(changed({ tags }).tags).toEqual(read);
  });

  it.each([[], ['a'], 'a', '', null, undefined, 5, true])('customFields %j', (customFields) => {
    expect(changed({ customFields, customFieldsMetadata: undefined }).fields).toEqual([]);
    expect(changed({ customFields }).fields).toHaveLength(3);
  });

  it.each([[], ['a'], 'a', '', null, undefined, 5, { Plan: 'Basic' }, { Plan: null }])(
    'customFieldsMetadata %j',
    (customFieldsMetadata) => {
      const { fields } = changed({ customFieldsMetadata });
      expect(fields).toContainEqual({ name: 'Plan', type: 'text', value: 'Basic' });
    },
  );

  it('a number or a boolean where there should be a text', () => {
    const contact = changed({ name: 7, note: false, phoneNumber: 391234567 });
    expect(contact).toMatchObject({ name: '7', note: 'false', phoneNumber: '391234567' });
  });

  it.each([{}, null, undefined, 'Sales', 5, []])('team and channel %j are none', (value) => {
    expect(changed({ team: value, channel: value })).toMatchObject({ team: null, channel: null });
  });
});

describe('custom fields', () => {
  const fieldsOf = (json: string): Contact['fields'] =>
    changed({ customFields: JSON.parse(json), customFieldsMetadata: undefined }).fields;

  it('with the names of an object’s own parts are fields like any other', () => {
    const fields = fieldsOf(
      '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d"}',
    );
    expect(fields).toEqual([
      { name: '__proto__', type: 'text', value: 'a' },
      { name: 'constructor', type: 'text', value: 'b' },
      { name: 'toString', type: 'text', value: 'c' },
      { name: 'hasOwnProperty', type: 'text', value: 'd' },
    ]);
  });

  it('pollute nothing', () => {
    const attack = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    fieldsOf(attack);
    changed({ customFieldsMetadata: JSON.parse(attack) });
    parseContact(JSON.parse(`{"uuid":"a1","__proto__":{"polluted":1,"name":"evil"}}`));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['["Newsletter", "Promotions"]', ['Newsletter', 'Promotions']],
    [
      ['Newsletter', 'Promotions'],
      ['Newsletter', 'Promotions'],
    ],
    ['Newsletter', ['Newsletter']],
    [['', 'Events', null], ['Events']],
  ])('a checkbox with value %j', (value, values) => {
    const customFieldsMetadata = { Interests: { type: 'checkbox', value } };
    const field = { name: 'Interests', type: 'checkbox', values };
    expect(changed({ customFields: {}, customFieldsMetadata }).fields).toEqual([field]);
  });

  it.each(['', '[]', [], null])('a checkbox with value %j is left out', (value) => {
    const customFieldsMetadata = { Interests: { type: 'checkbox', value } };
    expect(changed({ customFields: {}, customFieldsMetadata }).fields).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an object', { street: 'Via Roma', number: 12 }, 'street: Via Roma, number: 12'],
    ['an object in it', { home: { city: 'Rome' }, work: null }, 'home: city: Rome'],
    ['a list in it', { sizes: ['S', 7], none: [] }, 'sizes: S, 7'],
    ['`__proto__` in it', JSON.parse('{"__proto__":"a"}'), '__proto__: a'],
  ])('whose value is an object say what is in it: %s', (_, value, said) => {
    expect(fieldsOf(JSON.stringify({ Address: value }))).toEqual([
      { name: 'Address', type: 'text', value: said },
    ]);
    for (const type of ['text', 'number', 'date', 'dropdown'] as const) {
      const customFieldsMetadata = { Address: { type, value } };
      const field = { name: 'Address', type, value: said };
      expect(changed({ customFields: {}, customFieldsMetadata }).fields).toEqual([field]);
    }
  });

  it('whose value is a list of objects have each of them', () => {
    const Children = [{ name: 'Ada' }, { name: 'Bo', age: 3 }, {}];
    expect(fieldsOf(JSON.stringify({ Children }))).toEqual([
      { name: 'Children', type: 'checkbox', values: ['name: Ada', 'name: Bo, age: 3'] },
    ]);
  });

  it('whose value is an object without a text are left out', () => {
    expect(fieldsOf('{"a":{},"b":{"c":null,"d":[]},"e":[{}]}')).toEqual([]);
  });

  it.each(['[not JSON', '[1, {}]', '[', '[]x'])('the text %j stays a text', (value) => {
    expect(fieldsOf(JSON.stringify({ a: value }))).toEqual([{ name: 'a', type: 'text', value }]);
  });

  it('of a type that we do not know yet are texts', () => {
    const customFieldsMetadata = { Colour: { type: 'colour', value: '#f00' } };
    const field = { name: 'Colour', type: 'text', value: '#f00' };
    expect(changed({ customFields: {}, customFieldsMetadata }).fields).toEqual([field]);
  });
});

describe('links', () => {
  const OTHERS = [
    'javascript:alert(1)//https://dash.callbell.eu/',
    'data:text/html,https://dash.callbell.eu/',
    'http://dash.callbell.eu/chat/1',
    'https://dash.callbell.eu@evil.test/chat/1',
    'https://user@dash.callbell.eu/chat/1',
    'https://user:secret@dash.callbell.eu/chat/1',
    'https://dash.callbell.eu:8443/chat/1',
    'https://dash.callbell.eu.evil.test/chat/1',
    'https://evil.test/https://dash.callbell.eu/',
    'https://evil.test\\@dash.callbell.eu/',
    'https://dash-callbell.eu/chat/1',
    'https://dash.callbeII.eu/chat/1',
    'https://dаsh.callbell.eu/chat/1', // a Cyrillic а
    'https://api.callbell.eu/chat/1',
    'https://callbell.eu/chat/1',
    'ftp://dash.callbell.eu/chat/1',
    'filesystem:https://dash.callbell.eu/temporary/1',
    '//dash.callbell.eu/chat/1',
    '/chat/1',
    'dash.callbell.eu/chat/1',
    'https://',
    '',
    null,
    7,
    {},
  ];

  it.each(OTHERS)('%j is dropped', (link) => {
    expect(changed({ href: link, conversationHref: link })).toMatchObject({
      href: null,
      conversationHref: null,
    });
  });

  // `URL.origin` of a blob is that of the page that made it.
  it('blob:https://dash.callbell.eu/1 is dropped', () => {
    expect(changed({ href: 'blob:https://dash.callbell.eu/1' }).href).toBeNull();
  });

  it.each([
    ['https://dash.callbell.eu/chat/1', 'https://dash.callbell.eu/chat/1'],
    ['https://dash.callbell.eu:443/chat/1', 'https://dash.callbell.eu/chat/1'],
    ['HTTPS://DASH.CALLBELL.EU/chat/1', 'https://dash.callbell.eu/chat/1'],
    ['https://dash.callbell.eu', 'https://dash.callbell.eu/'],
    [' https://dash.callbell.eu/chat/1\n', 'https://dash.callbell.eu/chat/1'],
  ])('%j is kept as %s', (link, kept) => {
    expect(changed({ href: link, conversationHref: link })).toMatchObject({
      href: kept,
      conversationHref: kept,
    });
  });

  it('never lead anywhere else', () => {
    const STRINGS = OTHERS.filter((link) => typeof link === 'string');
    const anyLink = fc.oneof(
      fc.webUrl(),
      fc.tuple(fc.constantFrom(...STRINGS), fc.string()).map((all) => all.join('')),
      fc
        .tuple(fc.string(), fc.constant('dash.callbell.eu'), fc.string())
        .map((all) => all.join('')),
      fc.string().map((rest) => `https://dash.callbell.eu${rest}`),
    );
    fc.assert(
      fc.property(anyLink, (link) => {
        const { href } = changed({ href: link });
        if (href !== null) expect(href).toMatch(/^https:\/\/dash\.callbell\.eu\//u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('too much', () => {
  it('of a text is cut', () => {
    const long = 'x'.repeat(1_000_000);
    const contact = changed({
      name: long,
      note: long,
      tags: [long],
      customFields: { [long]: long },
      customFieldsMetadata: { Interests: { type: 'checkbox', value: [long] } },
    });
    expect(JSON.stringify(contact).length).toBeLessThan(50_000);
    expect(contact.name).toMatch(/^x{1000,5000}$/u);
  });

  it('of a text is not cut within an emoji', () => {
    const family = '👨‍👩‍👧‍👦';
    const { note } = changed({ note: family.repeat(1_000) });
    expect(note).toBe(family.repeat(Math.floor(4_000 / family.length)));
  });

  it('of a text that was cut before loses the half of an emoji', () => {
    expect(changed({ name: 'Anna \uD83D', note: '\uDE00!' })).toMatchObject({
      name: 'Anna ',
      note: '!',
    });
  });

  it('of objects in objects is cut', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: nested(depth - 1) });
    expect(
      changed({ customFields: { deep: nested(9_000) }, customFieldsMetadata: {} }).fields,
    ).toEqual([]);
    const wide = Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`k${at}`, 'v']));
    const { fields } = changed({ customFields: { wide }, customFieldsMetadata: {} });
    expect(JSON.stringify(fields).length).toBeLessThan(5_000);
  });

  it('of a list is cut, not dropped', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `item ${index}`);
    const { tags, fields } = changed({
      tags: many,
      customFields: { Interests: JSON.stringify(many) },
      customFieldsMetadata: undefined,
    });
    expect(tags.slice(0, 2)).toEqual(['item 0', 'item 1']);
    expect(tags.length).toBeLessThan(2_000);
    expect(fields[0]).toMatchObject({ type: 'checkbox' });
    expect(JSON.stringify(fields).length).toBeLessThan(50_000);
  });

  it('of fields is cut', () => {
    const customFields = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`field ${index}`, 'x']),
    );
    const { fields } = changed({ customFields });
    expect(fields.length).toBeLessThan(2_000);
    expect(fields.length).toBeGreaterThan(100);
  });
});

describe('whatever comes', () => {
  it('never throws, and gives a contact or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything()), (json) => {
        const contact = parseContact(json);
        if (contact) expect(contactSchema.parse(contact)).toEqual(contact);
      }),
      { numRuns: 500 },
    );
  });

  it('in one field costs that field at most', () => {
    const anyKey = fc.constantFrom(...Object.keys(DOCUMENTED).filter((key) => key !== 'uuid'));
    fc.assert(
      fc.property(anyKey, fc.oneof(fc.jsonValue(), fc.anything()), (key, value) => {
        const { fields, ...read } = changed({ [key]: value });
        expect(contactSchema.safeParse({ fields, ...read }).success).toBe(true);
        const before = changed({});
        for (const [name, untouched] of Object.entries(read)) {
          if (name !== key) expect(untouched).toEqual(before[name as keyof Contact]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('as a custom field costs that field at most', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        fc.pre(!Object.hasOwn(DOCUMENTED.customFields, name));
        const typed = changed({
          customFieldsMetadata: { ...DOCUMENTED.customFieldsMetadata, [name]: value },
        });
        const plain = changed({ customFields: { ...DOCUMENTED.customFields, [name]: value } });
        expect(typed.fields).toEqual(expect.arrayContaining(changed({}).fields));
        expect(plain.fields).toEqual(expect.arrayContaining(changed({}).fields));
      }),
    );
  });
});
