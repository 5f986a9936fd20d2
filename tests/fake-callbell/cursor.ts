/** A place in the list: behind the conversation of that time. The higher id comes first. */
export interface Place {
  readonly time: number;
  readonly id: number;
}

/**
 * The opaque cursors of `GET /contacts`, in the form of the reference's own example: base64 of
 * `{"ts": milliseconds, "id": number}`.
 */
export class Cursors {
  /** When each was first given, by `performance.now()`. */
  readonly #given = new Map<string, number>();

  make({ time, id }: Place): string {
    const cursor = Buffer.from(JSON.stringify({ ts: time, id })).toString('base64');
    if (!this.#given.has(cursor)) this.#given.set(cursor, performance.now());
    return cursor;
  }

  /**
   * @param lifetimeMs how long a cursor is taken after it was first given
   * @returns null for what is no cursor, and for one that has expired
   */
  read(cursor: string, lifetimeMs: number): Place | null {
    const age = performance.now() - (this.#given.get(cursor) ?? -Infinity);
    return lifetimeMs !== Infinity && age >= lifetimeMs ? null : parse(cursor);
  }
}

function parse(cursor: string): Place | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
    if (typeof place !== 'object' || place === null) return null;
    if (!('ts' in place) || !('id' in place)) return null;
    const { ts: time, id } = place;
    return typeof time === 'number' && typeof id === 'number' ? { time, id } : null;
  } catch {
    return null;
  }
}
