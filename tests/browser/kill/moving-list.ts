import type { FakeCallbell } from '../../fake-callbell/server.ts';
import type { FakeContact } from '../../fake-callbell/types.ts';

/** A server's list that changes between two syncs, as readers see it: `uuid name`, in order. */
export class MovingList {
  private readonly fake: FakeCallbell;
  private readonly removed: FakeContact[] = [];
  private turn = 0;

  constructor(fake: FakeCallbell) {
    this.fake = fake;
  }

  /** Some are gone, some have changed, some are new; the next time, who was gone is back. */
  change(): { before: string[]; after: string[] } {
    const { contacts } = this.fake;
    const before = this.now();
    this.turn += 1;
    if (this.removed.length === 0) {
      for (const contact of [...contacts].slice(3, 6)) {
        contacts.remove(contact.uuid);
        this.removed.push(contact);
      }
    } else {
      for (const contact of this.removed.splice(0)) contacts.add(contact);
    }
    for (const { uuid } of [...contacts].slice(20, 24)) {
      contacts.update(uuid, { name: `Turn ${this.turn}` });
    }
    return { before, after: this.now() };
  }

  private now(): string[] {
    return [...this.fake.contacts].map(({ uuid, name }) => `${uuid} ${name ?? ''}`).sort();
  }
}
