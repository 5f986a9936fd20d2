import type { Place } from './cursor.ts';
import { conversationUuid } from './make-contact.ts';
import type { ContactSource, FakeContact } from './types.ts';

/**
 * How an array of contacts is put in order at first: by creation, as conversations that nobody has
 * gone on with, or as it is given. From then on the most recent conversation is first.
 */
export type ListOrder = 'conversation' | 'as-given';

/** A test for contacts, with a key that is equal for equal tests so that results can be kept. */
export interface ContactFilter {
  readonly key: string;
  matches(contact: FakeContact): boolean;
}

/** A contact, or the index of one that its source makes when it is asked for. */
type Entry = FakeContact | number;

/** Where a page begins: at so many contacts from the front, or behind a conversation of that time. */
export type PageStart = { readonly at: number } | { readonly behind: number };

/** A page of the list. */
export interface ListedPage {
  readonly contacts: FakeContact[];
  /** How many contacts pass the filter, on all pages. */
  readonly total: number;
  /** Where the next page begins; null at the end of the list. */
  readonly next: Place | null;
}

/** Fixed, so that the same account gives the same cursors on any day. */
const NEWEST = Date.UTC(2026, 6, 20, 9, 30, 0);
const APART_MS = 60_000;

/**
 * An account's contacts in the order in which the server lists them: the most recent conversation
 * first. Every change is seen by the next page asked for, so a test can shift the list under a
 * running crawl. No two contacts have had their conversation at the same time.
 */
export class ContactList {
  readonly #source: ContactSource | null;
  #entries: Entry[];
  /**
   * Contacts held as objects, by uuid, which may be listed twice. Those of the source are made anew
   * each time instead.
   */
  readonly #held = new Map<string, FakeContact[]>();
  /** Indices of the source whose contact was removed, or replaced by an object. */
  readonly #left = new Set<number>();
  /** When the conversations were, where that is not the place in the source. */
  readonly #times = new Map<Entry, number>();
  readonly #filtered = new Map<string, Entry[]>();

  constructor(contacts: readonly FakeContact[] | ContactSource, order: ListOrder) {
    if (isSource(contacts)) {
      this.#source = contacts;
      this.#entries = Array.from({ length: contacts.length }, (_, index) => index);
      return;
    }
    this.#source = null;
    const given = Array.from(contacts, (contact) => ({ ...contact }));
    if (order === 'conversation') given.sort(newestFirst);
    for (const [index, contact] of given.entries()) this.#hold(contact, timeAt(index));
    this.#entries = given;
  }

  get length(): number {
    return this.#entries.length;
  }

