import { beforeEach, expect, it } from 'vitest';
import { database } from '../../../utils/store/database.ts';
import { currentDirectory } from '../../../utils/store/directory.ts';
import { recordUse } from '../../../utils/store/use.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { fillStore } from '../support/store.ts';

beforeEach(stubLocks);

it('finds first whom the user opens, then who has written last, then who is new', async () => {
  await fillStore([
    contact({ uuid: 'old', name: 'Anna', createdAt: '2020-01-01' }),
    contact({ uuid: 'new', name: 'Anna', createdAt: '2026-01-01' }),
    contact({ uuid: 'second', name: 'Anna', createdAt: '2019-01-01' }),
    contact({ uuid: 'first', name: 'Anna', createdAt: '2018-01-01' }),
    contact({ uuid: 'opened', name: 'Anna', createdAt: '2017-01-01' }),
  ]);
  await recordUse('opened', Date.now());
  const db = await database();
  await db.put('state', ['first', 'second', 'gone'], 'front');
  const directory = await currentDirectory();
  const found = await directory?.find('ann');
  expect(found?.first.map(({ uuid }) => uuid)).toEqual(['opened', 'first', 'second', 'new', 'old']);
});
