import type { CallbellClient, ContactsPage, ListPlace } from '../../../utils/api/client.ts';
import { type ApiError, CallbellError } from '../../../utils/api/errors.ts';
import type { Contact } from '../../../utils/contact.ts';
import type { Funnel } from '../../../utils/funnel.ts';
import { getApiKey } from '../../../utils/store/api-key.ts';
import type { SyncAlarmHandlers } from '../../../utils/browser/sync-alarms.ts';
import {
  runSlice,
  type SliceEnd,
  startDue,
  stopWaiting,
  type SyncWorld,
} from '../../../utils/sync/runner.ts';
import { syncStore } from '../../../utils/browser/sync-store.ts';

/** An account's list at a Callbell without HTTP, and what was asked of it. */
export class ScriptedList {
  /** In the order of the list: the most recent conversation first. */
  contacts: Contact[];
  pageSize = 20;
  /** How much is told of the list: older releases tell nothing, or the number of pages. */
  meta: 'none' | 'pages' | 'all' = 'all';
  /** The highest page number that is taken. */
  maxPage = Infinity;
  /** The pages asked for, in order; by cursor, those that the contacts behind it stand on. */
  readonly requests: number[] = [];
  /** The same as they were asked for. */
  readonly places: ListPlace[] = [];
  /** What goes wrong with a page; asked before each answer. */
  fault: (page: number, nth: number) => ApiError | undefined = () => undefined;
  /** Says something else than the list is. */
  edit: (page: ContactsPage, place: ListPlace) => ContactsPage = (page) => page;
  /** Whether a cursor is taken still. */
  takesCursor: (cursor: string) => boolean = () => true;
  funnels: Funnel[] = [];
  /** What goes wrong with the question for funnels. */
  funnelFault: (nth: number) => ApiError | undefined = () => undefined;
  #funnelsAsked = 0;
  /** The contacts asked for by uuid, in order. */
  readonly checked: string[] = [];
  /** What goes wrong with such a question. */
  checkFault: (uuid: string, nth: number) => ApiError | undefined = () => undefined;
  /** How many entries of a page cannot be read. */
  unreadable: (page: number) => number = () => 0;
  /** Called when a page has been asked for and not yet answered. */
  onRequest: (page: number) => Promise<void> | void = () => undefined;
  /** When each conversation was last moved, so far as the order tells; by uuid. */
  readonly #times = new Map<string, number>();

  constructor(contacts: Contact[]) {
    this.contacts = contacts;
  }

  client(): CallbellClient {
    return {
      identify: () => Promise.reject(new Error('not part of a pass')),
      contactsPage: (place, filter) => this.#answer(place, filter?.tag),
      contact: (uuid) => this.#contact(uuid),
      channels: () => Promise.reject(new Error('not part of a pass')),
      funnels: () => this.#answerFunnels(),
      contactByPhone: () => Promise.reject(new Error('not part of a pass')),
    };
  }

  #answerFunnels(): Promise<Funnel[]> {
    this.#funnelsAsked += 1;
    const error = this.funnelFault(this.#funnelsAsked);
    return error ? Promise.reject(new CallbellError(error)) : Promise.resolve(this.funnels);
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

  async #answer(place: ListPlace, tag?: string): Promise<ContactsPage> {
    const page = 'page' in place ? place.page : 1 + this.#startOf(place.after) / this.pageSize;
    this.places.push(place);
    const nth = this.requests.push(Math.ceil(page));
    await this.onRequest(Math.ceil(page));
    const error = this.fault(Math.ceil(page), nth);
    if (error) throw new CallbellError(error);
    const isRefused = 'page' in place ? page > this.maxPage : !this.takesCursor(place.after);
    if (isRefused) throw new CallbellError({ kind: 'rejected', status: 400 });
    const listed = this.contacts.filter(({ tags }) => tag === undefined || tags.includes(tag));
    const times = this.#timesOf(this.contacts);
    const behind =
      'after' in place
        ? listed.filter(({ uuid }) => (times.get(uuid) ?? 0) < Number(place.after))
        : listed.slice((place.page - 1) * this.pageSize);
    const contacts = structuredClone(behind.slice(0, this.pageSize));
    const last = times.get(contacts.at(-1)?.uuid ?? '');
    const isEnd = behind.length <= this.pageSize || last === undefined;
    const answer: ContactsPage = {
      contacts,
      unreadable: Array.from({ length: this.unreadable(Math.ceil(page)) }, (_, index) => ({
        position: this.pageSize + index + 1,
        uuid: null,
        name: `Unreadable ${index}`,
      })),
      pages: this.meta === 'none' ? null : Math.max(1, Math.ceil(listed.length / this.pageSize)),
      next: this.meta === 'all' ? (isEnd ? null : String(last)) : undefined,
    };
    return this.edit(answer, place);
  }

  #startOf(cursor: string): number {
    const times = this.#timesOf(this.contacts);
    return this.contacts.filter(({ uuid }) => (times.get(uuid) ?? 0) >= Number(cursor)).length;
  }

  /** Who stands where it cannot have stood before has moved there, or has come. */
  #timesOf(contacts: readonly Contact[]): ReadonlyMap<string, number> {
    let last = 0;
    for (const { uuid } of contacts.toReversed()) {
      const time = this.#times.get(uuid);
      last = time !== undefined && time > last ? time : last === 0 ? 1 : last + 2 ** -20;
      this.#times.set(uuid, last);
    }
    return this.#times;
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
            contactsPage: around((place: ListPlace) => client.contactsPage(place)),
            contact: around((uuid: string) => client.contact(uuid)),
            funnels: around(() => client.funnels()),
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
        count: around(store.count),
        finish: around(store.finish),
        abandon: around(store.abandon),
        absentee: around(store.absentee),
        saveFunnels: around(store.saveFunnels),
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
    stopWaiting: () => stopWaiting(world),
  };
}
