import { beforeEach, expect, it } from 'vitest';
import { findContact, readFacets, readManifest } from '../../../utils/store/contacts.ts';
import { connectAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { startNow } from '../../../utils/sync/runner.ts';
import { contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, emptyStore } from '../support/store.ts';
import { runToEnd, ScriptedList, type TestWorld, worldOf } from '../support/sync-world.ts';

const KEY = 'key-a';
const CONTACTS = 12_000;

beforeEach(async () => {
  stubLocks();
  await emptyStore();
});

async function sync(world: TestWorld): Promise<void> {
  await startNow(world);
  await runToEnd(world, 1_000);
}

it('where all have changed, counting takes several steps, and shows nobody before the last', async () => {
  const tagged = (tag: string) => contacts(CONTACTS, 'a', { tags: [tag] });
  const list = new ScriptedList(tagged('before'));
  list.pageSize = 1_000;
  const world = worldOf({ [KEY]: list });
  await connectAccount(ACCOUNT, KEY);
  await sync(world);
  const before = await readManifest();

  list.contacts = tagged('after');
  let steps = 0;
  const { count } = world.store;
  world.store = {
    ...world.store,
    count: async (...args) => {
      steps += 1;
      const { generation } = (await readManifest()) ?? {};
      expect(generation).toBe(before?.generation);
      expect((await findContact('a00000007'))?.tags).toEqual(['before']);
      return count(...args);
    },
  };
  await sync(world);
  // Ten thousand of those who go, then the rest and who comes.
  expect(steps).toBeGreaterThan(1);
  const manifest = await readManifest();
  expect(manifest).toMatchObject({ isWhole: true, contacts: CONTACTS });
  if (!manifest) return;
  expect((await readFacets(manifest)).tags).toEqual([{ name: 'after', count: CONTACTS }]);
  expect((await getSyncStatus()).lastWhole).toMatchObject({ contacts: CONTACTS });
}, 60_000);
