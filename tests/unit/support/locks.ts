import { vi } from 'vitest';

type Callback = (lock: object | null) => unknown;

/** As much of `navigator.locks` as we use; Node 20 has none. */
class FakeLocks {
  readonly #tails = new Map<string, Promise<unknown>>();

  request(name: string, ...rest: [Callback] | [{ ifAvailable?: boolean }, Callback]): unknown {
    const [options, callback] = rest.length === 1 ? [{}, rest[0]] : rest;
    const before = this.#tails.get(name);
    if (before && options.ifAvailable) return Promise.resolve(callback(null));
    const held = (before ?? Promise.resolve()).then(() => callback({ name }));
    const tail = held
      .catch(() => undefined)
      .then(() => {
        if (this.#tails.get(name) === tail) this.#tails.delete(name);
      });
    this.#tails.set(name, tail);
    return held;
  }
}

/** Gives the tests of a file locks of their own; call it in `beforeEach`. */
export function stubLocks(): void {
  vi.stubGlobal('navigator', { locks: new FakeLocks(), languages: ['it-IT'] });
}
