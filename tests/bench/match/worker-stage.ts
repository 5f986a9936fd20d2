import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../browser/harness/driver.ts';
import { startSite } from '../../browser/harness/site.ts';
import { asAnswer, BareChromium } from '../common/bare-chromium.ts';

/** After a worker was stopped: the browser tidies up behind it, which is nobody's start. */
const TIDY_MS = 120;

/** A web page with the content scripts of the extensions, and their workers. */
export interface WorkerStage {
  version: string;
  /** Ends an extension's worker as the browser does with an idle one. */
  stop(extensionId: string): Promise<void>;
  /**
   * Sends a message from the content script's own world.
   *
   * @returns how long the page waited for the answer, by its own clock, and the answer
   */
  ask(extensionId: string, message: unknown): Promise<{ ms: number; answer: unknown }>;
  close(): Promise<void>;
}

/** @param extensions the folders of the unpacked extensions */
export async function workerStage(
  profile: string,
  extensions: readonly string[],
): Promise<WorkerStage> {
  const site = await startSite({ '/': '<!doctype html><p>Nobody to be found here.' });
  const hosts = `MAP shop.test:80 127.0.0.1:${site.port}`;
  const browser = new BareChromium(profile, extensions, hosts);
  const contexts = new Map<string, number>();
  browser.on((method, params) => {
    if (method !== 'Runtime.executionContextCreated') return;
    const { id, origin } = asAnswer(params['context']);
    const extensionId = /^chrome-extension:\/\/([a-p]{32})/u.exec(String(origin))?.[1];
    if (extensionId !== undefined) contexts.set(extensionId, Number(id));
  });
  const { product } = await browser.send('Browser.getVersion');
  // The registration of content scripts is done a moment after the start.
  await sleep(2_000);
  const { targetId } = await browser.send('Target.createTarget', { url: 'http://shop.test/' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const session = String(sessionId);
  await browser.send('Runtime.enable', {}, session);
  await until(() => (contexts.size >= extensions.length ? true : undefined), {
    what: 'the content scripts',
  });

  const workers = async (id: string): Promise<string[]> =>
    (await browser.targets('service_worker'))
      .filter(({ url }) => url.startsWith(`chrome-extension://${id}/`))
      .map((worker) => worker.targetId);
  return {
    version: String(product).replace(/^\w+\//u, ''),
    stop: async (id) => {
      for (const worker of await workers(id)) {
        await browser.send('Target.closeTarget', { targetId: worker });
      }
      await until(async () => ((await workers(id)).length === 0 ? true : undefined), {
        what: 'the worker to stop',
      });
      await sleep(TIDY_MS);
    },
    ask: async (id, message) => {
      const expression = `(async () => {
        const begin = performance.now();
        const answer = await chrome.runtime.sendMessage(${JSON.stringify(message)});
        return { ms: performance.now() - begin, answer };
      })()`;
      const { result } = await browser.send(
        'Runtime.evaluate',
        { expression, contextId: contexts.get(id), awaitPromise: true, returnByValue: true },
        session,
      );
      const { ms, answer } = asAnswer(asAnswer(result)['value']);
      if (typeof ms !== 'number') throw new Error(`no answer: ${JSON.stringify(result)}`);
      return { ms, answer };
    },
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}