  /** All contacts in order, each made when it is reached. */
  *[Symbol.iterator](): Generator<FakeContact, void> {
    for (const entry of this.#entries) yield this.#contact(entry);
  }

  get(uuid: string): FakeContact | undefined {
    const held = this.#held.get(uuid)?.at(-1);
    if (held !== undefined) return held;
    const index = this.#source?.indexOf(uuid) ?? -1;
    return index < 0 || this.#left.has(index) ? undefined : this.#contact(index);
  }

  /** The contact whose `conversationHref` ends in that uuid. */
  getByConversation(uuid: string): FakeContact | undefined {
    const fits = (contact: FakeContact): boolean => contact.conversationHref.endsWith(`/${uuid}`);
    const usual = this.get(conversationUuid(uuid));
    if (usual !== undefined && fits(usual)) return usual;
    return [...this.#held.values()].flat().find(fits);
  }

  /** At most `count` contacts from a place on, among those that pass the filter. */
  page(start: PageStart, count: number, filter: ContactFilter | null = null): ListedPage {
    const entries = filter === null ? this.#entries : this.#passing(filter);
    const from = 'at' in start ? start.at : this.#placeBehind(start.behind, entries);
    const listed = entries.slice(from, from + count);
    const last = listed.at(-1);
    const isEnd = last === undefined || from + count >= entries.length;
    return {
      contacts: listed.map((entry) => this.#contact(entry)),
      total: entries.length,
      next: isEnd ? null : { time: this.#timeOf(last), id: idOf(this.#contact(last)) },
    };
  }

  /**
   * Puts a contact into the list: at `position` if given, otherwise at the front, as one that has
   * just written. A uuid that is already there is listed twice.
   */
  add(contact: FakeContact, position = 0): void {
    const added = { ...contact };
    this.#hold(added, this.#timeFor(position));
    this.#entries.splice(position, 0, added);
    this.#filtered.clear();
  }

  /** Deletes the contact: its uuid answers 404 from now on. False if there was none. */
  remove(uuid: string): boolean {
    const place = this.#find(uuid);
    const entry = this.#entries[place];
    if (entry === undefined) return false;
    this.#entries.splice(place, 1);
    this.#letGo(uuid, entry);
    this.#filtered.clear();
    return true;
  }

  /**
   * Changes a contact without moving it: its conversation is as old as before.
   * @throws if there is no such contact
   */
  update(uuid: string, changes: Partial<Omit<FakeContact, 'uuid'>>): FakeContact {
    const place = this.#findOrThrow(uuid);
    const entry = this.#entries[place] ?? place;
    const changed: FakeContact = { ...this.#contact(entry), ...changes, uuid };
    const time = this.#timeOf(entry);
    this.#letGo(uuid, entry);
    this.#hold(changed, time);
    this.#entries[place] = changed;
    this.#filtered.clear();
    return changed;
  }

  /**
   * Has the contact written just now: it moves to the front.
   * @throws if there is no such contact
   */
  touch(uuid: string): void {
    this.move(uuid, 0);
  }

  /**
   * Moves a contact to a position.
   * @throws if there is no such contact
   */
  move(uuid: string, position: number): void {
    const [entry] = this.#entries.splice(this.#findOrThrow(uuid), 1);
    if (entry === undefined) return;
    this.#times.set(entry, this.#timeFor(position));
    this.#entries.splice(position, 0, entry);
    this.#filtered.clear();
  }

  #hold(contact: FakeContact, time: number): void {
    this.#held.set(contact.uuid, [...(this.#held.get(contact.uuid) ?? []), contact]);
    this.#times.set(contact, time);
  }

  #letGo(uuid: string, entry: Entry): void {
    this.#times.delete(entry);
    if (typeof entry === 'number') {
      this.#left.add(entry);
      return;
    }
    const others = (this.#held.get(uuid) ?? []).filter((held) => held !== entry);
    if (others.length > 0) this.#held.set(uuid, others);
    else this.#held.delete(uuid);
  }

  #contact(entry: Entry): FakeContact {
    if (typeof entry !== 'number') return entry;
    if (this.#source === null) throw new Error('an index without a source');
    return this.#source.at(entry);
  }

  #timeOf(entry: Entry): number {
    return this.#times.get(entry) ?? timeAt(typeof entry === 'number' ? entry : 0);
  }

  /** A time for who is put there, between those of the neighbours. */
  #timeFor(position: number): number {
    const before = this.#entries[position - 1];
    const behind = this.#entries[position];
    const newer = before === undefined ? undefined : this.#timeOf(before);
    const older = behind === undefined ? undefined : this.#timeOf(behind);
    if (newer === undefined) return (older ?? NEWEST) + APART_MS;
    return older === undefined ? newer - APART_MS : (newer + older) / 2;
  }

  /** The place of the first among them whose conversation is older. By bisection. */
  #placeBehind(time: number, entries: readonly Entry[]): number {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle];
      if (entry !== undefined && this.#timeOf(entry) >= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #find(uuid: string): number {
    const index = this.#source?.indexOf(uuid) ?? -1;
    const ofSource = index < 0 || this.#left.has(index) ? undefined : index;
    const entry = this.#held.get(uuid)?.at(-1) ?? ofSource;
    return entry === undefined ? -1 : this.#placeBehind(this.#timeOf(entry), this.#entries) - 1;
  }

  #findOrThrow(uuid: string): number {
    const place = this.#find(uuid);
    if (place < 0) throw new Error(`no contact ${uuid}`);
    return place;
  }

  #passing(filter: ContactFilter): Entry[] {
    const kept = this.#filtered.get(filter.key);
    if (kept !== undefined) return kept;
    const passing = this.#entries.filter((entry) => filter.matches(this.#contact(entry)));
    this.#filtered.set(filter.key, passing);
    return passing;
  }
}

/** When the conversation was that stands there before anything has happened. */
function timeAt(index: number): number {
  return NEWEST - index * APART_MS;
}

function newestFirst(a: FakeContact, b: FakeContact): number {
  if (a.createdAt === b.createdAt) return 0;
  return a.createdAt < b.createdAt ? 1 : -1;
}

/** Callbell's own number of a contact shows in cursors only. */
function idOf({ uuid }: FakeContact): number {
  return Number.parseInt(uuid.slice(0, 8), 16) || 0;
}

function isSource(contacts: readonly FakeContact[] | ContactSource): contacts is ContactSource {
  return !Array.isArray(contacts);
}
