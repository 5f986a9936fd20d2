import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { listenOnLoopback } from '../harness/loopback.ts';
import { APPS, builtApp } from './build.ts';
import { ADDED, NUMBER, STYLE } from './words.ts';

export interface HydrationSite {
  port: number;
  /** Lets the scripts go that have been asked for under `/late/`. */
  release: () => void;
  close: () => Promise<void>;
}

/** Keeps what an app's framework complains of: runs before it, and is no part of the document. */
const LISTEN = `
  window.trouble = [];
  addEventListener('error', ({ message }) => window.trouble.push(message));
  for (const kind of ['error', 'warn']) {
    const say = console[kind];
    console[kind] = (...words) => { window.trouble.push(words.join(' ')); say(...words); };
  }`;

const require = createRequire(import.meta.url);
const LIBRARIES: Readonly<Record<string, string>> = {
  '/turbo.js': require.resolve('@hotwired/turbo'),
  '/htmx.js': require.resolve('htmx.org/dist/htmx.min.js'),
};

/** A page of a site of several, between which a library swaps what is in the document. */
function pageOf(library: string, turn: number): string {
  const next = `/${library}/${turn + 1}`;
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Page ${turn}</title>
    <meta name="turn" content="${turn}"><style>${STYLE}</style>
    <script>${LISTEN}</script><script src="/${library}.js"></script></head>
    <body hx-boost="true"><p id="${turn % 2 === 0 ? 'a' : 'b'}">${turn % 2 === 0 ? NUMBER : ADDED}</p>
    <a id="next" href="${next}">Next</a></body></html>`;
}

/**
 * Serves each app as `/late/<app>/`, whose script comes when it is released, and `/early/<app>/`,
 * whose script comes at once; and pages of Turbo and htmx as `/turbo/0`, `/htmx/0` and so on.
 */
export async function startHydrationSite(): Promise<HydrationSite> {
  const built = await Promise.all(APPS.map(builtApp));
  let held: (() => void)[] = [];
  const answer = async (url: string): Promise<{ type: string; body: string } | undefined> => {
    const [, when = '', name = '', file] = url.split('/');
    const library = LIBRARIES[url];
    if (library !== undefined) {
      return { type: 'text/javascript', body: await readFile(library, 'utf8') };
    }
    if (when === 'turbo' || when === 'htmx') {
      return { type: 'text/html', body: pageOf(when, Number(name)) };
    }
    const app = built[APPS.findIndex((one) => one === name)];
    if (!app) return undefined;
    if (file === '') return { type: 'text/html', body: app.html };
    if (when === 'late') await new Promise<void>((resolve) => held.push(resolve));
    return { type: 'text/javascript', body: `${LISTEN}\n${app.client}` };
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? '/').then((served) => {
      response.writeHead(served ? 200 : 404, {
        'Content-Type': `${served?.type ?? 'text/plain'}; charset=utf-8`,
        'Cache-Control': 'no-store',
      });
      response.end(served?.body);
    });
  });
  const { port, close } = await listenOnLoopback(server);
  return {
    port,
    release: () => {
      held.forEach((letGo) => letGo());
      held = [];
    },
    close,
  };
}
