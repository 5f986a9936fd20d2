import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../../utils/contact.ts';
import { Facets } from '../../../utils/search/facets.ts';
import { findContact, readFacets, readManifest } from '../../../utils/store/contacts.ts';
import { exclusively } from '../../../utils/store/database.ts';
import { collectLeftovers } from '../../../utils/store/leftovers.ts';
import { maintain } from '../../../utils/store/maintain.ts';
import { matchPhone } from '../../../utils/store/match.ts';
import { removeContact, saveContacts } from '../../../utils/store/save-contacts.ts';
import { connectAccount, disconnectAccount } from '../../../utils/store/state.ts';
import { runSlice, startNow } from '../../../utils/sync/runner.ts';
import { contact, contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, dump, emptyStore, everybody, fillStore } from '../support/store.ts';
import { runToEnd, ScriptedList, worldOf } from '../support/sync-world.ts';

beforeEach(stubLocks);

const byUuid = (all: readonly Contact[]): Contact[] =>
  all.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));

describe('saving single contacts', () => {
  it('adds and replaces, and everything that reads agrees', async () => {
    await fillStore(contacts(120));
    const changed = contact({ uuid: 'a00000007', name: 'Changed', phoneNumber: '+39 333 0000007' });
    const added = contact({ uuid: 'new', name: 'Added', phoneNumber: '+39 333 0000008' });
    await saveContacts([changed, added]);
    expect(byUuid(await everybody())).toEqual(byUuid([...contacts(120).with(7, changed), added]));
    expect(await findContact('a00000007')).toEqual(changed);
    expect((await matchPhone('+39 333 0000008', 'IT')).contacts).toEqual([added]);
    expect((await matchPhone('+39 347 1000007', 'IT')).contacts).toEqual([]);
  });

  it('writes nothing where nothing has changed', async () => {
    await fillStore(contacts(60));
    const before = await dump();
    await saveContacts(contacts(60));
    expect(await dump()).toEqual(before);
  });

  it('is done before there has been a sync, and never without an account', async () => {
    await saveContacts(contacts(3));
    expect(await everybody()).toEqual([]);
    await connectAccount(ACCOUNT, 'key');
    await saveContacts(contacts(3));
    expect(await everybody()).toEqual(contacts(3));
    expect(await readManifest()).toMatchObject({ isWhole: false, contacts: 3 });
    await disconnectAccount();
    await saveContacts(contacts(3));
    expect(await everybody()).toEqual([]);
  });
});

describe('removing a contact', () => {
  it('takes it out of everything that reads', async () => {
    await fillStore(contacts(60));
    await removeContact('a00000007');
    await removeContact('nobody');
    expect(await everybody()).toEqual(contacts(60).toSpliced(7, 1));
    expect(await findContact('a00000007')).toBeUndefined();
    expect((await matchPhone('+39 347 1000007', 'IT')).contacts).toEqual([]);
  });
});

describe.each(['first', 'later'])('during a %s sync', (which) => {
  const before = contacts(60);
  const saved = contact({ uuid: 'a00000003', name: 'Saved', phoneNumber: null });

  /** A sync that has read one page, in which the contact has changed, and is told of it then. */
  async function whileReading(tell: () => Promise<void>): Promise<void> {
    const list = new ScriptedList(before);
    const world = worldOf({ key: list });
    await connectAccount(ACCOUNT, 'key');
    if (which === 'later') {
      await startNow(world);
      await runToEnd(world);
      list.contacts = before.map((one) => ({ ...one, note: 'changed' }));
    }
    list.requests.length = 0;
    list.onRequest = async () => {
      if (list.requests.length !== 2) return;
      list.onRequest = () => undefined;
      await tell();
      // The list itself is behind: what was saved must not be undone by what was read before.
      list.contacts = list.contacts.filter(({ uuid }) => uuid !== saved.uuid);
    };
    await startNow(world);
    await runSlice(world);
    await runToEnd(world);
  }

  it('what is saved stays as it was saved', async () => {
    await whileReading(() => saveContacts([saved]));
    expect((await everybody()).filter(({ uuid }) => uuid === saved.uuid)).toEqual([saved]);
  });

  it('what is removed does not come back', async () => {
    await whileReading(() => removeContact(saved.uuid));
    expect(await findContact(saved.uuid)).toBeUndefined();
    expect(await everybody()).toHaveLength(59);
  });
});

it('after any changes and any upkeep has the same as a list that was changed the same way', async () => {
  const step = fc.oneof(
    fc.record({ save: fc.array(fc.nat(40), { maxLength: 60 }), note: fc.string({ maxLength: 3 }) }),
    fc.record({ remove: fc.nat(40) }),
    fc.constantFrom('maintain' as const, 'collect' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await emptyStore();
      await connectAccount(ACCOUNT, 'key');
      const expected = new Map<string, Contact>();
      for (const one of steps) {
        if (one === 'maintain') await maintain();
        else if (one === 'collect') await exclusively(collectLeftovers);
        else if ('remove' in one) {
          await removeContact(`u${one.remove}`);
          expected.delete(`u${one.remove}`);
        } else {
          const tags = [one.note.trim() || 'none'];
          const some = one.save.map((n) => contact({ uuid: `u${n}`, note: one.note, tags }));
          await saveContacts(some);
          for (const saved of some) expected.set(saved.uuid, saved);
        }
      }
      const all = [...expected.values()];
      expect(byUuid(await everybody())).toEqual(byUuid(all));
      for (let n = 0; n <= 40; n += 1) {
        expect(await findContact(`u${n}`)).toEqual(expected.get(`u${n}`));
      }
      const manifest = await readManifest();
      const counted = manifest ? (await readFacets(manifest)).tags : [];
      const anew = Facets.from(undefined);
      for (const one of all) anew.add(one);
      const counts = (tags: { name: string; count: number }[]): Map<string, number> =>
        new Map(tags.map(({ name, count }) => [name.toLowerCase(), count]));
      expect(counts(counted)).toEqual(counts(anew.tags));
      // Upkeep comes to an end, and leaves few parts.
      while (await maintain());
      expect((await readManifest())?.parts.length ?? 0).toBeLessThanOrEqual(6);
      expect(byUuid(await everybody())).toEqual(byUuid(all));
    }),
    { numRuns: 25 },
  );
}, 60_000);
