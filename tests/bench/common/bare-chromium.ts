import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from '../../../.ci/find-browser.mjs';

/** A number, text, list or object as the developer protocol sends them. */
export type Answer = Record<string, unknown>;

/** Nothing but what is measured: no network, no questions, no tidying up. */
const ARGUMENTS = [
  '--disable-features=DisableLoadExtensionCommandLineSwitch',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
];

type Listener = (method: string, params: Answer, sessionId: string | undefined) => void;

/**
 * A Chromium to which nothing is attached but what is asked for. Playwright and Puppeteer attach
 * to every service worker and hold it at its first line until they have said that it may go on:
 * that would be part of every start that is measured here.
 */
export class BareChromium {
  private readonly process: ChildProcess;
  private readonly toBrowser: Writable;
  private readonly fromBrowser: Readable;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly listeners = new Set<Listener>();
  private nextId = 1;
  private rest = '';

  /**
   * @param extensions the folders of the unpacked extensions
   * @param hosts what hosts there are, as `--host-resolver-rules` wants it; none unless given
   * @throws if no browser is installed
   */
  constructor(profile: string, extensions: readonly string[], hosts?: string) {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge found.');
    const own = ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`];
    const rules = [hosts, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].filter(Boolean).join(', ');
    const args = [
      ...own,
      `--load-extension=${extensions.join(',')}`,
      ...ARGUMENTS,
      `--host-resolver-rules=${rules}`,
    ];
    this.process = spawn(executablePath, [...args, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.toBrowser = this.process.stdio[3] as Writable;
    this.fromBrowser = this.process.stdio[4] as Readable;
    this.fromBrowser.setEncoding('utf8').on('data', (chunk: string) => this.onData(chunk));
  }

  /** Sends a command, to the browser itself or to a session. */
  async send(method: string, params: Answer = {}, sessionId?: string): Promise<Answer> {
    const id = this.nextId++;
    const answer = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return asAnswer(result);
  }

  on(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** The addresses of all targets of a type. */
  async targets(type: string): Promise<{ targetId: string; url: string }[]> {
    const { targetInfos } = await this.send('Target.getTargets');
    const targets = Array.isArray(targetInfos) ? targetInfos.map(asAnswer) : [];
    return targets
      .filter((target) => target['type'] === type)
      .map(({ targetId, url }) => ({ targetId: String(targetId), url: String(url) }));
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.send('Browser.close').catch(() => this.process.kill());
    await ended;
    // A helper of the browser's that outlives it would hold them open, and us with them.
    this.toBrowser.destroy();
    this.fromBrowser.destroy();
  }

  private onData(chunk: string): void {
    const messages = (this.rest + chunk).split('\0');
    this.rest = messages.pop() ?? '';
    for (const message of messages) this.onMessage(asAnswer(JSON.parse(message)));
  }

  private onMessage(message: Answer): void {
    const { id, method, params, sessionId } = message;
    if (typeof id === 'number') {
      this.waiting.get(id)?.(message);
      this.waiting.delete(id);
    } else if (typeof method === 'string') {
      const session = typeof sessionId === 'string' ? sessionId : undefined;
      for (const listener of this.listeners) listener(method, asAnswer(params), session);
    }
  }
}

/** What is no object is an empty one. */
export function asAnswer(value: unknown): Answer {
  return typeof value === 'object' && value !== null ? (value as Answer) : {};
}
