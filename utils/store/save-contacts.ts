import type { Contact } from '../contact.ts';
import { database, exclusively, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { writePart } from './parts.ts';
import { writeRows } from './rows.ts';
import { publish } from './publish.ts';
import { type RunView, currentRunView, forgetRunView } from './run-view.ts';
import { type Version, isSame, storedVersions } from './stage.ts';

/**
 * Adds or replaces single contacts, as Callbell has just given them; everything that reads sees
 * all of them at once. Does nothing if no account is connected. A sync under way does not bring
 * back what it has read of them before.
 */
export function saveContacts(contacts: readonly Contact[]): Promise<void> {
  return exclusively(async () => {
    const byUuid = new Map(contacts.map((contact) => [contact.uuid, contact]));
    const before = await allVersions([...byUuid.keys()]);
    const fresh = [...byUuid.values()].filter((contact) => {
      const stored = before.published.get(contact.uuid);
      return !stored || !isSame(stored.contact, contact);
    });
    const replaced = fresh.map(({ uuid }) => before.published.get(uuid)?.locator ?? []).flat();
    await dropFromRun(before, [...byUuid.keys()]);
    if (fresh.length === 0) return;
    const rows = await writeRows(fresh);
    await publish({ add: [await writePart([rows])], dead: replaced });
  });
}

/** Removes a contact: Callbell has answered that there is none with this uuid. */
export function removeContact(uuid: string): Promise<void> {
  return exclusively(async () => {
    const before = await allVersions([uuid]);
    await dropFromRun(before, [uuid]);
    const stored = before.published.get(uuid);
    if (stored) await publish({ dead: [stored.locator] });
  });
}

interface Versions {
  view: RunView | undefined;
  published: Map<string, Version>;
  ofRun: Map<string, Version>;
}

async function allVersions(uuids: readonly string[]): Promise<Versions> {
  const view = await currentRunView();
  const published = await storedVersions(undefined, uuids);
  const newest = view ? await storedVersions(view, uuids) : published;
  const ofRun = new Map(
    [...newest].filter(([uuid, { locator }]) => published.get(uuid)?.locator !== locator),
  );
  return { view, published, ofRun };
}

/** What a sync under way has read of these contacts is older than what is known now. */
async function dropFromRun({ view, ofRun }: Versions, uuids: readonly string[]): Promise<void> {
  const versions = uuids.map((uuid) => ofRun.get(uuid) ?? []).flat();
  if (!view || versions.length === 0) return;
  forgetRunView();
  const db = await database();
  const transaction = heard(db.transaction(['state', 'staging'], 'readwrite'));
  const { number } = await takeNumbers(transaction.objectStore('state'), { numbers: 1 });
  const dead = Uint32Array.from(versions, ({ locator }) => locator);
  await written(transaction, [
    transaction
      .objectStore('staging')
      .put({ seen: new Uint32Array(), dead }, [view.staged.run, number]),
  ]);
}
