import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Directory } from '../../../utils/search/directory.ts';
import { pack } from '../../../utils/search/packed-text.ts';
import { readManifest } from '../../../utils/store/contacts.ts';
import { database } from '../../../utils/store/database.ts';
import { saveFunnels } from '../../../utils/store/funnels.ts';
import type { Part } from '../../../utils/store/manifest.ts';
import { readSegment } from '../../../utils/store/segments.ts';
import { removeContact, saveContacts } from '../../../utils/store/save-contacts.ts';
import { contact, contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { dump, emptyStore, everybody, fillStore } from '../support/store.ts';

beforeEach(stubLocks);

/** As a popup that is opened now has it: nothing was read before. */
async function openDirectory(): Promise<Directory | undefined> {
  vi.resetModules();
  const { currentDirectory } = await import('../../../utils/store/directory.ts');
  return currentDirectory();
}

const DAMAGES: { what: string; damaged: (whole: unknown) => unknown }[] = [
  { what: 'lost', damaged: () => undefined },
  { what: 'something else', damaged: () => 'a text' },
  { what: 'cut short', damaged: () => pack([], []) },
  { what: 'without a column', damaged: (whole) => ({ ...(whole as object), ids: undefined }) },
];

async function damage(damaged: (whole: unknown) => unknown): Promise<void> {
  const db = await database();
  for (const segment of await db.getAllKeys('segments')) {
    const value = damaged(await db.get('segments', segment));
    if (value === undefined) await db.delete('segments', segment);
    else await db.put('segments', value, segment);
  }
}

describe.each(DAMAGES)('a packed text that is $what', ({ damaged }) => {
  it('is made anew from the contacts, and mended where it lies', async () => {
    await fillStore(contacts(120));
    await saveContacts([contact({ uuid: 'a00000007', name: 'Changed' })]);
    await removeContact('a00000009');
    const [before, found] = [await dump(), await everybody()];
    await damage(damaged);
    expect(await dump()).not.toEqual(before);
    const directory = await openDirectory();
    expect((await directory?.find(''))?.total).toBe(119);
    expect((await directory?.find('changed'))?.first).toMatchObject([{ name: 'Changed' }]);
    expect(await everybody()).toEqual(found);
    expect(await dump()).toEqual(before);
  });
});

it('is not brought back for contacts that are gone', async () => {
  await fillStore(contacts(60));
  const [part] = (await readManifest())?.parts ?? [];
  const gone: Part = {
    segment: 9_999,
    rows: [[9_000, 9_001]],
    contacts: 3,
    country: 'IT',
    packing: 1,
  };
  expect(part).toBeDefined();
  const before = await dump();
  await expect(readSegment(gone)).rejects.toThrow('gone');
  expect(await dump()).toEqual(before);
});

it('finds funnels by the names that they have by now', async () => {
  await fillStore([contact({ uuid: '1', funnelId: 'f1' }), contact({ uuid: '2' })]);
  const directory = await openDirectory();
  const found = async (typed: string): Promise<number> =>
    (await directory?.find(typed))?.total ?? 0;
  expect([await found('funnel:leads'), await found('funnel:f1')]).toEqual([0, 1]);
  await saveFunnels([{ uuid: 'f1', name: 'New leads', emoji: '🔥' }]);
  expect(await found('funnel:leads')).toBe(1);
  await saveFunnels([{ uuid: 'f1', name: 'Prospects', emoji: '' }]);
  expect([await found('funnel:leads'), await found('funnel:prospects')]).toEqual([0, 1]);
  expect(await found('-funnel:prospects')).toBe(1);
});

it('is not taken for one of another database, whose numbers are the same', async () => {
  vi.resetModules();
  const { currentDirectory } = await import('../../../utils/store/directory.ts');
  const found = async (name: string): Promise<number> =>
    (await (await currentDirectory())?.find(name))?.total ?? 0;
  await emptyStore();
  await fillStore(contacts(3, 'a', { name: 'Xylophon' }));
  const { generation } = (await readManifest()) ?? {};
  expect(await found('xylophon')).toBe(3);
  await emptyStore();
  await fillStore(contacts(3, 'a', { name: 'Quartz' }));
  expect((await readManifest())?.generation).toBe(generation);
  expect([await found('xylophon'), await found('quartz')]).toEqual([0, 3]);
});
