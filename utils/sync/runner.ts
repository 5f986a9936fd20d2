import type { CallbellClient, ContactsPage } from '../api/client.ts';
import { CallbellError } from '../api/errors.ts';
import type { Contact } from '../contact.ts';
import { type Decision, newPass, next } from './machine.ts';
import type { Pass, SyncStatus } from './status.ts';

/**
 * A slice of a sync ends by itself before the browser stops the worker after 30 s; the request
 * under way then still has its own 20 s limit, so no new one is begun after this.
 */
const SLICE_MS = 20_000;

/** What the runner needs of the store. Each method writes in one transaction. */
export interface SyncStore {
  status: () => Promise<SyncStatus>;
  /** Does nothing if a pass is under way or no account is connected. */
  begin: (status: (generation: number, before: SyncStatus) => SyncStatus) => Promise<void>;
  stage: (pass: Pass, contacts: readonly Contact[], next: SyncStatus) => Promise<boolean>;
  activate: (pass: Pass, finished: (contacts: number) => SyncStatus) => Promise<boolean>;
  rowsFor: (contacts: number) => number;
  collectLeftovers: () => Promise<void>;
}

/** Everything that a slice touches, passed in so that tests own it. */
export interface SyncWorld {
  /** `undefined` if no account is connected. */
  client: () => Promise<CallbellClient | undefined>;
  store: SyncStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  random: () => number;
}

/** How a slice ended: nothing left to do, more to do at once, or more to do at a time. */
export type SliceEnd = { kind: 'finished' } | { kind: 'more' } | { kind: 'waiting'; until: number };

/**
 * Begins a pass unless one is under way or waiting; that one goes on instead. A user who asks for
 * a sync does not wait for a time that only our own back-off has set.
 */
export async function startPass({ store, now }: SyncWorld, byUser: boolean): Promise<void> {
  const { phase, lastWhole } = await store.status();
  if (phase.kind === 'running') return;
  if (phase.kind === 'waiting') {
    if (byUser && phase.error.kind !== 'rate-limited') {
      const { pass } = phase;
      await store.stage(pass, [], { lastWhole, phase: { kind: 'running', pass } });
    }
    return;
  }
  await store.begin((generation, before) => ({
    lastWhole: before.lastWhole,
    phase: { kind: 'running', pass: newPass(generation, now()) },
  }));
}

/** Carries the stored pass on, from wherever it stands, for one slice. */
export async function runSlice(world: SyncWorld): Promise<SliceEnd> {
  const { store, now } = world;
  const end = now() + SLICE_MS;
  for (;;) {
    const { phase, lastWhole } = await store.status();
    if (phase.kind === 'waiting' && phase.until > now()) {
      return { kind: 'waiting', until: phase.until };
    }
    if (phase.kind !== 'running' && phase.kind !== 'waiting') return { kind: 'finished' };
    if (now() >= end) return { kind: 'more' };

    // The key is read anew for each page, and after the status: if the account is switched at any
    // point, either both are the new one's, or the answer no longer fits the stored pass.
    const client = await world.client();
    if (!client) return { kind: 'finished' };
    const { pass } = phase;
    const read = await readPage(client, pass.nextPage);
    const decision = next(pass, eventOf(read, store), now(), world.random());
    await carryOut(decision, read, pass, lastWhole, world);
  }
}

type PageRead = ContactsPage | CallbellError;

async function readPage(client: CallbellClient, page: number): Promise<PageRead> {
  try {
    return await client.contactsPage(page);
  } catch (error) {
    if (error instanceof CallbellError) return error;
    throw error;
  }
}

function eventOf(read: PageRead, store: SyncStore): Parameters<typeof next>[1] {
  if (read instanceof CallbellError) return { kind: 'request-failed', error: read.detail };
  return {
    kind: 'page-read',
    contacts: read.contacts.length,
    rows: store.rowsFor(read.contacts.length),
    unreadable: read.unreadable,
    pages: read.pages,
  };
}

/** Writes nothing if the pass was replaced meanwhile; the stored status then says what is next. */
async function carryOut(
  decision: Decision,
  read: PageRead,
  pass: Pass,
  lastWhole: SyncStatus['lastWhole'],
  { store, now }: SyncWorld,
): Promise<void> {
  const status: SyncStatus = { phase: decision.phase, lastWhole };
  const contacts = read instanceof CallbellError ? [] : read.contacts;
  switch (decision.do) {
    case 'read-page':
    case 'wait':
      await store.stage(pass, contacts, status);
      return;
    case 'give-up':
      await store.stage(pass, contacts, status);
      await store.collectLeftovers();
      return;
    case 'activate': {
      if (!(await store.stage(pass, contacts, status))) return;
      const { pass: whole } = decision.phase;
      await store.activate(whole, (count) => ({
        phase: { kind: 'idle' },
        lastWhole: { finishedAt: now(), contacts: count, unreadable: whole.unreadable },
      }));
      await store.collectLeftovers();
    }
  }
}
