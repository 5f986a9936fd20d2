// @vitest-environment happy-dom
import './setup.ts';
import { describe, expect, it } from 'vitest';
import { columnsOf, tableOf } from '../../../components/popup/table.ts';
import { isListOfNumbers, writtenNumbers } from '../../../utils/phone/written-numbers.ts';
import { makeContact } from './make-contact.ts';

describe('the copied table', () => {
  it('runs no formula, and keeps each contact in its line', () => {
    const contacts = ['=HYPERLINK("x")', '@sum', '+cmd', '-1+1', 'A\tB\nC'].map((name) =>
      makeContact({ name }),
    );
    const table = tableOf([{ number: '+39 347', contacts }], columnsOf(contacts, []), ['name']);
    expect(table.split('\n').slice(1)).toEqual([
      '+39 347\t\'=HYPERLINK("x")',
      "+39 347\t'@sum",
      "+39 347\t'+cmd",
      "+39 347\t'-1+1",
      '+39 347\tA B C',
    ]);
  });
});

describe('the columns to choose from', () => {
  it('are all but those of fields that the user has hidden', () => {
    const fields = ['City', 'Salary', 'Plan'].map((name) => ({
      name,
      type: 'text' as const,
      value: 'x',
    }));
    const ids = columnsOf(
      [makeContact({ fields })],
      [
        { key: 'field:Salary', show: 'hidden' },
        { key: 'own:note', show: 'hidden' },
        { key: 'field:Plan', show: 'sensitive' },
      ],
    ).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['name', 'tags', 'field City', 'field Plan']));
    expect(ids).not.toContain('field Salary');
    expect(ids).not.toContain('note');
  });
});

describe('a list of numbers', () => {
  it.each([
    '+39 347 123 4567\n348 123 4567',
    'Phone\n\nn/a\n+39 347 123 4567\n348 123 4567',
    'Anna\t347 1234567\tRoma\nBruno\t348-1234567',
    'Annamaria Rossi\t347 1234567\tCastelfranco\nBartolomeo De Luca\t348-1234567\tVillafranca',
    'call 347 1234567, 348 1234567',
    'Mario Rossi Tel. +39 045 1234567 Cell. +39 347 1234567',
  ])('%j', (text) => {
    expect(isListOfNumbers(text)).toBe(true);
  });

  it.each([
    '',
    '+39 347 123 4567',
    '+39 347 123 4567\n+39 347 123 4567',
    'Ordine 100234 del cliente 200345 è partito ieri',
    'Mario Rossi, P.IVA 01234567890, ordine 100234',
    'Gentile cliente, la chiamo al 347 1234567 o al 348 1234567 domani mattina',
    'Name\tOrder\nAnna\tnone\nBruno\tthe one of last week, 100234, or rather 200345',
    '2024-03-01\n1.3.2024\n31/12/1999',
    '注文番号は百万二千三百四十五です 100234 200345 お客様の名前は田中花子',
  ])('is not: %j', (text) => {
    expect(isListOfNumbers(text)).toBe(false);
  });
});

describe('the numbers in a text', () => {
  it.each<[string, string[]]>([
    ['+39 347 123 4567', ['+39 347 123 4567']],
    [
      '+39 347 123 4567\n(030) 90 18 20\r\n+39 347 123 4567',
      ['+39 347 123 4567', '(030) 90 18 20'],
    ],
    ['Anna\t347 1234567\tRoma\nBruno\t348-1234567', ['347 1234567', '348-1234567']],
    ['call 347 1234567, 348 1234567; or 3491234567', ['347 1234567', '348 1234567', '3491234567']],
    ['room 12, 2024', []],
    ['2024-03-01\n1.3.2024\n31/12/1999', []],
    ['Chloé Lefèvre', []],
  ])('%j', (text, numbers) => {
    expect(writtenNumbers(text)).toEqual(numbers);
  });
});
