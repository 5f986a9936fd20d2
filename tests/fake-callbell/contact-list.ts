import { conversationUuid } from './make-contact.ts';
import type { ContactSource, FakeContact } from './types.ts';

/** 'as-given' keeps an array's order and puts new contacts at the head. */
export type ListOrder = 'createdAt-desc' | 'createdAt-asc' | 'as-given';

/** A test for contacts, with a key that is equal for equal tests so that results can be kept. */
export interface ContactFilter {
  readonly key: string;
  matches(contact: FakeContact): boolean;
}

/** A contact, or the index of one that its source makes when it is asked for. */
type Entry = FakeContact | number;

/**
 * An account's contacts in the order in which the server lists them. Every change is seen by the
 * next page asked for, so a test can shift the list under a running crawl.
 */
export class ContactList {
  readonly #source: ContactSource | null;
  readonly #order: ListOrder;
  #entries: Entry[];
  /** Contacts held as objects; those of the source are made anew each time instead. */
  readonly #held = new Map<string, FakeContact>();
  /** Indices of the source whose contact was removed, or replaced by an object. */
  readonly #left = new Set<number>();
  readonly #filtered = new Map<string, Entry[]>();

  constructor(contacts: readonly FakeContact[] | ContactSource, order: ListOrder) {
    this.#order = order;
    if (isSource(contacts)) {
      this.#source = contacts;
      this.#entries = Array.from({ length: contacts.length }, (_, index) => index);
      if (order === 'createdAt-asc') this.#entries.reverse();
    } else {
      this.#source = null;
      const given = Array.from(contacts);
      if (order !== 'as-given') given.sort((a, b) => this.#compare(a, b));
      for (const contact of given) this.#held.set(contact.uuid, contact);
      this.#entries = given;
    }
  }

  get length(): number {
    return this.#entries.length;
  }

  /** All contacts in order, each made when it is reached. */
  *[Symbol.iterator](): Generator<FakeContact, void> {
    for (const entry of this.#entries) yield this.#contact(entry);
  }

  get(uuid: string): FakeContact | undefined {
    const held = this.#held.get(uuid);
    if (held !== undefined) return held;
    const index = this.#source?.indexOf(uuid) ?? -1;
    return index < 0 || this.#left.has(index) ? undefined : this.#contact(index);
  }

  /** The contact whose `conversationHref` ends in that uuid. */
  getByConversation(uuid: string): FakeContact | undefined {
    const fits = (contact: FakeContact): boolean => contact.conversationHref.endsWith(`/${uuid}`);
    const usual = this.get(conversationUuid(uuid));
    if (usual !== undefined && fits(usual)) return usual;
    return [...this.#held.values()].find(fits);
  }

  /** `count` contacts from `start` on among those that pass the filter, and how many do. */
  slice(
    start: number,
    count: number,
    filter: ContactFilter | null = null,
  ): { contacts: FakeContact[]; total: number } {
    const entries = filter === null ? this.#entries : this.#passing(filter);
    const contacts = entries.slice(start, start + count).map((entry) => this.#contact(entry));
    return { contacts, total: entries.length };
  }

  /**
   * Puts a contact into the list: at `position` if given, otherwise where the order wants it. The
   * other contacts keep their places. A uuid that is already there is listed twice.
   */
  add(contact: FakeContact, position?: number): void {
    const place = position ?? this.#placeFor(contact);
    this.#entries.splice(place, 0, contact);
    this.#held.set(contact.uuid, contact);
    this.#filtered.clear();
  }

  /** Deletes the contact: its uuid answers 404 from now on. False if there was none. */
  remove(uuid: string): boolean {
    const place = this.#find(uuid);
    if (place < 0) return false;
    const [entry] = this.#entries.splice(place, 1);
    if (typeof entry === 'number') this.#left.add(entry);
    // A uuid may be listed twice; it is gone only with its last place.
    const twin = this.#entries.find((other) => typeof other !== 'number' && other.uuid === uuid);
    if (typeof twin === 'object') this.#held.set(uuid, twin);
    else this.#held.delete(uuid);
    this.#filtered.clear();
    return true;
  }

  /**
   * Changes a contact without moving it, even where the order would have it elsewhere.
   * @throws if there is no such contact
   */
  update(uuid: string, changes: Partial<Omit<FakeContact, 'uuid'>>): FakeContact {
    const place = this.#findOrThrow(uuid);
    const entry = this.#entries[place] ?? place;
    const changed: FakeContact = { ...this.#contact(entry), ...changes, uuid };
    if (typeof entry === 'number') this.#left.add(entry);
    this.#entries[place] = changed;
    this.#held.set(uuid, changed);
    this.#filtered.clear();
    return changed;
  }

  /**
   * Moves a contact to a position, as a list sorted by last activity does.
   * @throws if there is no such contact
   */
  move(uuid: string, position: number): void {
    const [entry] = this.#entries.splice(this.#findOrThrow(uuid), 1);
    if (entry !== undefined) this.#entries.splice(position, 0, entry);
    this.#filtered.clear();
  }

  #contact(entry: Entry): FakeContact {
    if (typeof entry !== 'number') return entry;
    if (this.#source === null) throw new Error('an index without a source');
    return this.#source.at(entry);
  }

  #find(uuid: string): number {
    if (this.#held.has(uuid)) {
      return this.#entries.findIndex((entry) => typeof entry !== 'number' && entry.uuid === uuid);
    }
    const index = this.#source?.indexOf(uuid) ?? -1;
    return index < 0 ? -1 : this.#entries.indexOf(index);
  }

  #findOrThrow(uuid: string): number {
    const place = this.#find(uuid);
    if (place < 0) throw new Error(`no contact ${uuid}`);
    return place;
  }

  #placeFor(contact: FakeContact): number {
    if (this.#order === 'as-given') return 0;
    const place = this.#entries.findIndex(
      (entry) => this.#compare(contact, this.#contact(entry)) <= 0,
    );
    return place < 0 ? this.#entries.length : place;
  }

  #compare(a: FakeContact, b: FakeContact): number {
    if (a.createdAt === b.createdAt) return 0;
    const older = a.createdAt < b.createdAt;
    return older === (this.#order === 'createdAt-asc') ? -1 : 1;
  }

  #passing(filter: ContactFilter): Entry[] {
    const kept = this.#filtered.get(filter.key);
    if (kept !== undefined) return kept;
    const passing = this.#entries.filter((entry) => filter.matches(this.#contact(entry)));
    this.#filtered.set(filter.key, passing);
    return passing;
  }
}

function isSource(contacts: readonly FakeContact[] | ContactSource): contacts is ContactSource {
  return !Array.isArray(contacts);
}
