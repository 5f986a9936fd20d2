/** Counts the requests of each account over a sliding second. */
export class RateLimit {
  readonly #taken = new Map<string, number[]>();

  /**
   * Whether one more request at `now` (milliseconds) stays within `perSecond`. Requests that are
   * refused do not count, so that a client which keeps asking is let in again a second later.
   */
  admit(account: string, now: number, perSecond: number): boolean {
    const recent = (this.#taken.get(account) ?? []).filter((time) => time > now - 1000);
    const admitted = recent.length < perSecond;
    if (admitted) recent.push(now);
    this.#taken.set(account, recent);
    return admitted;
  }
}
