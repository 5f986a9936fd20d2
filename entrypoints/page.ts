import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { type LensRequest, STOP_PAGE, isPageCommand } from '../utils/messages/page-protocol.ts';
import { askWorker } from '../utils/page/ask-worker.ts';
import { isOrphaned } from '../utils/page/orphan.ts';
import { RUNNING, isRunning } from '../utils/page/running.ts';
import { isHtml } from '../utils/page/safe-document.ts';
import { standSentry } from '../utils/page/sentry.ts';

/** How often a page on which nothing happens looks whether its extension is still there. */
const ALIVE_CHECK_MS = 5_000;

/** What every page of an enabled site runs: it waits for something that may be a number. */
export default defineUnlistedScript(() => {
  const world = globalThis as { [RUNNING]?: () => boolean };
  // Once in a page, however often it is injected. Asking has a script of an extension that was
  // reloaded notice that it is an orphan.
  if (isRunning() || !isHtml()) return;
  const controller = new AbortController();
  const { signal } = controller;
  /** An extension that was updated or switched off leaves its scripts behind: they end here. */
  const check = (): void => {
    if (isOrphaned()) controller.abort();
  };
  world[RUNNING] = () => {
    check();
    return !signal.aborted;
  };

  const onCommand = (message: unknown): void => {
    if (isPageCommand(message, STOP_PAGE)) controller.abort();
  };
  browser.runtime.onMessage.addListener(onCommand);
  const aliveTimer = setInterval(check, ALIVE_CHECK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(aliveTimer);
    if (!isOrphaned()) browser.runtime.onMessage.removeListener(onCommand);
  });

  const askForLens = async (): Promise<void> => {
    const request: LensRequest = { type: 'page.lens' };
    try {
      await askWorker(request);
    } catch {
      check();
    }
  };
  whenShown(signal, () => standSentry({ signal, check }, () => void askForLens()));
});

/** A page that is prepared before anybody wants it is left alone until it is shown. */
function whenShown(signal: AbortSignal, start: () => void): void {
  const { prerendering } = document as Document & { prerendering?: boolean };
  if (prerendering !== true) start();
  else document.addEventListener('prerenderingchange', start, { once: true, signal });
}
