import type { IncomingHttpHeaders } from 'node:http';

/** One request that reached the server, pages of the dashboard included. */
export interface LoggedRequest {
  /** Milliseconds since the epoch, with fractions, by a clock that never goes back. */
  readonly time: number;
  readonly method: string;
  /** From the Host header, without port. */
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Null as long as no status line was sent, so for ever where a fault hung or dropped it. */
  readonly status: number | null;
  /** The kind of the fault that was played, or null. */
  readonly fault: string | null;
}

/** Which requests are meant; a part left out fits all. */
export interface LogFilter {
  readonly method?: string;
  readonly host?: string;
  readonly path?: RegExp;
}

/** The log's own view of an entry, filled in as the request is dealt with. */
export type OpenEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

/** All requests in the order of their arrival, until cleared. */
export class RequestLog {
  #entries: OpenEntry[] = [];

  /** A copy: it does not grow while the caller looks at it. */
  list(filter: LogFilter = {}): LoggedRequest[] {
    return this.#entries.filter(
      (entry) =>
        (filter.method === undefined || entry.method === filter.method) &&
        (filter.host === undefined || entry.host === filter.host) &&
        (filter.path === undefined || filter.path.test(entry.path)),
    );
  }

  count(filter: LogFilter = {}): number {
    return this.list(filter).length;
  }

  /**
   * The pages of the whole list asked for, in order. The first cursor that is handed back leads to
   * page 2, each further one to the page behind, however often it is handed back.
   */
  pagesAsked(): number[] {
    const asked = this.list({ path: /^\/v1\/contacts$/u }).filter(
      ({ query }) => !('tags' in query),
    );
    const cursors = [...new Set(asked.flatMap(({ query }) => query['after'] ?? []))];
    return asked.map(({ query: { after, page = '1' } }) =>
      after === undefined ? Number(page) : cursors.indexOf(after) + 2,
    );
  }

  clear(): void {
    this.#entries = [];
  }

  /** For the server: what it writes into the entry later is seen by the log's readers. */
  append(entry: OpenEntry): void {
    this.#entries.push(entry);
  }
}
