import { createServer } from 'node:http';
import { listenOnLoopback } from '../harness/loopback.ts';

export interface Resource {
  body: string;
  headers?: Readonly<Record<string, string>>;
}

/** A web site on loopback, which is a secure context without TLS: service workers run there. */
export interface LeakSite {
  origin: string;
  close(): Promise<void>;
}

/** @param resources by path, whatever the query */
export async function startLeakSite(
  resources: Readonly<Record<string, Resource>>,
): Promise<LeakSite> {
  const server = createServer(({ url = '/' }, response) => {
    const path = url.replace(/\?.*$/u, '');
    const resource = resources[path];
    response.writeHead(resource ? 200 : 404, {
      'Content-Type': path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
      ...resource?.headers,
    });
    response.end(resource?.body ?? 'Not found');
  });
  const { port, close } = await listenOnLoopback(server);
  return { origin: `http://127.0.0.1:${port}`, close };
}
