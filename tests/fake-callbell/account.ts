import { CHANNELS, FUNNELS, TEAMS, TEMPLATES } from './account-data.ts';
import { ContactList } from './contact-list.ts';
import type { ListOrder } from './contact-list.ts';
import type { AccountOptions } from './settings.ts';
import type { Channel, Funnel, Team, Template } from './types.ts';

/** A company's account as the server holds it. */
export interface Account {
  readonly apiKey: string;
  readonly email: string;
  readonly name: string;
  readonly contacts: ContactList;
  readonly teams: readonly Team[];
  readonly channels: readonly Channel[];
  /** Can be changed while the server runs. */
  funnels: readonly Funnel[];
  readonly templates: readonly Template[];
}

/** The accounts of a server by their key. Several keys may open one account. */
export class Accounts {
  readonly #byKey = new Map<string, Account>();
  readonly #order: ListOrder;

  constructor(accounts: readonly AccountOptions[], order: ListOrder) {
    this.#order = order;
    for (const account of accounts) this.add(account);
  }

  add(options: AccountOptions): Account {
    const {
      teams = TEAMS,
      channels = CHANNELS,
      funnels = FUNNELS,
      templates = TEMPLATES,
    } = options;
    const contacts = new ContactList(options.contacts, this.#order);
    const account: Account = { ...options, contacts, teams, channels, funnels, templates };
    this.#byKey.set(account.apiKey, account);
    return account;
  }

  /** @throws if no account has that key */
  get(apiKey: string): Account {
    const account = this.#byKey.get(apiKey);
    if (account === undefined) throw new Error('no account with that key');
    return account;
  }

  find(apiKey: string | null): Account | null {
    return (apiKey === null ? undefined : this.#byKey.get(apiKey)) ?? null;
  }

  /** The key answers 401 from now on. False if there was none. */
  revokeKey(apiKey: string): boolean {
    return this.#byKey.delete(apiKey);
  }

  /** Makes a further key for an account; both work until one is revoked. */
  addKey(existing: string, apiKey: string): Account {
    const account: Account = { ...this.get(existing), apiKey };
    this.#byKey.set(apiKey, account);
    return account;
  }

  [Symbol.iterator](): IterableIterator<Account> {
    return this.#byKey.values();
  }
}
