import type { Answer } from './answer.ts';

/** Which API requests a fault is played on; every part that is given must fit. */
interface FaultMatch {
  /** Default: any method. */
  readonly method?: string;
  /** Tested against the path with its `/v1`, without the query. */
  readonly path?: RegExp;
  /** The value of `page`; a request with neither that nor a cursor asks for page 1. */
  readonly page?: number | readonly number[];
  /** Whether it asks by cursor. */
  readonly hasCursor?: boolean;
  readonly apiKey?: string;
  /**
   * Counted from 1 among the requests that fit the other parts: a number is that one alone, a
   * range is inclusive and open where an end is missing.
   */
  readonly nth?: number | { readonly from?: number; readonly to?: number };
}

/** What happens to a request instead of, or on top of, the answer it would have had. */
export type FaultEffect =
  /** An answer of your own. A string body is sent as it stands, anything else as JSON. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A web page instead of JSON, as a captive portal sends it. Default status 200. */
  | { readonly kind: 'html'; readonly status?: number; readonly html?: string }
  /** `to` is a path on this server or the address of another. Default status 302. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** A page of at least so many bytes, of so many contacts, or nested so deep. */
  | { readonly kind: 'huge'; readonly of: 'bytes' | 'contacts' | 'depth'; readonly size: number }
  /** Never an answer, with the connection left open. */
  | { readonly kind: 'hang' }
  /** The connection is closed without an answer. */
  | { readonly kind: 'drop' }
  /** The right answer, later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The right answer in pieces of `bytes` (default 1). An endless one never says anything. */
  | {
      readonly kind: 'drip';
      readonly everyMs: number;
      readonly bytes?: number;
      readonly endless?: boolean;
    }
  /**
   * Only the first bytes of the right answer. The connection breaks before the promised
   * Content-Length; with `clean` the answer ends properly, but is half a JSON text.
   */
  | { readonly kind: 'truncate'; readonly atByte: number; readonly clean?: boolean }
  /** The answer that a page number would have had: `page: 1` is a list that never ends. */
  | { readonly kind: 'other-page'; readonly page: number }
  /** Every n-th contact (default 3rd) of a page is one of `junk`, or of a stock of broken ones. */
  | { readonly kind: 'malformed'; readonly every?: number; readonly junk?: readonly unknown[] }
  /** Every n-th contact (default 10th) of a page comes twice. */
  | { readonly kind: 'duplicate'; readonly every?: number }
  /** Whatever the others cannot say: gets a copy of the right answer, gives the one to send. */
  | { readonly kind: 'transform'; readonly edit: (json: unknown) => unknown };

export interface Fault {
  /** Default: every API request. */
  readonly match?: FaultMatch;
  readonly effect: FaultEffect;
}

export interface FaultableRequest {
  readonly method: string;
  readonly path: string;
  /** Null where it asks by cursor. */
  readonly page: number | null;
  readonly apiKey: string | null;
}

/** The faults still to be played. The first that fits a request is played on it, alone. */
export class FaultPlan {
  #faults: Fault[];
  #seen = new Map<Fault, number>();

  constructor(faults: readonly Fault[] = []) {
    this.#faults = [...faults];
  }

  add(...faults: readonly Fault[]): void {
    this.#faults.push(...faults);
  }

  /** Makes these the only faults. All counting starts afresh. */
  set(...faults: readonly Fault[]): void {
    this.#faults = [...faults];
    this.#seen = new Map();
  }

  clear(): void {
    this.set();
  }

  /** For the server: counts the request and gives the effect to play on it, if any. */
  take(request: FaultableRequest): FaultEffect | null {
    let effect: FaultEffect | null = null;
    // All faults count the request, so that `nth` does not depend on the order of the plan.
    for (const fault of this.#faults) {
      const match = fault.match ?? {};
      if (!fits(match, request)) continue;
      const count = (this.#seen.get(fault) ?? 0) + 1;
      this.#seen.set(fault, count);
      if (isTurn(match.nth, count)) effect ??= fault.effect;
    }
    return effect;
  }
}

/** The stock for the effect 'malformed': nothing in it can be read as a contact. */
const JUNK_CONTACTS: readonly unknown[] = [
  null,
  42,
  'contact',
  [],
  {},
  { name: 'No uuid', phoneNumber: '+39 347 000 0000' },
  { uuid: 7, name: 'Uuid is a number' },
  { uuid: '', name: 'Uuid is empty' },
  { uuid: null, name: 'Uuid is null', tags: 'sales' },
];

/** The answer with the effect's change to its JSON; the same answer for effects of other kinds. */
export function editAnswer(answer: Answer, effect: FaultEffect | null): Answer {
  if (effect === null || !('json' in answer)) return answer;
  if (effect.kind === 'malformed') {
    const { every = 3, junk = JUNK_CONTACTS } = effect;
    return editContacts(answer, (contact, ordinal) =>
      ordinal % every === 0 ? [junk[(ordinal / every - 1) % junk.length]] : [contact],
    );
  }
  if (effect.kind === 'duplicate') {
    const { every = 10 } = effect;
    return editContacts(answer, (contact, ordinal) =>
      ordinal % every === 0 ? [contact, contact] : [contact],
    );
  }
  if (effect.kind === 'transform') {
    return { ...answer, json: effect.edit(structuredClone(answer.json)) };
  }
  return answer;
}

function editContacts(
  answer: Answer & { json: unknown },
  edit: (contact: unknown, ordinal: number) => unknown[],
): Answer {
  const { json } = answer;
  if (typeof json !== 'object' || json === null || !('contacts' in json)) return answer;
  if (!Array.isArray(json.contacts)) return answer;
  const contacts: unknown[] = json.contacts;
  return {
    ...answer,
    json: { ...json, contacts: contacts.flatMap((contact, at) => edit(contact, at + 1)) },
  };
}

function fits(match: FaultMatch, request: FaultableRequest): boolean {
  const { page } = match;
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.path !== undefined && !match.path.test(request.path)) return false;
  if (match.apiKey !== undefined && match.apiKey !== request.apiKey) return false;
  const isByCursor = request.page === null;
  if (match.hasCursor !== undefined && match.hasCursor !== isByCursor) return false;
  if (page === undefined) return true;
  if (request.page === null) return false;
  return typeof page === 'number' ? page === request.page : page.includes(request.page);
}

function isTurn(nth: FaultMatch['nth'], count: number): boolean {
  if (nth === undefined) return true;
  if (typeof nth === 'number') return nth === count;
  return count >= (nth.from ?? 1) && count <= (nth.to ?? Infinity);
}
