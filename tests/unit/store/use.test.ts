import { beforeEach, expect, it } from 'vitest';
import { eraseUse, readUse, recordUse, scoreAt } from '../../../utils/store/use.ts';
import { disconnectAccount } from '../../../utils/store/state.ts';
import { stubLocks } from '../support/locks.ts';
import { fillStore } from '../support/store.ts';

const DAY = 86_400_000;

beforeEach(stubLocks);

it('has those used last first, each once, and counts what is long ago for less', async () => {
  await recordUse('a', 0);
  await recordUse('b', DAY);
  await recordUse('a', 14 * DAY);
  const uses = await readUse();
  expect(uses.map(({ uuid }) => uuid)).toEqual(['a', 'b']);
  expect(uses[0]).toMatchObject({ score: 1.5, at: 14 * DAY });
  const [a] = uses;
  if (a) expect(scoreAt(a, 28 * DAY)).toBeCloseTo(0.75);
});

it('keeps a bounded number', async () => {
  for (let index = 0; index < 210; index += 1) await recordUse(`u${index}`, index);
  const uses = await readUse();
  expect(uses).toHaveLength(200);
  expect(uses[0]?.uuid).toBe('u209');
});

it('is erased on wish, and with the account', async () => {
  await fillStore([]);
  await recordUse('a', 0);
  await eraseUse();
  expect(await readUse()).toEqual([]);
  await recordUse('a', 0);
  await disconnectAccount();
  expect(await readUse()).toEqual([]);
});
