/**
 * One answer for each call that Lens makes or is to make, with the fields, the types and the
 * wrapping of the reference's example for it; the values are ours. `fake-callbell-contract.test.ts` holds the fake
 * and the client to them.
 */
export interface Example {
  readonly call: string;
  readonly answer: unknown;
}

const TEAM = {
  uuid: 'ad42a09715814e6483b1c5debd6a2db0',
  name: 'General',
  createdAt: '2020-11-13T21:08:53Z',
  default: true,
  members: 6,
};

const CHANNEL = {
  uuid: '7c996996fea947f4a1d5a11e7fac84d0',
  title: 'WhatsApp Vendite',
  type: 'whatsapp',
  main: true,
  discardedAt: false,
};

const CONTACT = {
  uuid: 'd0000000000000000000000000000001',
  name: 'Giulia Bianchi',
  phoneNumber: '+39 347 123 4567',
  avatarUrl: null,
  createdAt: '2026-07-20T08:30:00Z',
  closedAt: null,
  blockedAt: null,
  source: 'whatsapp',
  href: 'https://dash.callbell.eu/contacts/d0000000000000000000000000000001',
  conversationHref: 'https://dash.callbell.eu/chat/10000000000000000000000000000000d',
  assignedUser: 'john_doe@email.com',
  tags: ['sales'],
  customFields: { City: 'Forlì' },
  customFieldsMetadata: { City: { type: 'text', value: 'Forlì' } },
  team: TEAM,
  channel: CHANNEL,
  note: 'a note',
};

const CURSOR = btoa('{"ts":1754384400000,"id":12345}');

/** The contact of the examples that name one. */
export const EXAMPLE_UUID = CONTACT.uuid;

/** `:cursor`, `:bsuid` stand for what an answer has given before. */
export const EXAMPLES: readonly Example[] = [
  {
    call: '/auth/me',
    answer: {
      status: 'ok',
      user_email: 'john_doe@email.com',
      user_name: 'John Doe',
      api_key: 'a-key',
    },
  },
  {
    call: '/contacts?include_field_types=true&page=1',
    answer: { contacts: [CONTACT], meta: { page: 1, pages: 15, next: CURSOR } },
  },
  {
    call: '/contacts?include_field_types=true&after=:cursor',
    answer: { contacts: [CONTACT], meta: { next: CURSOR } },
  },
  {
    call: '/contacts/d0000000000000000000000000000001?include_field_types=true',
    answer: { contact: [CONTACT] },
  },
  {
    call: '/contacts/phone/393471234567?include_field_types=true',
    answer: { contact: CONTACT },
  },
  {
    call: '/contacts/bsuid/:bsuid?include_field_types=true',
    answer: { contact: { ...CONTACT, phoneNumber: null, bsuid: 'IT.13491208655302741918' } },
  },
  {
    call: '/contacts/d0000000000000000000000000000001/messages?page=1',
    answer: {
      messages: [
        {
          uuid: 'd000000000000000000000000000000a',
          text: 'Buongiorno',
          createdAt: '2026-07-20T08:31:00Z',
          status: 'received',
          channel: 'whatsapp',
          from: '+39 347 123 4567',
          to: 'WhatsApp Vendite',
        },
      ],
    },
  },
  { call: '/channels?page=1', answer: { channels: [CHANNEL], meta: { page: 1, pages: 1 } } },
  { call: '/teams?page=1', answer: { teams: [TEAM], meta: { page: 1, pages: 1 } } },
  {
    call: '/teams/ad42a09715814e6483b1c5debd6a2db0/members',
    answer: {
      users: [
        {
          email: 'john_doe@email.com',
          name: 'John Doe',
          available: true,
          lastUpdatedAt: '2026-07-20T08:30:00Z',
          userCustomStatus: null,
        },
      ],
      meta: { page: 1, pages: 1 },
    },
  },
  {
    call: '/funnels',
    answer: {
      funnels: [
        {
          uuid: '5a2c7d90be414f7c8d36e19b0f5ca210',
          name: 'New leads',
          emoji: '🔥',
          position: 1,
          createdAt: '2023-05-11T09:12:44Z',
        },
      ],
    },
  },
  {
    call: '/templates',
    answer: {
      templates: [
        {
          uuid: '1d9f3c8b7a6e4d02b5c4f80e9a17d350',
          title: 'Order ready',
          text: 'Hello {{1}}',
          templateType: 'text',
          category: 'UTILITY',
          status: 'approved',
        },
      ],
      meta: { page: 1, pages: 1 },
    },
  },
  {
    call: '/plan',
    answer: { plan: 'advanced', includedChannels: 6, licenses: 6, activeUsers: 6, teams: 3 },
  },
];
