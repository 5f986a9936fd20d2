import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accounts } from './account.ts';
import type { Account } from './account.ts';
import { errorAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { API_HOST, DASH_HOST, makeCertificate } from './certificate.ts';
import type { ContactList } from './contact-list.ts';
import { demoAccount } from './contacts.ts';
import { answerDashboard } from './dash-pages.ts';
import { answerOfFault, deliver } from './deliver.ts';
import { editAnswer, FaultPlan } from './faults.ts';
import { RateLimit } from './rate-limit.ts';
import { RequestLog } from './request-log.ts';
import type { LoggedRequest, OpenEntry } from './request-log.ts';
import { Cursors } from './cursor.ts';
import { answerApi, pageOf } from './routes.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { FakeCallbellOptions, FakeCallbellSettings } from './settings.ts';

/** A running server; everything but its address can be changed while clients use it. */
export interface FakeCallbell {
  /** Scheme, 127.0.0.1 and port, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** PEM, for clients that can be told to trust it; null with `tls: false`. */
  readonly certificate: string | null;
  /** Value of Chromium's `--host-resolver-rules` that leads both hosts here. */
  readonly hostResolverRules: string;
  readonly settings: FakeCallbellSettings;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly accounts: Accounts;
  /** The contacts of the first account. */
  readonly contacts: ContactList;
  /**
   * Called with every request before it is answered, for instance to change the list between
   * two pages of a crawl. The function given back ends it.
   */
  onRequest(listener: (request: LoggedRequest) => void): () => void;
  /** Cuts all connections, also those that a fault keeps open. */
  close(): Promise<void>;
}

/** Starts a fake Callbell on loopback; resolves when it accepts connections. */
export async function startFakeCallbell(options: FakeCallbellOptions = {}): Promise<FakeCallbell> {
  const { port: wanted, tls = true, accounts: given, faults, order, ...settings } = options;
  const accounts = new Accounts(given ?? [demoAccount()], order ?? 'conversation');
  const [first] = accounts;
  if (first === undefined) throw new Error('a fake Callbell needs an account');

  const fake = new Handler(accounts, { ...DEFAULT_SETTINGS, ...settings }, new FaultPlan(faults));
  const pair = tls ? await makeCertificate() : null;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void fake.handle(request, response);
  };
  const server = pair === null ? createHttpServer(handle) : createHttpsServer(pair, handle);
  // Browsers keep idle connections for minutes; closing earlier would race with their next use.
  server.keepAliveTimeout = 120_000;
  const sockets = trackSockets(server);
  const port = await listen(server, wanted ?? 0);

  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    certificate: pair?.cert ?? null,
    hostResolverRules: [API_HOST, DASH_HOST]
      .map((host) => `MAP ${host}:443 127.0.0.1:${port}`)
      .join(', '),
    settings: fake.settings,
    faults: fake.faults,
    log: fake.log,
    accounts,
    contacts: first.contacts,
    onRequest(listener) {
      fake.listeners.add(listener);
      return () => void fake.listeners.delete(listener);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What happens to one request after another, whichever server they come from. */
class Handler {
  readonly log = new RequestLog();
  readonly listeners = new Set<(request: LoggedRequest) => void>();
  readonly #limit = new RateLimit();
  readonly #cursors = new Cursors();
  readonly accounts: Accounts;
  readonly settings: FakeCallbellSettings;
  readonly faults: FaultPlan;

  constructor(accounts: Accounts, settings: FakeCallbellSettings, faults: FaultPlan) {
    this.accounts = accounts;
    this.settings = settings;
    this.faults = faults;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The base only completes the address; the host of interest is in the header.
    const url = new URL(request.url ?? '/', 'http://fake');
    const entry = this.#record(request, url);
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    try {
      await (entry.host === DASH_HOST
        ? send(response, entry, answerDashboard(url.pathname, this.accounts))
        : this.#api(request, response, url, entry, gone.signal));
    } catch (error) {
      // A client that went away is no error of the server's; anything else must be seen.
      if (gone.signal.aborted || response.destroyed) return;
      response.destroy();
      throw error;
    }
  }

  async #api(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    entry: OpenEntry,
    signal: AbortSignal,
  ): Promise<void> {
    const { settings } = this;
    const apiKey = bearerOf(request);
    const account = this.accounts.find(apiKey);
    const admitted = account === null || this.#admit(account, entry.time);
    const { method, path } = entry;
    const page = url.searchParams.has('after') ? null : pageOf(url.searchParams);
    const effect = this.faults.take({ method, path, page, apiKey });
    entry.fault = effect?.kind ?? null;

    if (settings.latencyMs > 0) await sleep(settings.latencyMs, undefined, { signal });
    if (effect?.kind === 'hang') return;
    if (effect?.kind === 'drop') {
      request.socket.destroy();
      return;
    }
    if (effect?.kind === 'delay') await sleep(effect.ms, undefined, { signal });
    if (effect?.kind === 'other-page') {
      url.searchParams.delete('after');
      url.searchParams.set('page', String(effect.page));
    }

    const answer =
      answerOfFault(effect) ??
      (admitted
        ? answerApi({ method, path, query: url.searchParams, account }, settings, this.#cursors)
        : tooMany(settings));
    const headers = { ...settings.extraHeaders, ...answer.headers };
    await send(response, entry, editAnswer({ ...answer, headers }, effect), effect);
  }

  #record(request: IncomingMessage, url: URL): OpenEntry {
    const entry: OpenEntry = {
      time: performance.timeOrigin + performance.now(),
      method: request.method ?? 'GET',
      host: (request.headers.host ?? '').replace(/:\d+$/, ''),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      status: null,
      fault: null,
    };
    this.log.append(entry);
    for (const listener of this.listeners) listener(entry);
    return entry;
  }

  #admit(account: Account, now: number): boolean {
    // The limit is the account's, and an account may have several keys.
    return this.#limit.admit(account.email, now, this.settings.requestsPerSecond);
  }
}

async function send(
  response: ServerResponse,
  entry: OpenEntry,
  answer: Answer,
  effect: Parameters<typeof deliver>[2] = null,
): Promise<void> {
  entry.status = answer.status;
  await deliver(response, answer, effect);
}

function tooMany({ retryAfter, errorForm }: FakeCallbellSettings): Answer {
  const headers = retryAfter === null ? {} : { 'retry-after': retryAfter };
  return errorAnswer(429, 'too many requests', errorForm, headers);
}

function bearerOf(request: IncomingMessage): string | null {
  const [, key] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return key ?? null;
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}
