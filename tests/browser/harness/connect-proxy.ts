import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostMap } from './driver.ts';

export interface ConnectProxy {
  readonly port: number;
  /** Every `host:port` asked for that is not in the map, in order, repetitions included. */
  readonly refused: readonly string[];
  /** Every `host:port` asked for that is in the map, in order, repetitions included. */
  readonly allowed: readonly string[];
  close(): Promise<void>;
}

/** `host:port` of a request to a proxy: `CONNECT host:port` or `GET http://host/path`. */
function wantedHost(req: IncomingMessage): string {
  const target = req.url ?? '';
  if (req.method === 'CONNECT') return target.toLowerCase();
  if (!URL.canParse(target)) return target;
  const { hostname, port } = new URL(target);
  return `${hostname}:${port === '' ? '80' : port}`;
}

/**
 * An HTTP proxy on loopback that leads each host of the map to its loopback port and answers 502 to
 * every other host. It never opens a connection to another machine.
 */
export async function startConnectProxy(hosts: HostMap): Promise<ConnectProxy> {
  const refused: string[] = [];
  const allowed: string[] = [];
  const sockets = new Set<Duplex>();
  const portFor = (req: IncomingMessage): number | undefined => {
    const wanted = wantedHost(req);
    const port = hosts[wanted];
    (port === undefined ? refused : allowed).push(wanted);
    return port;
  };

  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    const port = portFor(req);
    if (port === undefined || req.url === undefined) {
      res.writeHead(502).end();
      return;
    }
    const { pathname, search } = new URL(req.url);
    const onward = request(
      {
        host: '127.0.0.1',
        port,
        method: req.method,
        path: pathname + search,
        headers: req.headers,
      },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (req: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    const port = portFor(req);
    if (port === undefined) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => client.destroy());
    onward.on('close', () => {
      sockets.delete(onward);
      client.destroy();
    });
    client.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    refused,
    allowed,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
