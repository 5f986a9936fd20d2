import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  type EscapeRequest,
  STOP_HEARING,
  isPageCommand,
} from '../utils/messages/page-protocol.ts';
import { tellWorker } from '../utils/page/ask-worker.ts';
import { isRunning } from '../utils/page/running.ts';
import { onTrusted, swallow } from '../utils/page/trusted.ts';

/** The page cannot see this world's globals. */
const HEARING = Symbol.for('lens-for-callbell-escape');

/**
 * Listens for one Escape, while a card is open in another frame of the tab and the keys go here.
 * That Escape is for the card: the page does not hear it.
 */
export default defineUnlistedScript(() => {
  const world = globalThis as { [HEARING]?: AbortController };
  world[HEARING]?.abort();
  if (!isRunning()) return;
  const controller = new AbortController();
  const { signal } = controller;
  world[HEARING] = controller;

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    swallow(event);
    controller.abort();
    const request: EscapeRequest = { type: 'page.escape' };
    void tellWorker(request);
  };
  onTrusted('keydown', onKey, { signal, passive: false });

  const onMessage = (message: unknown): void => {
    if (isPageCommand(message, STOP_HEARING)) controller.abort();
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(onMessage));
});
