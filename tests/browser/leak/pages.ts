import type { PageNumber } from './numbers.ts';
import { record } from './recorder.ts';

/** What the page's own Content Security Policy lets run. */
export const NONCE = 'leak';

/** Words of the page itself, which `window.find` must find, or it would prove nothing. */
export const OWN_TEXT = 'Opening hours';

/**
 * Each number has boxes of the page's own beside it and in it, on which IntersectionObserver
 * can be set: it tells whether anything lies over them.
 */
const STYLE = `
  body { margin: 0; font: 16px/20px monospace }
  h1 { font-size: 48px; line-height: 50px; margin: 10px 40px }
  .row { margin: 0 0 8px 40px; height: 22px }
  .cell { position: relative; display: inline-block }
  .strip { position: absolute; left: 0; right: 0; height: 2px }
  .above { top: -5px } .below { bottom: -5px }
  .right { left: calc(100% + 5px); right: auto; width: 4px; height: 100%; top: 0 }
  .inside { top: 4px; height: 8px }`;

const STRIPS = ['above', 'below', 'right']
  .map((place) => `<i class="strip ${place}"></i>`)
  .join('');

function row({ text }: PageNumber): string {
  const number = `<span class="number">${text}<i class="strip inside"></i></span>`;
  return `<p class="row" elementtiming="row"><span class="cell">${number}${STRIPS}</span></p>`;
}

/** The text of a script that calls a function of this suite in the page. */
export function callInPage(fn: (argument: never) => void, argument: unknown = null): string {
  return `(() => { const __name = (fn) => fn; (${fn.toString()})(${JSON.stringify(argument)}) })();`;
}

function script(text: string): string {
  return `<script nonce="${NONCE}">${text}</script>`;
}

function page(numbers: readonly PageNumber[], head: string, end: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Numbers</title>
<style nonce="${NONCE}">${STYLE}</style>${head}
<h1>${OWN_TEXT}</h1>${numbers.map(row).join('\n')}${end}`;
}

/** A page with these numbers that records all it can hear. */
export function pageOf(numbers: readonly PageNumber[]): string {
  return page(numbers, script(callInPage(record)), script('window.leak.start()'));
}

/** The same in the middle of so long a list of nobody's numbers that they are out of view at first. */
export function longPageOf(numbers: readonly PageNumber[]): string {
  const others = (from: number): string =>
    Array.from(
      { length: 700 },
      (_, index) => `<p>+39 333 ${1_000_000 + (from + index) * 37}</p>`,
    ).join('');
  const end = others(700) + script('window.leak.start()');
  return page(numbers, script(callInPage(record)), end).replace('</h1>', `</h1>${others(0)}`);
}

/** A page with these numbers and a script that runs before everything else. */
export function barePageOf(numbers: readonly PageNumber[], early: string): string {
  return page(numbers, script(early), '');
}

/** Keeps the address of every request that the page makes, and answers `/log` with them. */
export const SERVICE_WORKER = `
  const seen = [];
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    if (event.request.url.endsWith('/log')) event.respondWith(Response.json(seen));
    else seen.push(event.request.url);
  });`;
