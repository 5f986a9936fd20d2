/**
 * Lens itself is a script of its own: a page on which nothing looks like a number never compiles
 * it. The sentry and Lens run in the same isolated world of the same frame; the page can see
 * neither, nor this.
 */
const OFFER = Symbol.for('lens-for-callbell-page');

/** How long what runs in a page may run. */
export interface Life {
  /** Ends all of it. */
  signal: AbortSignal;
  /** Looks whether the extension is still there, and ends everything if not. */
  check: () => void;
}

interface World {
  [OFFER]?: (() => Life) | undefined;
}

/**
 * Waits for Lens until the signal aborts.
 *
 * @param handOver is called once, when it is there
 */
export function offerPage(handOver: () => Life, signal: AbortSignal): void {
  const world = globalThis as World;
  const offer = (): Life => {
    withdraw();
    return handOver();
  };
  const withdraw = (): void => {
    if (world[OFFER] === offer) world[OFFER] = undefined;
  };
  world[OFFER] = offer;
  signal.addEventListener('abort', withdraw, { once: true });
}

/** Takes the page over, where it is offered. */
export function takePage(): Life | undefined {
  return (globalThis as World)[OFFER]?.();
}
