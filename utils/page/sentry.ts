import { queueChanged } from './changed-blocks.ts';
import { glance } from './find/glance.ts';
import { type Life, offerPage } from './page-offer.ts';
import { ScanQueue } from './scan-queue.ts';
import { TextWatch } from './text-watch.ts';

/** Lens that has not come is asked for again after so long, when there is something for it again. */
const RETRY_MS = 5_000;

/**
 * Waits on a page for the first thing that may be a number, and has Lens put there for it; then its
 * work is done.
 *
 * @param askForLens has Lens put beside this script, if the frame is still there
 */
export function standSentry({ signal, check }: Life, askForLens: () => void): void {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  signal.addEventListener('abort', stop, { once: true, signal: controller.signal });

  const watch = new TextWatch((records) => {
    check();
    queueChanged(records, queue);
  }, controller.signal);
  let askedAt = -RETRY_MS;
  function* look(roots: Element[]): Generator<void, void, undefined> {
    for (const root of roots) {
      for (const seen of glance(root, (inner) => watch.addShadowRoot(inner))) {
        if (seen === true) {
          ask();
          return;
        }
        yield;
      }
    }
  }
  const ask = (): void => {
    const now = performance.now();
    if (now - askedAt < RETRY_MS) return;
    askedAt = now;
    askForLens();
  };
  const queue = new ScanQueue(look, () => {}, controller.signal);
  offerPage(() => {
    stop();
    return { signal, check };
  }, controller.signal);
  watch.start();
  queue.addAll();
}
