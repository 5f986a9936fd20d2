import type { ListOrder } from './contact-list.ts';
import type { Fault } from './faults.ts';
import type { Channel, ContactSource, FakeContact, Team } from './types.ts';

/** What the documentation leaves open, or a test wants to vary. Can be changed while running. */
export interface FakeCallbellSettings {
  /** Contacts in one page of `GET /contacts`. Default 50. */
  pageSize: number;
  /** Whether `GET /contacts` carries `meta: {page, pages}`. Default false. */
  contactsMeta: boolean;
  /** Whether a contact must have all the tags asked for, or any. Default 'all'. */
  tagsMatch: 'all' | 'any';
  /**
   * How a single contact is wrapped. 'documented' is an array from `/contacts/:uuid` and an
   * object from `/contacts/phone/:number`. Default 'documented'.
   */
  contactShape: 'documented' | 'array' | 'object';
  /** Waited before every API answer. Default 0. */
  latencyMs: number;
  /** Requests an account may make within any second; more get 429. Default 300. */
  requestsPerSecond: number;
  /** `Retry-After` of the limit's 429; null sends none. Default null: none is documented. */
  retryAfter: string | null;
  /** Sent with every API answer, for instance `set-cookie`. Default none. */
  extraHeaders: Readonly<Record<string, string>>;
}

export interface AccountOptions {
  readonly apiKey: string;
  readonly email: string;
  readonly name: string;
  /** An array is copied and put in order; a source is served in its own, newest first. */
  readonly contacts: readonly FakeContact[] | ContactSource;
  readonly teams?: readonly Team[];
  readonly channels?: readonly Channel[];
}

export interface FakeCallbellOptions extends Partial<FakeCallbellSettings> {
  /** Default 0: any free port. */
  readonly port?: number;
  /** False serves plain HTTP, for clients that cannot be told to trust a certificate. */
  readonly tls?: boolean;
  /** Default: the demo account. */
  readonly accounts?: readonly AccountOptions[];
  readonly faults?: readonly Fault[];
  /** Default 'createdAt-desc'. */
  readonly order?: ListOrder;
}

export const DEFAULT_SETTINGS: Readonly<FakeCallbellSettings> = {
  pageSize: 50,
  contactsMeta: false,
  tagsMatch: 'all',
  contactShape: 'documented',
  latencyMs: 0,
  requestsPerSecond: 300,
  retryAfter: null,
  extraHeaders: {},
};
