import { it } from 'vitest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setStage, setChromiumStage } from './harness/stage.ts';
import type { FirefoxDriver } from './harness/firefox.ts';
const P = '<!doctype html><meta charset=utf-8><p>+39 347 123 4567</p><p>+39 347 123 4568</p>';
it('spike', async () => {
  const s = createServer((q, r) => { r.writeHead(200, { 'content-type': 'text/html' }); r.end(P); });
  await new Promise<void>((r) => s.listen(0, '127.0.0.1', r));
  const port = (s.address() as AddressInfo).port;
  for (const n of ['chrome', 'firefox'] as const) {
    const t0 = Date.now();
    const stage = n === 'chrome' ? await setChromiumStage() : await setStage('firefox');
    await stage.connect();
    console.log(n, 'up', Date.now() - t0);
    try {
      if (n === 'chrome') {
        const b = stage.browser as any;
        const cdp = await b.context.browser().newBrowserCDPSession();
        console.log(await cdp.send('Extensions.loadUnpacked', { path: '/tmp/leakspike/ext' }));
      } else {
        console.log(await (stage.browser as FirefoxDriver).browser.installExtension('/tmp/leakspike/ext'));
      }
    } catch (e) { console.log('FAIL', e); }
    const tab = await stage.browser.open(`http://127.0.0.1:${port}/`);
    await new Promise((r) => setTimeout(r, 1500));
    console.log(n, await tab.evaluate(() => [document.documentElement.outerHTML, String(isSecureContext), String(innerWidth), String(innerHeight), String(devicePixelRatio)]));
    await tab.screenshot(`/tmp/leakspike/${n}.png`);
    await stage.close();
  }
  s.close();
}, 120000);
