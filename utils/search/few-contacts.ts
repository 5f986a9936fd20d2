/** Few contacts have a number, and this many bits tell nearly all others apart from them. */
const BITS = 0x10000;

/** A number for each of a few contacts, by `shortId`; asked for everybody who is found. */
export class FewContacts {
  private readonly numbers: ReadonlyMap<number, number>;
  private readonly isHere = new Uint8Array(BITS);

  /** @param numbers greater than 0, by `shortId` */
  constructor(numbers: ReadonlyMap<number, number> = new Map()) {
    this.numbers = numbers;
    for (const id of numbers.keys()) this.isHere[id % BITS] = 1;
  }

  /** @returns 0 for all others */
  of(id: number): number {
    return this.isHere[id % BITS] === 1 ? (this.numbers.get(id) ?? 0) : 0;
  }
}
