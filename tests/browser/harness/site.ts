import { createServer } from 'node:http';
import { type Listening, listenOnLoopback } from './loopback.ts';

/** A web site on loopback, for pages on which numbers are recognised. */
export type Site = Listening;

/**
 * Serves pages over plain HTTP.
 *
 * @param pages HTML by path, XHTML where that ends so; any other path is a 404
 * @param policies a Content-Security-Policy by path, for those that have one
 */
export async function startSite(
  pages: Readonly<Record<string, string>>,
  policies: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const server = createServer(({ url = '/' }, response) => {
    const [html, policy] = [pages[url], policies[url]];
    response.writeHead(html === undefined ? 404 : 200, {
      'Content-Type': `${url.endsWith('.xhtml') ? 'application/xhtml+xml' : 'text/html'}; charset=utf-8`,
      ...(policy !== undefined && { 'Content-Security-Policy': policy }),
    });
    response.end(html ?? 'Not found');
  });
  return listenOnLoopback(server);
}
