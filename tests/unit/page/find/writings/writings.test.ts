// @vitest-environment happy-dom
import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { findNumbers } from '../../../../../utils/page/find/find-numbers.ts';
import { outcomeOf, showPage } from '../../../../pages/corpus.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import { type Row, WRITTEN } from './written.ts';

/** Whether what stands on a page is taken for the contact, by the finder and the worker together. */
function isTaken([country, contact, html]: Row): boolean {
  showPage(`<body><p>${html}</p></body>`);
  const found = [...findNumbers(document.body)].filter((number) => number !== undefined);
  const { matched } = outcomeOf(found, {
    description: '',
    country,
    contacts: [{ name: contact, phoneNumber: contact }],
    found: [],
    matched: [],
    leftAlone: [],
  });
  return matched.length > 0;
}

const named = (rows: readonly Row[]): { name: string; row: Row }[] =>
  rows.map((row) => ({ name: `${row[0]}: ${row[1]} in ${row[2]}`, row }));

const isKnown = ([, , , known]: Row): boolean => known !== undefined;

describe('writings', () => {
  it.each(named(WRITTEN))('$name', ({ row }) => {
    expect(isTaken(row)).toBe(!isKnown(row));
  });

  it('are of many countries, three of each at least, and few are missed', () => {
    const rows = new Map<string | undefined, number>();
    for (const [, contact] of WRITTEN) {
      const country = parsePhoneNumberFromString(contact)?.country;
      rows.set(country, (rows.get(country) ?? 0) + 1);
    }
    expect(WRITTEN.length).toBeGreaterThanOrEqual(220);
    expect(rows.size).toBeGreaterThanOrEqual(56);
    expect([...rows].filter(([, count]) => count < 3)).toEqual([]);
    expect(WRITTEN.filter(isKnown).length).toBeLessThanOrEqual(10);
  });
});

describe('look-alikes', () => {
  it.each(named(LOOK_ALIKES))('$name', ({ row }) => {
    expect(isTaken(row)).toBe(isKnown(row));
  });

  it('are many, and few are taken', () => {
    expect(LOOK_ALIKES.length).toBeGreaterThanOrEqual(92);
    expect(LOOK_ALIKES.filter(isKnown).length).toBeLessThanOrEqual(5);
  });
});

it.each(named([...WRITTEN, ...LOOK_ALIKES]))('its contact has a number: $name', ({ row }) => {
  expect(isValidPhoneNumber(row[1])).toBe(true);
});
