import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CONTACTS, makeContact } from '../fake-callbell/contacts.ts';
import {
  cardCorner,
  cardIn,
  cardIs,
  clickInCard,
  isCardAt,
  isRead,
  lineOf,
  inkAt,
  rest,
  restUnderDialog,
  tabTo,
} from './card/on-page.ts';
import type { BrowserName, Driver, Tab } from './harness/driver.ts';
import { until } from './harness/driver.ts';
import { SITE, type Stage, hasText, setStage } from './harness/stage.ts';

const STYLE = '<style>body { font: 16px sans-serif } p { margin: 1.5rem }</style>';

const PAGE = `<!doctype html><html lang="it"><title>Fornitori</title>${STYLE}
  <p><a id="before" href="#">Before</a></p>
  <p id="giulia">+39 347 123 4567</p>
  <p>Between</p>
  <p id="joao">+55 11 91234-5678</p>
  <p id="stranger">+39 06 6982 1234</p>
  <p id="html">+54 9 11 2345-6789</p>
  <p style="height: 3000px"></p>`;

const DIALOG = `<!doctype html><html lang="it"><title>Fornitori</title>${STYLE}
  <dialog style="left: 100px; top: 40px; width: 500px; height: 60px; margin: 0">
    <input id="field"> <span id="inside">+55 11 91234-5678</span>
  </dialog>
  <script>document.querySelector('dialog').showModal()</script>`;

/** What the page opens over the card later is an element of its own. */
const GIULIA = 'Giulia Bianchi';

