import { beforeEach, expect, it } from 'vitest';
import { areKnownHere, matchPhoneHere, type MatchPlace } from '../../../utils/store/not-here.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { emptyStore, fillStore } from '../support/store.ts';

const JURGEN = contact({ uuid: 'a1', phoneNumber: '+49 30 901820' });
const PRAXIS = contact({ uuid: 'b2', phoneNumber: '+49 30 901820' });
const GIULIA = contact({ uuid: 'c3', phoneNumber: '+39 347 123 4567' });

beforeEach(async () => {
  stubLocks();
  await emptyStore();
  await fillStore([JURGEN, PRAXIS, GIULIA]);
});

function place(...excluded: string[]): MatchPlace {
  const notHere = excluded.map((uuid) => ({ host: 'shop.example', text: '030 901820', uuid }));
  return { countries: ['DE', 'IT'], host: 'shop.example', notHere };
}

const TEXTS = ['+49 30 901820', '0049/30/901820', '+39 347 123 4567', '+39 333 000 0000'];

it('leaves everybody known where nothing was said', async () => {
  expect(await areKnownHere(TEXTS, place())).toEqual([true, true, true, false]);
});

it('leaves the others of the same number, in whatever writing', async () => {
  const here = place('a1');
  expect(await areKnownHere(TEXTS, here)).toEqual([true, true, true, false]);
  expect((await matchPhoneHere('0049/30/901820', here)).contacts).toEqual([PRAXIS]);
});

it('makes a number of nobody else an unknown one', async () => {
  expect(await areKnownHere(TEXTS, place('a1', 'b2'))).toEqual([false, false, true, false]);
});

it('counts on its own site only, and for its own number', async () => {
  const elsewhere = { ...place('a1', 'b2', 'c3'), host: 'other.example' };
  expect(await areKnownHere(TEXTS, elsewhere)).toEqual([true, true, true, false]);
  expect(await areKnownHere(TEXTS, place('c3'))).toEqual([true, true, true, false]);
});
