import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import type { QueryContext } from '../../../utils/search/filters.ts';
import { contact } from '../support/contact.ts';
import { find, packed } from '../support/search.ts';

const CONTEXT: QueryContext = {
  fields: ['Plan', 'Join Date', 'Orders', 'Interests', 'Plan B'],
  me: 'anna@email.com',
  funnels: [
    { uuid: 'f0e1d2c3', name: 'New leads', emoji: '🔥' },
    { uuid: 'F9', name: 'Leads', emoji: '' },
  ],
};

const field = (name: string, type: 'text' | 'date' | 'number' | 'dropdown', value: string) =>
  ({ name, type, value }) as const;

/** Each differs from the others in one thing. */
const ALL: Record<string, Contact> = {
  plain: contact({ uuid: '0' }),
  vip: contact({ uuid: '1', tags: ['VIP', 'da richiamare'], createdAt: '2024-03-09T23:30:00Z' }),
  closed: contact({ uuid: '2', closedAt: '2024-01-01T00:00:00Z', createdAt: '2024-03-31' }),
  blocked: contact({ uuid: '3', blockedAt: '2024-01-01T00:00:00Z', createdAt: '2024-04-01' }),
  sold: contact({ uuid: '4', team: { uuid: 't', name: 'Sales team' }, source: 'telegram' }),
  mine: contact({ uuid: '5', assignedUser: 'anna@email.com', phoneNumber: '+39 347 123 4567' }),
  others: contact({ uuid: '6', assignedUser: 'joanna@email.com', note: 'Premium, they say' }),
  premium: contact({ uuid: '7', fields: [field('Plan', 'dropdown', 'Premium')] }),
  plus: contact({
    uuid: '8',
    fields: [field('Plan B', 'text', 'Premium'), field('Plan', 'dropdown', 'Premium plus')],
  }),
  joined: contact({
    uuid: '9',
    fields: [field('Join Date', 'date', '2024-02-29'), field('Orders', 'number', '7.5')],
  }),
  later: contact({
    uuid: '10',
    fields: [field('Join Date', 'date', '2024-07-01'), field('Orders', 'number', '12')],
  }),
  keen: contact({
    uuid: '11',
    fields: [{ name: 'Interests', type: 'checkbox', values: ['Spare parts', 'Rentals'] }],
  }),
  fresh: contact({ uuid: '12', funnelId: 'f0e1d2c3' }),
  lead: contact({ uuid: '13', funnelId: 'F9' }),
  strayed: contact({ uuid: '14', funnelId: 'abc' }),
};
const NAMES = Object.keys(ALL);
const text = packed(Object.values(ALL));
const found = (typed: string) =>
  find(text, typed, CONTEXT)
    .map((place) => NAMES[place])
    .toSorted();
const but = (...names: string[]) => NAMES.filter((name) => !names.includes(name)).toSorted();

describe('a filter finds', () => {
  it.each<[string, string[]]>([
    ['tag:vip tag:"da richiamare"', ['vip']],
    ['is:closed', ['closed']],
    ['is:blocked', ['blocked']],
    ['source:tele', ['sold']],
    ['team:"sales team"', ['sold']],
    ['team:team', ['sold']],
    ['funnel:leads', ['fresh', 'lead']],
    ['funnel:"leads"', ['lead']],
    ['funnel:"new leads"', ['fresh']],
    ['funnel:🔥', ['fresh']],
    ['funnel:"🔥 New Leads"', ['fresh']],
    ['funnel:f9', ['lead']],
    ['funnel:ABC', ['strayed']],
    ['funnel:nobody', []],
    ['funnel:leads funnel:new', ['fresh']],
    ['has:funnel', ['fresh', 'lead', 'strayed']],
    ['assigned:me', ['mine']],
    ['assigned:anna', ['mine', 'others']],
    ['has:phone', ['mine']],
    ['has:note', ['others']],
    ['has:"join date"', ['joined', 'later']],
    ['has:plan', ['plus', 'premium']],
    ['plan:prem', ['plus', 'premium']],
    ['plan:"premium"', ['premium']],
    ['"plan b":premium', ['plus']],
    ['interests:rentals', ['keen']],
    ['interests:"spare parts" interests:"rentals"', ['keen']],
    ['"join date":2024-01..2024-06', ['joined']],
    ['"join date":2024-02-29..2024-07-01', ['joined', 'later']],
    ['"join date":..2024-02-28', []],
    ['"join date":2024', ['joined', 'later']],
    ['orders:7..8', ['joined']],
    ['orders:7,5..', ['joined', 'later']],
    ['orders:..7.4', []],
    ['created:2024-03', ['closed', 'vip']],
    ['created:2024-03-09', ['vip']],
    ['created:2024-03-31..', ['blocked', 'closed']],
    ['created:..2023', []],
    ['contact is:open has:plan plan:plus', ['plus']],
  ])('%j', (typed, names) => {
    expect(found(typed)).toEqual(names);
  });
});

describe('its opposite finds all others', () => {
  it.each<[string, string[]]>([
    ['-tag:vip', ['vip']],
    ['-is:open', but('closed', 'blocked')],
    ['assigned:none', ['mine', 'others']],
    ['-has:plan', ['plus', 'premium']],
    ['-plan:"premium"', ['premium']],
    ['-orders:..10', ['joined']],
    ['-created:2024', ['vip', 'closed', 'blocked']],
    ['-funnel:leads', ['fresh', 'lead']],
    ['-funnel:nobody', []],
    ['-has:funnel', ['fresh', 'lead', 'strayed']],
  ])('%j', (typed, without) => {
    expect(found(typed)).toEqual(but(...without));
  });

  it('and that of its opposite the first', () => {
    expect(found('-assigned:none')).toEqual(['mine', 'others']);
  });
});
