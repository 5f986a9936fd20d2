import type { CallbellClient, ContactsPage } from '../../../utils/api/client.ts';
import { type ApiError, CallbellError } from '../../../utils/api/errors.ts';
import type { Contact } from '../../../utils/contact.ts';
import { getApiKey } from '../../../utils/store/api-key.ts';
import { runSlice, type SliceEnd, type SyncWorld } from '../../../utils/sync/runner.ts';
import { realStore } from './store.ts';

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
      contactsPage: (page) => this.#answer(page),
      contact: () => Promise.reject(new Error('not part of a pass')),
      channels: () => Promise.reject(new Error('not part of a pass')),
      contactByPhone: () => Promise.reject(new Error('not part of a pass')),
    };
  }

  async #answer(page: number): Promise<ContactsPage> {
    const nth = this.requests.push(page);
    await this.onRequest(page);
    const error = this.fault(page, nth);
    if (error) throw new CallbellError(error);
    const start = (page - 1) * this.pageSize;
    return {
      contacts: structuredClone(this.contacts.slice(start, start + this.pageSize)),
      unreadable: this.unreadable(page),
      pages: this.hasMeta ? Math.max(1, Math.ceil(this.contacts.length / this.pageSize)) : null,
    };
  }
}

/** A world with the real store, a clock that the test owns, and a list for each API key. */
export interface TestWorld extends SyncWorld {
  clock: { now: number };
}

export function worldOf(lists: Record<string, ScriptedList>): TestWorld {
  const clock = { now: 1_800_000_000_000 };
  return {
    clock,
    client: async () => {
      const apiKey = await getApiKey();
      if (apiKey === undefined) return undefined;
      const refused = new ScriptedList([]);
      refused.fault = () => ({ kind: 'key-refused' });
      return (lists[apiKey] ?? refused).client();
    },
    store: realStore(),
    now: () => clock.now,
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
          client && { ...client, contactsPage: around((page: number) => client.contactsPage(page)) }
        );
      }),
      store: {
        ...store,
        status: around(store.status),
        begin: around(store.begin),
        stage: around(store.stage),
        activate: around(store.activate),
        collectLeftovers: around(store.collectLeftovers),
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
