import { beforeEach, describe, expect, it } from 'vitest';
import { readOffered } from '../../../entrypoints/popup/offered.ts';
import { database } from '../../../utils/store/database.ts';
import { recordUse } from '../../../utils/store/use.ts';
import { contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { fillStore } from '../support/store.ts';

const ALL = contacts(30);
const uuidAt = (index: number): string => ALL[index]?.uuid ?? '';

async function setFront(uuids: readonly string[]): Promise<void> {
  const db = await database();
  await db.put('state', uuids, 'front');
}

async function offered() {
  const { recent, inTouch, mostRecent } = await readOffered();
  const uuids = (all: { uuid: string }[]): string[] => all.map(({ uuid }) => uuid);
  return { recent: uuids([...recent]), inTouch: uuids([...inTouch]), mostRecent };
}

beforeEach(async () => {
  stubLocks();
  await fillStore(ALL);
});

describe('before anything is typed', () => {
  it('nobody is offered until somebody was opened, or a sync has ended', async () => {
    expect(await offered()).toEqual({ recent: [], inTouch: [], mostRecent: [] });
  });

  it('whom the user opened comes first, then who has written last, each once', async () => {
    await setFront(ALL.map(({ uuid }) => uuid));
    for (const [now, index] of [9, 1, 3].entries()) await recordUse(uuidAt(index), now);
    const { recent, inTouch } = await offered();
    expect(recent).toEqual([3, 1, 9].map(uuidAt));
    expect(inTouch).toEqual([0, 2, 4, 5, 6].map(uuidAt));
  });

  it('who is gone by now is left out', async () => {
    await setFront(['gone', uuidAt(7)]);
    await recordUse('gone too', 0);
    expect(await offered()).toMatchObject({ recent: [], inTouch: [uuidAt(7)] });
  });

  it('the most recent conversations are known where there are more than those', async () => {
    await setFront(ALL.map(({ uuid }) => uuid));
    expect((await offered()).mostRecent).toEqual(ALL.slice(0, 20).map(({ uuid }) => uuid));
    await setFront(ALL.slice(0, 20).map(({ uuid }) => uuid));
    expect((await offered()).mostRecent).toEqual([]);
  });
});
