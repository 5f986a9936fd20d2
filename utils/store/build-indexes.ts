import { type Contact, contactSchema } from '../contact.ts';
import { readPhone } from '../phone/keys.ts';
import { Facets } from '../search/facets.ts';
import { type PackedEntry, type PackedText, pack, packEntry } from '../search/packed-text.ts';
import { type KeyTable, buildKeyTable, uuidKey } from './key-table.ts';
import { locatorOf } from './locator.ts';

/** Everything that is derived from a generation's rows. */
export interface Indexes {
  search: PackedText;
  phones: KeyTable;
  uuids: KeyTable;
  facets: Facets;
  /** How many distinct contacts there are. */
  contacts: number;
}

/**
 * Gathers a generation's indexes row by row. Pages shift while they are read, so one contact may
 * come twice: the later one counts, as it was read later.
 */
export class IndexBuilder {
  private readonly country: string;
  private readonly placeByUuid = new Map<string, number>();
  private readonly entries: PackedEntry[] = [];
  private readonly locators: number[] = [];
  private readonly phoneKeys: number[][] = [];
  private readonly contacts: Contact[] = [];

  /** @param country reads the numbers that name no country */
  constructor(country: string) {
    this.country = country;
  }

  addRow(row: number, stored: readonly unknown[]): void {
    stored.forEach((value, index) => {
      const contact = contactSchema.safeParse(value);
      if (contact.success) this.add(contact.data, locatorOf({ row, index }));
    });
  }

  private add(contact: Contact, locator: number): void {
    const place = this.placeByUuid.get(contact.uuid) ?? this.entries.length;
    const keys = readPhone(contact.phoneNumber ?? '', this.country).map(({ key }) => key);
    this.placeByUuid.set(contact.uuid, place);
    this.entries[place] = packEntry(contact, keys);
    this.locators[place] = locator;
    this.phoneKeys[place] = keys;
    this.contacts[place] = contact;
  }

  build(): Indexes {
    const facets = Facets.from(undefined);
    for (const contact of this.contacts) facets.add(contact);
    const located = (place: number): number => this.locators[place] ?? 0;
    return {
      search: pack(this.entries, this.locators),
      phones: buildKeyTable(
        this.phoneKeys.flatMap((keys, place) =>
          keys.map((key): [number, number] => [key, located(place)]),
        ),
      ),
      uuids: buildKeyTable(
        [...this.placeByUuid].map(([uuid, place]) => [uuidKey(uuid), located(place)]),
      ),
      facets,
      contacts: this.entries.length,
    };
  }
}
