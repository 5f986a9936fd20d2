import type { CDPSession } from 'playwright-core';
import type { ChromiumDriver } from './chromium.ts';
import { type Driver, until } from './driver.ts';
import type { FirefoxDriver } from './firefox.ts';

/** The popup below the toolbar button, which no driver takes for a page. */
export interface RealPopup {
  /** The value of an expression in it, copied. */
  evaluate(expression: string): Promise<unknown>;
  /** Presses a key in whatever has the browser's focus: a letter, or named as in `KeyboardEvent.key`. */
  press(key: string): Promise<void>;
}

/**
 * Opens the popup as its command does: with Firefox's own shortcut; in Chromium, whose shortcuts no
 * automation can press, with what the shortcut does.
 */
export async function openRealPopup(browser: Driver): Promise<RealPopup> {
  if (browser.browserName === 'firefox') await browser.pressShortcut('_execute_action');
  else await openInChromium(browser as ChromiumDriver);
  return realPopup(browser);
}

async function openInChromium(browser: ChromiumDriver): Promise<void> {
  const worker = await browser.serviceWorker();
  await worker.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { action: { openPopup(): Promise<void> } };
    };
    return chrome.action.openPopup();
  });
}

/** The popup that has been opened, or is about to be. */
export function realPopup(browser: Driver): Promise<RealPopup> {
  return browser.browserName === 'firefox'
    ? popupOfFirefox(browser as FirefoxDriver)
    : popupOfChromium(browser as ChromiumDriver);
}

async function popupOfChromium(browser: ChromiumDriver): Promise<RealPopup> {
  const session = await browser.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The browser has no session of its own.');
  const targetId = await until(
    async () => {
      const { targetInfos } = await session.send('Target.getTargets');
      const url = browser.extensionUrl('popup.html');
      return targetInfos.find((one) => one.url === url && !one.attached)?.targetId;
    },
    { what: 'the popup' },
  );
  const { sessionId } = await session.send('Target.attachToTarget', { targetId });
  const send = sender(session, sessionId);
  return {
    evaluate: async (expression) => {
      const answer = (await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      })) as { result: { value?: unknown } };
      return answer.result.value;
    },
    press: async (key) => {
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      const code = { key, windowsVirtualKeyCode: keyCodeOf(key) };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...code, ...(text && { text }) });
      // The popup may be closed by then.
      void send('Input.dispatchKeyEvent', { type: 'keyUp', ...code }).catch(() => {});
    },
  };
}

/** Speaks to a target that Playwright does not know. */
function sender(session: CDPSession, sessionId: string) {
  let last = 0;
  return (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      const id = last;
      session.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
        if (from !== sessionId) return;
        const answer = JSON.parse(message) as { id?: number; result?: unknown; error?: unknown };
        if (answer.id !== id) return;
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(JSON.stringify(answer.error)));
      });
      const message = JSON.stringify({ id, method, params });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}

async function popupOfFirefox(browser: FirefoxDriver): Promise<RealPopup> {
  const url = JSON.stringify(browser.extensionUrl('popup.html'));
  const inPopup = `[...document.querySelectorAll('panel browser')].find(
    (one) => one.currentURI.spec === ${url})`;
  // A window without a screen does not give its panel the focus, as others do when it is shown.
  await until(
    async () =>
      (await browser.evaluateInChrome(`(() => {
        const popup = ${inPopup};
        if (popup?.closest('panel').state !== 'open') return false;
        popup.focus();
        return document.activeElement === popup;
      })()`)) === true
        ? true
        : undefined,
    { what: 'the popup' },
  );
  return {
    evaluate: (expression) => {
      // Its own policy refuses `eval`; what reads it from outside has names of its own. What is
      // `undefined` is no JSON: nobody would hear of it.
      const script = `data:,${encodeURIComponent(
        `{ const { document } = content; sendAsyncMessage('lens-test', JSON.stringify((${expression}) ?? null)); }`,
      )}`;
      return browser.evaluateInChrome(`new Promise((resolve) => {
        const { messageManager } = ${inPopup};
        messageManager.addMessageListener('lens-test', function heard({ data }) {
          messageManager.removeMessageListener('lens-test', heard);
          resolve(JSON.parse(data));
        });
        messageManager.loadFrameScript(${JSON.stringify(script)}, false);
      })`);
    },
    press: async (key) => {
      await browser.evaluateInChrome(`(() => {
        const processor = Cc['@mozilla.org/text-input-processor;1']
          .createInstance(Ci.nsITextInputProcessor);
        processor.beginInputTransactionForTests(window, () => true);
        const event = new KeyboardEvent('', {
          key: ${JSON.stringify(key)}, keyCode: ${keyCodeOf(key)},
        });
        processor.keydown(event);
        processor.keyup(event);
      })()`);
    },
  };
}

function keyCodeOf(key: string): number {
  return key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0);
}

/** Waits until an expression has a value in the popup. */
export async function popupHas(
  popup: RealPopup,
  expression: string,
  value: unknown,
): Promise<void> {
  await until(async () => ((await popup.evaluate(expression)) === value ? true : undefined), {
    what: `${expression} to be ${String(value)}`,
  });
}
