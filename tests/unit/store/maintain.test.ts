import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import { readManifest } from '../../../utils/store/contacts.ts';
import { database } from '../../../utils/store/database.ts';
import { PACKING } from '../../../utils/store/manifest.ts';
import { maintain } from '../../../utils/store/maintain.ts';
import { matchPhone } from '../../../utils/store/match.ts';
import { saveContacts } from '../../../utils/store/save-contacts.ts';
import { changeSettings } from '../../../utils/store/state.ts';
import { contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { emptyStore, everybody, fillStore } from '../support/store.ts';

beforeEach(async () => {
  stubLocks();
  await emptyStore();
});

const countries = async (): Promise<string[]> =>
  ((await readManifest())?.parts ?? []).map(({ country }) => country).toSorted();

const byUuid = (all: readonly Contact[]): Contact[] =>
  all.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));

/** Stops the worker at its n-th write: what it was writing is not written, and it does no more. */
function killAtWrite(nth: number): { wasReached: () => boolean } {
  let writes = 0;
  const { prototype } = IDBObjectStore;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const { put } = prototype;
  vi.spyOn(prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...rest: Parameters<IDBObjectStore['put']>
  ) {
    writes += 1;
    const request = put.apply(this, rest);
    if (writes === nth) queueMicrotask(() => this.transaction.abort());
    return request;
  });
  return { wasReached: () => writes >= nth };
}

describe('another country for the numbers', () => {
  // Three parts that are left alone: each is more than four times as large as what follows it.
  const all = [...contacts(120, 'a'), ...contacts(24, 'b'), ...contacts(5, 'c')];

  async function threeParts(): Promise<void> {
    await changeSettings({ defaultCountry: 'IT' });
    await fillStore(all.slice(0, 120));
    await saveContacts(all.slice(120, 144));
    await saveContacts(all.slice(144));
    while (await maintain());
    expect(await countries()).toEqual(['IT', 'IT', 'IT']);
  }

  it('is read part by part, with everybody there in between', async () => {
    await threeParts();
    await changeSettings({ defaultCountry: 'FR' });
    for (const expected of [
      ['FR', 'IT', 'IT'],
      ['FR', 'FR', 'IT'],
      ['FR', 'FR', 'FR'],
    ]) {
      expect(await maintain()).toBe(true);
      expect(await countries()).toEqual(expected);
      expect(byUuid(await everybody())).toEqual(all);
      expect((await matchPhone('+39 347 1000003', 'IT')).contacts).toHaveLength(3);
    }
  });

  it('is read to the end, whenever the worker is stopped in it', async () => {
    await threeParts();
    for (let nth = 1; ; nth += 1) {
      const country = nth % 2 === 1 ? 'FR' : 'IT';
      await changeSettings({ defaultCountry: country });
      const kill = killAtWrite(nth);
      const upkeep = async (): Promise<void> => {
        while (await maintain());
      };
      await upkeep().catch(() => undefined);
      vi.restoreAllMocks();
      expect(byUuid(await everybody())).toEqual(all);
      await upkeep();
      expect(new Set(await countries())).toEqual(new Set([country]));
      expect(byUuid(await everybody())).toEqual(all);
      if (!kill.wasReached()) {
        expect(nth).toBeGreaterThan(15);
        return;
      }
    }
  }, 30_000);
});

describe('what an older Lens has packed', () => {
  it('is packed again part by part, and everybody is found throughout', async () => {
    await fillStore(contacts(120, 'a'));
    await saveContacts(contacts(24, 'b'));
    const db = await database();
    const manifest = await readManifest();
    const parts = (manifest?.parts ?? []).map(({ segment, rows, contacts: count, country }) => ({
      segment,
      rows,
      contacts: count,
      country,
    }));
    await db.put('state', { ...manifest, parts }, 'manifest');
    expect((await readManifest())?.parts.map(({ packing }) => packing)).toEqual([0, 0]);
    while (await maintain()) expect(await everybody()).toHaveLength(144);
    expect(new Set((await readManifest())?.parts.map(({ packing }) => packing))).toEqual(
      new Set([PACKING]),
    );
  });
});
