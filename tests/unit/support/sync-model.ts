import fc from 'fast-check';
import type { Account } from '../../../utils/account.ts';
import type { ApiError } from '../../../utils/api/errors.ts';
import type { Contact } from '../../../utils/contact.ts';
import { connectAccount, disconnectAccount } from '../../../utils/store/state.ts';
import { contact, contacts } from './contact.ts';
import { ACCOUNT, OTHER_ACCOUNT } from './store.ts';
import { type AwaitPoint, ScriptedList, type TestWorld, worldOf } from './sync-world.ts';

export const PAGE_SIZE = 5;
export type Who = 'a' | 'b';

const ACCOUNTS: Record<Who, Account> = { a: ACCOUNT, b: OTHER_ACCOUNT };

/** What happens to a list; places are taken modulo its length. */
type Edit =
  | { edit: 'add' | 'change' | 'remove' | 'move to front'; place: number }
  | { edit: 'keep only'; count: number };

/** What comes in the way of a slice at one of its awaits. */
type Disturbance = { is: 'killed' } | { is: 'connected'; who: Who } | { is: 'disconnected' };

export type Step =
  | { step: 'edit'; edit: Edit }
  /** As the user, or as an alarm so many minutes later. */
  | { step: 'sync'; by: 'user' | 'alarm'; minutes: number; edits: [page: number, Edit][] }
  | { step: 'disturbed sync'; point: AwaitPoint; disturbance: Disturbance }
  | { step: 'fail'; error: ApiError; requests: number }
  /** With another key each time. */
  | { step: 'connect'; who: Who }
  | { step: 'disconnect' }
  | { step: 'save one'; place: number };

const place = fc.nat(40);

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      edit: fc.constantFrom('add', 'change', 'remove', 'move to front'),
      place,
    }),
  },
  { weight: 1, arbitrary: fc.record({ edit: fc.constant('keep only'), count: fc.nat(12) }) },
);

const anyWho = fc.constantFrom<Who>('a', 'a', 'b');

const anyDisturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ is: 'killed' as const }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('connected' as const), who: anyWho }) },
  { weight: 1, arbitrary: fc.constant({ is: 'disconnected' as const }) },
);

const anyError = fc.constantFrom<ApiError>(
  { kind: 'unreachable' },
  { kind: 'timed-out' },
  { kind: 'server', status: 503, retryAfterMs: null },
  { kind: 'rate-limited', retryAfterMs: 7_000 },
  { kind: 'not-callbell' },
  { kind: 'key-refused' },
  { kind: 'not-permitted' },
  { kind: 'not-found' },
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: fc.constant('edit' as const), edit: anyEdit }) },
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('sync' as const),
      by: fc.constantFrom('user' as const, 'alarm' as const),
      minutes: fc.constantFrom(0, 1, 6, 400),
      edits: fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), anyEdit), { maxLength: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('disturbed sync' as const),
      point: fc.record({
        call: fc.integer({ min: 1, max: 40 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
      disturbance: anyDisturbance,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant('fail' as const),
      error: anyError,
      requests: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('connect' as const), who: anyWho }) },
  { weight: 1, arbitrary: fc.constant({ step: 'disconnect' as const }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('save one' as const), place }) },
);

/** The two accounts at Callbell, every version of a contact that they have ever had, and a browser. */
export class Model {
  readonly lists: Record<Who, ScriptedList>;
  readonly world: TestWorld;
  readonly #versions = new Set<string>();
  readonly #keys: Record<string, ScriptedList> = {};
  #connected: Who | undefined;
  #made = 0;
  #failures: { error: ApiError; left: number } | undefined;

  constructor() {
    this.lists = {
      a: new ScriptedList(contacts(26, 'a')),
      b: new ScriptedList(contacts(8, 'b')),
    };
    for (const list of Object.values(this.lists)) {
      list.pageSize = PAGE_SIZE;
      const fault = (): ApiError | undefined => this.#nextFault();
      list.fault = fault;
      list.checkFault = fault;
      this.#remember(list.contacts);
    }
    this.world = worldOf(this.#keys);
  }

  get connected(): Who | undefined {
    return this.#connected;
  }

  get list(): ScriptedList {
    return this.lists[this.#connected ?? 'a'];
  }

  get requests(): number {
    return Object.values(this.lists).reduce(
      (sum, { requests, checked }) => sum + requests.length + checked.length,
      0,
    );
  }

  wasAtCallbell(seen: Contact): boolean {
    return this.#versions.has(JSON.stringify(seen));
  }

  fail(error: ApiError, requests: number): void {
    this.#failures = { error, left: requests };
  }

  async connect(who: Who): Promise<void> {
    this.#made += 1;
    const key = `${who}-${this.#made}`;
    this.#keys[key] = this.lists[who];
    await connectAccount(ACCOUNTS[who], key);
    this.#connected = who;
  }

  async disconnect(): Promise<void> {
    await disconnectAccount();
    this.#connected = undefined;
  }

  edit(list: ScriptedList, edit: Edit): void {
    list.contacts = this.#edited(list, edit);
    this.#remember(list.contacts);
  }

  #edited(list: ScriptedList, edit: Edit): Contact[] {
    const all = list.contacts;
    if (edit.edit === 'keep only') return all.slice(0, edit.count);
    const at = edit.place % Math.max(1, all.length);
    const old = all[at];
    this.#made += 1;
    const prefix = list === this.lists.a ? 'a' : 'b';
    const name = `Version ${this.#made}`;
    if (edit.edit === 'add' || !old) {
      return all.toSpliced(at, 0, contact({ uuid: `${prefix}-new-${this.#made}`, name }));
    }
    if (edit.edit === 'change') return all.with(at, { ...old, name });
    const others = all.toSpliced(at, 1);
    return edit.edit === 'remove' ? others : [old, ...others];
  }

  #remember(all: readonly Contact[]): void {
    for (const one of all) this.#versions.add(JSON.stringify(one));
  }

  #nextFault(): ApiError | undefined {
    if (!this.#failures || this.#failures.left === 0) return undefined;
    this.#failures.left -= 1;
    return this.#failures.error;
  }
}
