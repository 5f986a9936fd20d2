import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The host under which the tour's browser finds the sample page. */
export const SAMPLE_HOST = 'crm.example';

export interface SampleSite {
  readonly port: number;
  close(): Promise<void>;
}

const FOLDER = new URL('../sample-pages/', import.meta.url);

const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: 'index.html', type: 'text/html' },
  '/style.css': { file: 'style.css', type: 'text/css' },
  '/app.js': { file: 'app.js', type: 'text/javascript' },
};

/**
 * Serves tests/sample-pages on loopback. Files are read for each request, so a reload shows what
 * was changed.
 *
 * @param port 0 takes any free one
 */
export async function startSampleSite(port: number): Promise<SampleSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://sample');
    const known = FILES[pathname];
    if (known === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(new URL(known.file, FOLDER)).then(
      (body) => {
        response.writeHead(200, { 'content-type': `${known.type}; charset=utf-8` }).end(body);
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
