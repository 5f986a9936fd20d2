import type { ErrorForm } from './answer.ts';
import type { ListOrder } from './contact-list.ts';
import type { Fault } from './faults.ts';
import type { Channel, ContactSource, FakeContact, Funnel, Team, Template } from './types.ts';

/** What the documentation leaves open, or a test wants to vary. Can be changed while running. */
export interface FakeCallbellSettings {
  /** Contacts in one page of `GET /contacts`. Default 20. */
  pageSize: number;
  /** The highest `page` that `GET /contacts` takes. Default 500. */
  maxPage: number;
  /**
   * What `GET /contacts` says of the list: nothing, `{page, pages}`, or `next` too. Only the last
   * knows cursors. Default 'all'.
   */
  contactsMeta: 'none' | 'pages' | 'all';
  /** How long a cursor is taken after it was given. Default for ever. */
  cursorLifetimeMs: number;
  /** How an error is written: `{error}`, `{message}`, or a web page. Default 'error'. */
  errorForm: ErrorForm;
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
  /** An array is copied and put in order; a source is served in its own. */
  readonly contacts: readonly FakeContact[] | ContactSource;
  readonly teams?: readonly Team[];
  readonly channels?: readonly Channel[];
  readonly funnels?: readonly Funnel[];
  readonly templates?: readonly Template[];
}

export interface FakeCallbellOptions extends Partial<FakeCallbellSettings> {
  /** Default 0: any free port. */
  readonly port?: number;
  /** False serves plain HTTP, for clients that cannot be told to trust a certificate. */
  readonly tls?: boolean;
  /** Default: the demo account. */
  readonly accounts?: readonly AccountOptions[];
  readonly faults?: readonly Fault[];
  /** Default 'conversation'. */
  readonly order?: ListOrder;
}

export const DEFAULT_SETTINGS: Readonly<FakeCallbellSettings> = {
  pageSize: 20,
  maxPage: 500,
  contactsMeta: 'all',
  cursorLifetimeMs: Infinity,
  errorForm: 'error',
  tagsMatch: 'all',
  contactShape: 'documented',
  latencyMs: 0,
  requestsPerSecond: 300,
  retryAfter: null,
  extraHeaders: {},
};
