import { type Contact, contactSchema } from '../contact.ts';
import { isSettled } from '../sync/front.ts';
import { type Run, type SyncStatus, keptRun, parseStatus, runOf } from '../sync/status.ts';
import { announce } from './changes.ts';
import { placedAt } from './contacts.ts';
import { CONTACTS_PER_ROW, database, exclusively, written, heard } from './database.ts';
import { takeNumbers } from './numbers.ts';
import { type FrontChange, changeFront } from './front.ts';
import { uuidKey } from './key-table.ts';
import { includes, locationOf, locatorOf } from './locator.ts';
import { LiveLocators, deadSchema, parseManifest, withRows } from './manifest.ts';
import { isAt } from './publish.ts';
import { type RunView, forgetRunView, keepRunView, readRunView, seenBy } from './run-view.ts';
import { dropRun } from './runs.ts';
import { sealIfDue } from './seal.ts';
import { lookUpTables } from './tables.ts';

/** What a request has brought. */
export interface Found {
  contacts?: readonly Contact[];
  /** Locators of contacts that Callbell no longer has. */
  gone?: readonly number[];
}

/** What the store says of what a request has brought. */
export interface News {
  /** How many of the contacts are new, or have changed. */
  fresh: number;
  /** For a page of the list: whether nobody on it has moved since the front was last read. */
  isSettled: boolean;
  /** For a page that is to be resumed from: whether at least half of it was read in this run. */
  isKnownPlace: boolean;
}

/** How an answer differs from what is stored. Lists of locators, but for the contacts. */
interface Difference {
  /** Contacts that are new, or not as they are stored. */
  fresh: Contact[];
  seen: number[];
  /** What the fresh ones replace. */
  dead: number[];
  /** Where all of those that were stored lie. */
  stored: number[];
}

/**
 * Stores what one request of a run has brought, and the status that follows, in one transaction,
 * if the run still stands where it stood when the request was made. Contacts that are stored
 * already, as they are, are only noted as seen.
 *
 * @param next the status that follows, given what the answer has brought
 * @returns whether it did; if not, nothing was written
 */
export function stage(
  run: Run,
  { contacts = [], gone = [] }: Found,
  next: (news: News) => SyncStatus,
): Promise<boolean> {
  return exclusively(async () => {
    const view = await readRunView(run.id);
    if (!view) return false;
    const difference = await compare(view, contacts);
    difference.dead.push(...gone);
    const uuids = contacts.map(({ uuid }) => uuid);
    const { places } = view.front;
    const status = next({
      fresh: difference.fresh.length,
      isSettled: isSettled(uuids, run.pageMark, (uuid) => places.get(uuid)),
      isKnownPlace: run.step.kind === 'resume' && (await isKnownPlace(view, difference)),
    });
    forgetRunView();
    if (!keptRun(status)) return dropRun(run, status);
    // A run that is paused goes on with the same reading.
    const front = changeFront(view.front, uuids, run.step, keptRun(status)?.step);
    const after = await writeStage(run, view, difference, front, status);
    if (!after) return false;
    await keepRunView(after);
    await sealIfDue(after, runOf(status));
    return true;
  });
}

/** A later contact of a page replaces an earlier one with the same uuid: it was listed later. */
async function compare(view: RunView, contacts: readonly Contact[]): Promise<Difference> {
  const difference: Difference = { fresh: [], seen: [], dead: [], stored: [] };
  const byUuid = new Map(contacts.map((contact) => [contact.uuid, contact]));
  const versions = await storedVersions(view, [...byUuid.keys()]);
  for (const contact of byUuid.values()) {
    const version = versions.get(contact.uuid);
    if (version) difference.stored.push(version.locator);
    if (version && isSame(version.contact, contact)) {
      difference.seen.push(version.locator);
    } else {
      difference.fresh.push(contact);
      if (version) difference.dead.push(version.locator);
    }
  }
  return difference;
}

/**
 * Whether at least half of a page was read in this run before: it is then written since the run
 * began, or noted as seen. A contact that the user has looked up meanwhile counts, too; half a page
 * of them does not come together.
 */
