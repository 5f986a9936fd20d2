import { afterEach } from 'vitest';
import { type FakeCallbell, startFakeCallbell } from '../../fake-callbell/server.ts';
import type { FakeCallbellOptions } from '../../fake-callbell/settings.ts';

/** Gives a function that starts fake Callbells for one test each, over plain HTTP. */
export function fakeCallbells(): (options?: FakeCallbellOptions) => Promise<FakeCallbell> {
  const running: FakeCallbell[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (options = {}) => {
    const server = await startFakeCallbell({ tls: false, requestsPerSecond: 1e6, ...options });
    running.push(server);
    return server;
  };
}

/** A `fetch` that reaches the fake under Callbell's address, and nothing else under any. */
export function fetchFrom(server: FakeCallbell): typeof fetch {
  return (input, init) => {
    const { origin, pathname, search } = new URL(input instanceof Request ? input.url : input);
    if (origin !== 'https://api.callbell.eu') throw new Error(`asked ${origin}`);
    return fetch(server.url + pathname + search, init);
  };
}
