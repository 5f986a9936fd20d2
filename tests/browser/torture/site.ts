import { createServer } from 'node:http';
import { listenOnLoopback } from '../harness/loopback.ts';
import type { Site } from '../harness/site.ts';
import { PAGES, SPECIAL } from './pages.ts';

/** Serves the torture pages, with the content types and headers that make some of them special. */
export async function startTortureSite(): Promise<Site> {
  let port = 0;
  const server = createServer(({ url = '/' }, response) => {
    const html = PAGES[url];
    const served =
      SPECIAL[url] ?? (html === undefined ? undefined : { type: 'text/html', body: html });
    if (!served) {
      response.writeHead(url === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': `${served.type}; charset=utf-8`, ...served.headers });
    // The same server under its other name is another origin, and another site.
    response.end(served.body.replaceAll('OTHER_ORIGIN', `http://localhost:${port}`));
  });
  const site = await listenOnLoopback(server);
  ({ port } = site);
  return site;
}
