import { DEMO_CONTACTS } from '../../fake-callbell/contacts.ts';

/** A number on the page, and what the page must not learn about it. */
export interface PageNumber {
  text: string;
  isMember: boolean;
}

/** Numbers of the demo account's contacts, as people write them. */
const MEMBERS: readonly string[] = [
  ...new Set(
    DEMO_CONTACTS.map(({ phoneNumber }) => phoneNumber ?? '').filter((text) => text.includes('+')),
  ),
  // Stored as digits only.
  '+33 6 60 12 34 56',
];

/** The same shape and, in a monospaced font, the same size: all that differs is whose it is. */
const OTHERS = MEMBERS.map((text) => text.replace(/\d\d$/u, twoOther));

function twoOther(digits: string): string {
  return ((Number(digits) + 31) % 100).toString().padStart(2, '0');
}

/** Neither the first nor the last, nor every other one: a place must not tell anything either. */
const ORDER = 'MNNMNMMNMNNMMNNMNMMN';

function inOrder(): PageNumber[] {
  const members = MEMBERS.values();
  const others = OTHERS.values();
  return ORDER.split('').map((letter) => {
    const isMember = letter === 'M';
    return { isMember, text: (isMember ? members : others).next().value ?? '' };
  });
}

/** Ten numbers of contacts and ten that are nobody's. The first is Giulia Bianchi's. */
export const NUMBERS: readonly PageNumber[] = inOrder();

export const ARE_MEMBERS: readonly boolean[] = NUMBERS.map(({ isMember }) => isMember);

/**
 * The same shapes as words. The extension has nothing to mark on them, so that a page of words
 * shows what a control does and nothing else.
 */
export const WORDS: readonly PageNumber[] = NUMBERS.map(({ text, isMember }) => ({
  isMember,
  text: text.replace(/\d/gu, (digit) => 'abcdefghij'[Number(digit)] ?? ''),
}));
