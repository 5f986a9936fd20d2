import type { CallbellClient, ContactsPage } from '../../../utils/api/client.ts';
import { type ApiError, CallbellError } from '../../../utils/api/errors.ts';
import type { Contact } from '../../../utils/contact.ts';
import { getApiKey } from '../../../utils/store/api-key.ts';
import type { SyncAlarmHandlers } from '../../../utils/browser/sync-alarms.ts';
import { runSlice, type SliceEnd, startDue, type SyncWorld } from '../../../utils/sync/runner.ts';
import { syncStore } from '../../../utils/browser/sync-store.ts';

/** An account's list at a Callbell without HTTP, and what was asked of it. */
export class ScriptedList {
  contacts: Contact[];
  pageSize = 20;
  /** Whether the number of pages is told. */
  hasMeta = false;
  /** The pages asked for, in order. */
  readonly requests: number[] = [];
  /** What goes wrong with a page; asked before each answer. */
  fault: (page: number, nth: number) => ApiError | undefined = () => undefined;
  /** The contacts asked for by uuid, in order. */
  readonly checked: string[] = [];
  /** What goes wrong with such a question. */
  checkFault: (uuid: string, nth: number) => ApiError | undefined = () => undefined;
  /** How many entries of a page cannot be read. */
  unreadable: (page: number) => number = () => 0;
  /** Called when a page has been asked for and not yet answered. */
  onRequest: (page: number) => Promise<void> | void = () => undefined;

  constructor(contacts: Contact[]) {
    this.contacts = contacts;
  }

  client(): CallbellClient {
    return {
      identify: () => Promise.reject(new Error('not part of a pass')),
      contactsPage: (page, filter) => this.#answer(page, filter?.tag),
      contact: (uuid) => this.#contact(uuid),
      channels: () => Promise.reject(new Error('not part of a pass')),
      funnels: () => Promise.reject(new Error('not part of a pass')),
      contactByPhone: () => Promise.reject(new Error('not part of a pass')),
    };
  }

  async #contact(uuid: string): Promise<Contact> {
    const nth = this.checked.push(uuid);
    await this.onRequest(0);
    const error = this.checkFault(uuid, nth);
    if (error) throw new CallbellError(error);
    const found = this.contacts.findLast((contact) => contact.uuid === uuid);
    if (!found) throw new CallbellError({ kind: 'not-found' });
    return structuredClone(found);
  }

  async #answer(page: number, tag?: string): Promise<ContactsPage> {
    const nth = this.requests.push(page);
    await this.onRequest(page);
    const error = this.fault(page, nth);
    if (error) throw new CallbellError(error);
    const start = (page - 1) * this.pageSize;
    const listed = this.contacts.filter(({ tags }) => tag === undefined || tags.includes(tag));
    return {
      contacts: structuredClone(listed.slice(start, start + this.pageSize)),
      unreadable: Array.from({ length: this.unreadable(page) }, (_, index) => ({
        position: this.pageSize + index + 1,
        uuid: null,
        name: `Unreadable ${index}`,
      })),
      pages: this.hasMeta ? Math.max(1, Math.ceil(listed.length / this.pageSize)) : null,
    };
  }
}

/** A world with the real store, a clock that the test owns, and a list for each API key. */
export interface TestWorld extends SyncWorld {
  clock: { now: number };
}

export function worldOf(lists: Record<string, ScriptedList>): TestWorld {
  const begun = 1_800_000_000_000;
  const clock = { now: begun };
  return {
    clock,
    client: async () => {
      const apiKey = await getApiKey();
      if (apiKey === undefined) return undefined;
      const refused = new ScriptedList([]);
      refused.fault = () => ({ kind: 'key-refused' });
      return (lists[apiKey] ?? refused).client();
    },
    store: syncStore,
    intervals: () => Promise.resolve({ quick: 5 * 60_000, whole: 6 * 3_600_000 }),
    now: () => Math.floor(clock.now),
    elapsed: () => clock.now - begun,
    sleep: (milliseconds) => {
      clock.now += milliseconds;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
}

/** The worker was stopped: nothing after this await has happened. */
export class Killed extends Error {}

/** The n-th await of a run, and whether what it waited for has happened. */
export interface AwaitPoint {
  call: number;
  when: 'before' | 'after';
}

/**
 * The same world, but something happens at one of the runner's awaits.
 *
 * @returns also how many awaits there have been
 */
export function disturbed(
  world: SyncWorld,
  point: AwaitPoint,
  disturb: () => Promise<void>,
): { world: SyncWorld; calls: () => number } {
  let calls = 0;
  const around =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls += 1;
      const isPoint = calls === point.call;
      if (isPoint && point.when === 'before') await disturb();
      const result = await work(...args);
      if (isPoint && point.when === 'after') await disturb();
      return result;
    };
  const { store } = world;
  return {
    calls: () => calls,
    world: {
      ...world,
      client: around(async () => {
        const client = await world.client();
        return (
          client && {
            ...client,
            contactsPage: around((page: number) => client.contactsPage(page)),
            contact: around((uuid: string) => client.contact(uuid)),
          }
        );
      }),
      store: {
        ...store,
        status: around(store.status),
        begin: around(store.begin),
        change: around(store.change),
        stage: around(store.stage),
        compare: around(store.compare),
        finish: around(store.finish),
        abandon: around(store.abandon),
        absentee: around(store.absentee),
        maintain: around(store.maintain),
      },
    },
  };
}

/** Runs slices, waiting where it is told to, until nothing is left to do. */
export async function runToEnd(world: TestWorld, most = 100): Promise<SliceEnd[]> {
  const ends: SliceEnd[] = [];
  while (ends.length < most) {
    const end = await runSlice(world);
    ends.push(end);
    if (end.kind === 'finished') return ends;
    if (end.kind === 'waiting') world.clock.now = end.until;
  }
  throw new Error('it does not end');
}

/** What the alarms of such a world set going. */
export function handlersOf(world: SyncWorld): SyncAlarmHandlers {
  return {
    begin: () => startDue(world),
    dueAt: () => Promise.resolve(undefined),
    runSlice: () => runSlice(world),
  };
}
