import { createServer } from 'node:http';
import { type Listening, listenOnLoopback } from './loopback.ts';

/** A web site on loopback, for pages on which numbers are recognised. */
export type Site = Listening;

/**
 * Serves pages over plain HTTP.
 *
 * @param pages HTML by path; any other path is a 404
 */
export async function startSite(pages: Readonly<Record<string, string>>): Promise<Site> {
  const server = createServer(({ url = '/' }, response) => {
    const html = pages[url];
    response.writeHead(html === undefined ? 404 : 200, {
      'Content-Type': 'text/html; charset=utf-8',
    });
    response.end(html ?? 'Not found');
  });
  return listenOnLoopback(server);
}