async function isKnownPlace(
  { staged }: RunView,
  { fresh, seen, stored }: Difference,
): Promise<boolean> {
  const seenBefore = await seenBy(staged.run);
  const known = stored.filter(
    (locator) => locationOf(locator).row >= staged.firstRow || includes(seenBefore, locator),
  );
  return known.length * 2 >= fresh.length + seen.length;
}

/** A contact as it was last written. */
export interface Version {
  contact: Contact;
  locator: number;
}

/** The newest stored version of each of these contacts: the run's own go before the manifest's. */
export async function storedVersions(
  view: RunView | undefined,
  uuids: readonly string[],
): Promise<Map<string, Version>> {
  const db = await database();
  const keys = uuids.map(uuidKey);
  const transaction = db.transaction(['state', 'tables', 'generations'], 'readonly');
  const tables = transaction.objectStore('tables');
  const manifest = parseManifest(await transaction.objectStore('state').get('manifest'));
  const pending = (view?.pending ?? []).map((part) => part.uuids);
  const published = await lookUpTables(tables, manifest?.uuids ?? [], keys);
  const ofRun = await lookUpTables(tables, pending, keys);
  const dead = manifest
    ? await transaction.objectStore('generations').get([manifest.generation, 'dead'])
    : new Uint32Array();
  const live = new LiveLocators(manifest?.parts ?? [], deadSchema.parse(dead));

  // From the least to the most wanted: what comes later replaces what came before.
  const candidates = [
    ...[...published.values()].flat().filter((locator) => live.has(locator)),
    ...[...ofRun.values()].flat().filter((locator) => !view?.dead.has(locator)),
  ];
  const unsealed = uuids.map((uuid) => view?.unsealed.get(uuid) ?? []).flat();
  const wanted = new Set(uuids);
  const versions = new Map<string, Version>();
  for (const { contact, locator } of await placedAt([...candidates, ...unsealed])) {
    if (!wanted.has(contact.uuid)) continue;
    versions.set(contact.uuid, { contact, locator });
  }
  return versions;
}

/** Compared as the store would give them back, so that the order of their parts is the same. */
export function isSame(stored: Contact, contact: Contact): boolean {
  return JSON.stringify(stored) === JSON.stringify(contactSchema.parse(contact));
}

/** @returns the run's view with what was written; `undefined` if the run stands elsewhere by now */
async function writeStage(
  run: Run,
  { staged, ...view }: RunView,
  { fresh, seen, dead }: Difference,
  front: FrontChange,
  status: SyncStatus,
): Promise<RunView | undefined> {
  const db = await database();
  const transaction = heard(
    db.transaction(['rows', 'staging', 'state'], 'readwrite', {
      durability: 'relaxed',
    }),
  );
  const state = transaction.objectStore('state');
  if (!isAt(run, parseStatus(await state.get('sync')))) {
    await transaction.done;
    return undefined;
  }
  const rows = Math.ceil(fresh.length / CONTACTS_PER_ROW);
  const { row, number } = await takeNumbers(state, { rows, numbers: 1 });
  const after = {
    ...staged,
    rows: withRows(staged.rows, row, rows),
    contacts: staged.contacts + fresh.length,
  };
  const requests: Promise<unknown>[] = [state.put(status, 'sync'), state.put(after, 'staged')];
  if (front.since) requests.push(state.put({ run: run.id, uuids: front.since }, 'front-since'));
  if (front.read) requests.push(state.put({ run: run.id, uuids: front.read }, 'front-read'));
  for (let index = 0; index < rows; index += 1) {
    const some = fresh.slice(index * CONTACTS_PER_ROW, (index + 1) * CONTACTS_PER_ROW);
    requests.push(transaction.objectStore('rows').put(some, row + index));
  }
  if (seen.length + dead.length > 0) {
    const entry = { seen: Uint32Array.from(seen), dead: Uint32Array.from(dead) };
    requests.push(transaction.objectStore('staging').put(entry, [run.id, number]));
  }
  await written(transaction, requests);
  announce('sync');

  fresh.forEach((contact, index) => {
    view.unsealed.set(contact.uuid, locatorOf({ row, index }));
  });
  for (const locator of dead) view.dead.add(locator);
  return { ...view, staged: after, front: front.after };
}
