import type { Contact } from '../contact.ts';
import { readPhone } from '../phone/keys.ts';
import { type Entry, entryOf } from '../search/entry.ts';
import { type PackedText, pack } from '../search/packed-text.ts';
import { type KeyTable, buildKeyTable, uuidKey } from './key-table.ts';

/** Everything that is derived from a part's contacts. */
export interface BuiltPart {
  search: PackedText;
  phones: KeyTable;
  uuids: KeyTable;
  contacts: number;
}

/** Gathers what is derived from a part's contacts, one by one; it keeps none of them. */
export class PartBuilder {
  private readonly country: string;
  private readonly entries: Entry[] = [];
  private readonly locators: number[] = [];
  private readonly phones: [key: number, locator: number][] = [];
  private readonly uuids: [key: number, locator: number][] = [];

  /** @param country reads the numbers that name no country */
  constructor(country: string) {
    this.country = country;
  }

  add(contact: Contact, locator: number): void {
    const keys = readPhone(contact.phoneNumber ?? '', this.country).map(({ key }) => key);
    this.entries.push(entryOf(contact, keys));
    this.locators.push(locator);
    this.uuids.push([uuidKey(contact.uuid), locator]);
    for (const key of keys) this.phones.push([key, locator]);
  }

  build(): BuiltPart {
    return {
      search: pack(this.entries, this.locators),
      phones: buildKeyTable(this.phones),
      uuids: buildKeyTable(this.uuids),
      contacts: this.entries.length,
    };
  }
}