/** WCAG 2.2 1.4.13 and 2.1.1, and what the card does that needs a real browser. */
describe.each<BrowserName>(['chrome', 'firefox'])('the card in %s', (browserName) => {
  let stage: Stage;
  let browser: Driver;
  let tab: Tab;

  beforeAll(async () => {
    stage = await setStage(browserName, { pages: { '/': PAGE, '/dialog': DIALOG } });
    browser = stage.browser;
    await stage.connect();
    tab = await browser.open(`${SITE}/`);
    await isRead(tab, '#giulia', GIULIA);
  });

  afterAll(() => stage.close());

  const focused = (): Promise<string> =>
    tab.evaluate(() => document.activeElement?.id ?? document.activeElement?.tagName ?? '');

  it('opens by key, is read from the name, and leads to the conversation by keys alone', async () => {
    await tab.evaluate(() => document.querySelector<HTMLElement>('#before')?.focus());
    await browser.pressShortcut('next-number');
    const card = await cardIn(tab);
    await card.waitFor(() => document.activeElement?.textContent === 'Giulia Bianchi');
    const said = await card.evaluate(() =>
      document.activeElement?.getAttribute('aria-description'),
    );
    expect(said).toBe('+39 347 123 4567');
    await tabTo(tab, card, 'Open conversation');
    await tab.press('Enter');
    const conversation = await browser.tab((url) => url.startsWith('https://dash.callbell.eu/'));
    await conversation.waitFor(() => document.title.includes('Giulia Bianchi'));
    await conversation.close();
    await tab.bringToFront();
  });

  it('goes on to the next number, and gives the focus back to where one was', async () => {
    const card = await cardIn(tab);
    await browser.pressShortcut('next-number');
    await card.waitFor(() => document.activeElement?.textContent === 'João Araújo');
    await tab.press('Escape');
    await until(async () => ((await focused()) === 'before' ? true : undefined), {
      what: 'the focus to come back',
    });
  });

  it('gives the focus back when one tabs out of it, at either end', async () => {
    for (const key of ['Shift+Tab', 'Tab']) {
      await browser.pressShortcut('next-number');
      const card = await cardIn(tab);
      await card.waitFor(() => document.activeElement?.tagName === 'H1');
      if (key === 'Tab') await tabTo(tab, card, 'Not this person here');
      if (key === 'Tab') await tab.press('Tab');
      else
        await card.evaluate(() => {
          // Drivers differ in how they hold Shift; what the key does is the card's own matter.
          const options = { key: 'Tab', shiftKey: true, bubbles: true };
          document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', options));
        });
      await until(async () => ((await focused()) === 'before' ? true : undefined), {
        what: `the focus to come back after ${key}`,
      });
    }
  });

  it('comes with a resting pointer without taking the focus, and goes with Escape', async () => {
    const inside = await rest(tab, '#giulia', GIULIA);
    expect(await focused()).toBe('before');
    await tab.press('Escape');
    await cardIs(tab, false, inside);
  });

  it('waits for a pointer on its way over other numbers, and stays while it is there', async () => {
    const inside = await rest(tab, '#giulia', GIULIA);
    const { x, end } = await lineOf(tab, '#giulia');
    // Over the gap and over the number below, which is the way to the card's far corner.
    for (let step = 1; step <= 5; step += 1) await tab.moveMouse(x + step * 8, end + step);
    await tab.moveMouse(inside.x, inside.y);
    await hasText(await cardIn(tab), GIULIA);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
    await tab.moveMouse(900, 700);
    await cardIs(tab, false, inside);
  });

  it('goes with a click beside it, and when its number is scrolled away', async () => {
    let inside = await rest(tab, '#giulia', GIULIA);
    await tab.clickAt(1000, 600);
    await cardIs(tab, false, inside);
    inside = await rest(tab, '#joao', 'João Araújo');
    await tab.evaluate(() => scrollTo(0, 300));
    await cardIs(tab, false, inside);
    await tab.evaluate(() => scrollTo(0, 0));
  });

  it('is not there for a selection, and goes when its number does', async () => {
    await tab.moveMouse(1, 1);
    await tab.evaluate(() => {
      getSelection()?.selectAllChildren(document.querySelector('#giulia') ?? document.body);
    });
    const { x, y, end } = await lineOf(tab, '#giulia');
    await tab.moveMouse(x, y);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await isCardAt(tab, x + 40, end + 40)).toBe(false);
    await tab.evaluate(() => getSelection()?.removeAllRanges());
    await tab.moveMouse(1, 1);
    const inside = await rest(tab, '#giulia', GIULIA);
    // Away from both, or it would have to stay.
    await tab.evaluate(() => {
      const number = document.querySelector('#giulia');
      number?.replaceChildren('nobody');
    });
    await cardIs(tab, false, inside);
    await tab.goto(`${SITE}/`);
    await isRead(tab, '#giulia', GIULIA);
  });

  it('stays when it is pinned, by key and button, and is moved without dragging and with', async () => {
    const inside = await rest(tab, '#giulia', GIULIA);
    const card = await cardIn(tab);
    await browser.pressShortcut('next-number');
    await card.waitFor(() => document.hasFocus() && document.activeElement?.tagName === 'H1');
    await tab.press('p');
    await card.waitFor(() => document.querySelector('.grip') !== null);
    await tab.clickAt(1000, 700);
    await tab.evaluate(() => scrollTo(0, 400));
    await tab.moveMouse(900, 500);
    expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
    await tab.evaluate(() => scrollTo(0, 0));
    const [left, top] = (await cardCorner(tab)) ?? [0, 0];
    // A click on its bar takes it to the next corner.
    await tab.clickAt(left + 100, top + 10);
    await until(async () => (((await cardCorner(tab))?.[0] ?? 0) > 900 ? true : undefined), {
      what: 'the card in the next corner',
    });
    await clickInCard(card, 'Unpin');
    await clickInCard(card, 'Close');
    await cardIs(tab, false, { x: 1000, y: 100 });
  });

  it('looks a number of nobody up when the user presses the key for it, and not before', async () => {
    const asked = (): number => stage.fake.log.count({ path: /\/contacts\/phone\//u });
    const select = (id: string): Promise<void> =>
      tab.evaluate((wanted: string) => {
        const element = document.querySelector(wanted);
        if (element) getSelection()?.selectAllChildren(element);
      }, id);
    await select('#stranger');
    expect(asked()).toBe(0);
    await browser.pressShortcut('look-up');
    const card = await cardIn(tab);
    await hasText(card, 'Callbell has no contact with this number');
    expect(asked()).toBeGreaterThan(1);
    await tab.press('Escape');

    const second = DEMO_CONTACTS[0]?.channel;
    stage.fake.contacts.add(
      makeContact({
        uuid: 'e'.repeat(32),
        name: 'Centralino Roma',
        phoneNumber: '+39 06 6982 1234',
        ...(second && { channel: second }),
      }),
    );
    await select('#stranger');
    await browser.pressShortcut('look-up');
    await hasText(card, 'Centralino Roma');
    await tab.press('Escape');
    await tab.evaluate(() => getSelection()?.removeAllRanges());
  });

  it('reads one contact anew', async () => {
    stage.fake.contacts.update(DEMO_CONTACTS[0]?.uuid ?? '', { name: 'Giulia Verdi' });
    await rest(tab, '#giulia', GIULIA);
    const card = await cardIn(tab);
    await clickInCard(card, 'Refresh this contact');
    await hasText(card, 'Giulia Verdi');
    await hasText(card, 'Read from Callbell just now');
    await tab.press('Escape');
  });

  it('remembers whom a number does not mean here, until the options take it back', async () => {
    const inside = await rest(tab, '#joao', 'João Araújo');
    const card = await cardIn(tab);
    await clickInCard(card, 'Not this person here');
    await hasText(card, 'is no longer shown for this number');
    await clickInCard(card, 'Close');
    await cardIs(tab, false, inside);

    const options = await browser.openExtensionPage('options.html');
    await hasText(options, 'João Araújo, +55 11 91234-5678');
    await options.click({ name: 'Show João Araújo again', role: 'button' });
    await options.waitFor(() => !document.body.innerText.includes('João Araújo'));
    await options.close();
    await tab.bringToFront();
    await rest(tab, '#joao', 'João Araújo');
    await tab.press('Escape');
  });

  it('shows what others have written as text, and nothing else (T13, T14)', async () => {
    await rest(tab, '#html', '<img src=x onerror=alert(1)>');
    const card = await cardIn(tab);
    const seen = await card.evaluate(() => ({
      made: document.querySelectorAll('#root :is(img, script, b, i)').length,
      links: [...document.querySelectorAll('a')].map(({ origin }) => origin),
    }));
    expect(seen).toEqual({
      made: 0,
      links: ['https://dash.callbell.eu', 'https://dash.callbell.eu'],
    });
    await tab.press('Escape');
  });

  describe('on a page that hides it (T7)', () => {
    let inside: { x: number; y: number };
    let ink: number;

    beforeEach(async () => {
      inside = await rest(tab, '#joao', 'João Araújo');
      // Pinned, it goes for no other reason.
      await clickInCard(await cardIn(tab), 'Pin');
      ink = await inkAt(tab, inside);
      expect(ink).toBeGreaterThan(100);
    });

    afterEach(async () => {
      await tab.goto(`${SITE}/`);
      await isRead(tab, '#joao', 'João Araújo');
    });

    const restyle = (style: string, selector: string): Promise<void> =>
      tab.evaluate(
        ({ css, wanted }: { css: string; wanted: string }) => {
          for (const element of document.querySelectorAll<HTMLElement>(wanted)) {
            element.style.cssText += css;
          }
        },
        { css: `; ${style}`, wanted: selector },
      );

    it.each([
      'opacity: 0 !important',
      'opacity: 0.5 !important',
      'filter: opacity(0) !important',
      'clip-path: inset(0 0 90% 0) !important',
      'zoom: 0.2 !important',
    ])('it goes when the root has %s', async (style) => {
      await restyle(style, ':root');
      await cardIs(tab, false, inside);
    });

    it('is seen and stays, whatever is done to the body and to our host', async () => {
      await restyle('opacity: 0.01 !important; filter: opacity(0) !important', 'body, head > div');
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(await inkAt(tab, inside)).toBeGreaterThan(ink / 2);
      expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
    });

    it.each(['none', 'auto'])(
      'is lifted over what is laid on it, and goes if that insists (pointer-events: %s)',
      async (events) => {
        await tab.evaluate((pointerEvents: string) => {
          const cover = document.createElement('div');
          cover.popover = 'manual';
          cover.id = 'cover';
          cover.style.cssText = `position: fixed; inset: 0; width: 100vw; height: 100vh;
            background: white; pointer-events: ${pointerEvents}`;
          document.body.append(cover);
          cover.showPopover();
        }, events);
        await until(async () => ((await inkAt(tab, inside)) > ink / 2 ? true : undefined), {
          what: 'the card to be seen',
        });
        await tab.evaluate(() => {
          const cover = document.querySelector<HTMLElement>('#cover');
          const insist = (): void => {
            cover?.hidePopover();
            cover?.remove();
            document.body.append(cover?.cloneNode() ?? '');
            document.querySelector<HTMLElement>('#cover')?.showPopover();
          };
          setInterval(insist, 150);
        });
        await until(
          async () => {
            const isThere = await tab.evaluate(
              ([x, y]: [number, number]) =>
                document
                  .elementsFromPoint(x, y)
                  .some((one) => one.parentElement === document.head && one.tagName === 'DIV'),
              [inside.x, inside.y],
            );
            return isThere ? undefined : true;
          },
          { what: 'the card to go' },
        );
      },
    );

    it('goes under a modal dialog that opens later', async () => {
      await until(
        async () => {
          await tab.evaluate(() => {
            const dialog = document.createElement('dialog');
            document.body.append(dialog);
            dialog.showModal();
            setTimeout(() => dialog.remove(), 400);
          });
          await tab.waitFor(() => document.querySelector('dialog') === null);
          return (await isCardAt(tab, inside.x, inside.y)) ? undefined : true;
        },
        { what: 'the card to go' },
      );
    });
  });

  describe('over a modal dialog of the page', () => {
    beforeAll(async () => {
      await tab.goto(`${SITE}/dialog`);
    });

    it('is seen, can be pressed, and gives way to the dialog when it goes', async () => {
      const inside = await restUnderDialog(tab, '#inside', 'João Araújo');
      const card = await cardIn(tab);
      expect(await inkAt(tab, inside)).toBeGreaterThan(100);
      await tab.moveMouse(inside.x, inside.y);
      await new Promise((resolve) => setTimeout(resolve, 700));
      await tab.clickAt(inside.x, inside.y);
      await card.waitFor(() => document.hasFocus(), { what: 'the card to have the focus' });
      expect(await isCardAt(tab, inside.x, inside.y)).toBe(true);
      await clickInCard(card, 'Close');
      await tab.waitFor(() => document.hasFocus() && document.activeElement?.id === 'field');
      expect(await tab.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    });

    it('is worked by keys alone, and Escape closes only it', async () => {
      await browser.pressShortcut('next-number');
      const card = await cardIn(tab);
      await card.waitFor(() => document.activeElement?.textContent === 'João Araújo');
      await tab.press('p');
      await card.waitFor(() => document.querySelector('.grip') !== null);
      await tab.press('Escape');
      await tab.waitFor(() => document.hasFocus() && document.activeElement?.id === 'field');
      expect(await tab.evaluate(() => document.querySelector('dialog')?.open)).toBe(true);
    });
  });
});
