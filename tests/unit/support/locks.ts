import { vi } from 'vitest';

type Callback = (lock: object | null) => unknown;
interface Options {
  ifAvailable?: boolean;
  steal?: boolean;
  signal?: AbortSignal;
}

/** As much of `navigator.locks` as we use; Node 20 has none. */
class FakeLocks {
  readonly #tails = new Map<string, Promise<unknown>>();

  request(name: string, ...rest: [Callback] | [Options, Callback]): unknown {
    const [options, callback] = rest.length === 1 ? [{}, rest[0]] : rest;
    const before = options.steal ? undefined : this.#tails.get(name);
    if (before && options.ifAvailable) return Promise.resolve(callback(null));
    const { signal } = options;
    const held = (before ?? Promise.resolve()).then(() => {
      signal?.throwIfAborted();
      return callback({ name });
    });
    const tail = held
      .catch(() => undefined)
      .then(() => {
        if (this.#tails.get(name) === tail) this.#tails.delete(name);
      });
    this.#tails.set(name, tail);
    if (!signal || !before) return held;
    // Who waits no longer hears of it at once; the place in the queue is passed by later.
    const abort = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    return Promise.race([held, abort]);
  }
}

/** Gives the tests of a file locks of their own; call it in `beforeEach`. */
export function stubLocks(): void {
  vi.stubGlobal('navigator', { locks: new FakeLocks(), languages: ['it-IT'] });
}
