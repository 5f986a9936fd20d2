import { browser } from '@wxt-dev/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { type WordMessage, parseShow, parseWord } from '../utils/messages/frame-protocol.ts';
import {
  type HearEscapeRequest,
  CLOSE_CARD,
  isPageCommand,
} from '../utils/messages/page-protocol.ts';
import { tellWorker } from '../utils/page/ask-worker.ts';
import { EscapeElsewhere } from '../utils/page/card/escape-elsewhere.ts';
import { Host } from '../utils/page/host.ts';
import { OuterCard } from '../utils/page/card/outer-card.ts';
import { isOrphaned } from '../utils/page/orphan.ts';
import { isRunning } from '../utils/page/running.ts';
import { newDialog } from '../utils/page/safe-document.ts';

/** Runs once in a page. The page cannot see this world's globals. */
const HERE = Symbol.for('lens-for-callbell-outer-card');

/** How often a page on which nothing happens looks whether Lens is still wanted here. */
const CHECK_MS = 5_000;

/**
 * Shows the cards of numbers in this page's frames that are too small for them. Put into the page
 * when the pointer first comes upon any number in such a frame, known or not.
 */
export default defineUnlistedScript(() => {
  const world = globalThis as { [HERE]?: () => boolean };
  if (world[HERE]?.() === true || !isRunning()) return;
  const controller = new AbortController();
  const { signal } = controller;
  /** Ends with the content script, and with the extension. */
  const isWanted = (): boolean => {
    if (!signal.aborted && (isOrphaned() || !isRunning())) controller.abort();
    return !signal.aborted;
  };
  world[HERE] = isWanted;

  const holder = newDialog();
  const host = new Host('frames', { seen: [holder] }, signal);
  const address = {
    url: browser.runtime.getURL('/card.html'),
    origin: browser.runtime.getURL('/').slice(0, -1),
  };
  const tell = (message: WordMessage | HearEscapeRequest): void => {
    if (isWanted()) void tellWorker(message);
  };
  const escape = new EscapeElsewhere((isOpen) => tell({ type: 'page.hear-escape', isOpen }));
  const card = new OuterCard(holder, address, escape, tell);
  card.attach(signal);

  const onMessage = (message: unknown): void => {
    if (!isWanted()) return;
    const show = parseShow(message);
    if (show && host.revive()) card.show(show);
    const word = parseWord(message);
    if (word) card.hear(word);
    if (isPageCommand(message, CLOSE_CARD)) card.close();
  };
  browser.runtime.onMessage.addListener(onMessage);
  const timer = setInterval(isWanted, CHECK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    if (!isOrphaned()) browser.runtime.onMessage.removeListener(onMessage);
  });
});
