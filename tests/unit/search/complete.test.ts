import { describe, expect, it } from 'vitest';
import { complete } from '../../../utils/search/complete.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { contact } from '../support/contact.ts';
import { facetsOf, find, packed } from '../support/search.ts';

const ALL = [
  contact({
    uuid: '1',
    tags: ['VIP', 'da richiamare'],
    fields: [{ name: 'Plan', type: 'dropdown', value: 'Premium plus' }],
  }),
  contact({
    uuid: '2',
    tags: ['VIP'],
    fields: [{ name: 'Plan', type: 'dropdown', value: 'Premium' }],
  }),
  contact({
    uuid: '3',
    fields: [{ name: 'Join Date', type: 'date', value: '2024-01-01' }],
    assignedUser: 'anna@email.com',
    closedAt: '2024-01-01',
    note: 'Calls back',
  }),
  contact({ uuid: '4', funnelId: 'F1', team: { uuid: 't1', name: 'Sales' } }),
  contact({ uuid: '5', funnelId: 'f2', team: { uuid: 't2', name: 'Sales team' } }),
  contact({ uuid: '6', funnelId: 'f3' }),
  contact({ uuid: '7', funnelId: 'gone' }),
];
const FACETS = facetsOf(ALL);
/** Who one of them is assigned to. */
const ME = 'Anna@email.com';
/** Two have one name, and nobody is in the last one. */
const FUNNELS = [
  { uuid: 'F1', name: 'Leads', emoji: '🔥' },
  { uuid: 'f2', name: 'New leads', emoji: '' },
  { uuid: 'f3', name: 'leads', emoji: '' },
  { uuid: 'f4', name: 'Lost', emoji: '' },
];
const ACCOUNT = { me: ME, funnels: FUNNELS };
const labels = (typed: string, caret = typed.length) =>
  complete(typed, caret, FACETS, ACCOUNT).map(({ label }) => label);

describe('what is typed could go on', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['v', []],
    ['vi', ['VIP']],
    ['mario as', ['assigned:']],
    ['pl', ['Plan:']],
    ['jo', ['Join Date:']],
    ['tag:', ['VIP', 'da richiamare']],
    ['tag:ri', ['da richiamare']],
    ['-tag:v', ['VIP']],
    ['tag:vip', []],
    ['tag:"da richiamare"', []],
    ['plan:', ['Premium', 'Premium plus']],
    ['"join date":', []],
    ['is:', ['open', 'closed']],
    ['is:c', ['closed']],
    ['assigned:', ['me', 'none', 'anna@email.com']],
    ['funnel:', ['🔥 Leads', 'New leads']],
    ['-funnel:le', ['🔥 Leads', 'New leads']],
    ['funnel:ne', ['New leads']],
    ['funnel:gone', []],
    ['fu', ['funnel:']],
    ['has:', ['note', 'funnel', 'Plan', 'Join Date']],
    ['has:jo', ['Join Date']],
    ['created:2024', []],
    ['"quoted te', []],
  ])('%j with %j', (typed, expected) => {
    expect(labels(typed)).toEqual(expected);
  });

  it('at the caret, not at the end', () => {
    const [vip] = complete('tag:v mario', 5, FACETS, ACCOUNT);
    expect(vip).toMatchObject({ query: 'tag:"VIP" mario', caret: 10, count: 2 });
    expect(labels('tag:v mario')).toEqual([]);
  });
});

it('each completion finds as many as it says', () => {
  const text = packed(ALL);
  const context = { fields: FACETS.fields.map(({ name }) => name), me: ME, funnels: FUNNELS };
  for (const typed of [
    'tag:',
    '-tag:',
    'plan:',
    'vi',
    'team:',
    'funnel:',
    '-funnel:',
    'source:',
    'has:',
    'is:',
    'assigned:',
  ]) {
    for (const { query, count } of complete(typed, typed.length, FACETS, ACCOUNT)) {
      if (count === undefined) continue;
      if (query.startsWith('assigned:me')) expect(count).toBe(1);
      const expected = typed.startsWith('-') ? ALL.length - count : count;
      expect(find(text, query, context), query).toHaveLength(expected);
      expect(parseQuery(query, context).problems).toEqual([]);
    }
  }
});
