import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web site on loopback, for pages on which numbers are recognised. */
export interface Site {
  port: number;
  close(): Promise<void>;
}

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
