import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName, Tab } from './harness/driver.ts';
import {
  aroundCard,
  CARD_PAGES,
  CARD_SECRETS,
  cardIn,
  findTexts,
  openCard,
  registerServiceWorker,
} from './leak/card.ts';
import { CONTROL_NAME, CONTROLS, type Control, TELLING } from './leak/controls.ts';
import { DOCUMENT_PROBES } from './leak/document-probes.ts';
import { HIT_PROBES, INTERSECTION_PROBES } from './leak/hit-probes.ts';
import { ARE_MEMBERS, NUMBERS } from './leak/numbers.ts';
import { PAGE_PROBES } from './leak/page-probes.ts';
import { OWN_TEXT } from './leak/pages.ts';
import { packagedFiles } from './leak/hostile-page.ts';
import {
  besideFirst,
  heardTargets,
  hearPointer,
  restyleHosts,
  slideFirstBack,
  slideFirstTo,
  synthesize,
} from './leak/pointer.ts';
import type { Probe } from './leak/probe.ts';
import { RESIDUAL } from './leak/residual.ts';
import { SITE_PAGES, withHostilePage } from './leak/site-pages.ts';
import { type LeakStage, setLeakStage } from './leak/stage.ts';
import { isMarked } from './leak/user-view.ts';
import { type Sights, judge } from './leak/verdict.ts';

const NUMBER_PROBES: readonly Probe[] = [...DOCUMENT_PROBES, ...HIT_PROBES, ...INTERSECTION_PROBES];

/** No bit about who is a contact reaches a page: security.md 1.3 (T1-T6, T9, T20) and 2.2. */
describe.each<BrowserName>(['chrome', 'firefox'])('what a page learns in %s', (browserName) => {
  let stage: LeakStage;
  const open = (path: string): Promise<Tab> => stage.browser.open(`${stage.origin}${path}`);
  /** A page with the marks on it. */
  const openMarked = async (path: string, areMembers = ARE_MEMBERS): Promise<Tab> => {
    const tab = await open(path);
    await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
    await isMarked(tab, areMembers);
    return tab;
  };
  /** What the probes see on a page with a contact's number and on one with a stranger's. */
  const lookAtPages = async (
    paths: readonly string[],
    openPage: (path: string) => Promise<Tab>,
  ): Promise<Map<string, Sights>> => {
    const sights = new Map<string, string[]>();
    for (const path of paths) {
      const tab = await openPage(path);
      for (const { name, look } of PAGE_PROBES) {
        sights.set(name, [...(sights.get(name) ?? []), ...((await tab.evaluate(look)) ?? [])]);
      }
      await tab.close();
    }
    return sights;
  };
  const expectNothing = (name: string, sights: Sights | null, areMembers = ARE_MEMBERS): void => {
    if (sights === null) return;
    const { members, others, tells } = judge(sights, areMembers);
    expect({ name, tells, sights: tells ? sights : [] }).toEqual({
      name,
      tells: false,
      sights: [],
    });
    expect(members).toBe(others);
    if (members > 0) expect(RESIDUAL[browserName]).toContain(name);
  };

  beforeAll(async () => {
    stage = await setLeakStage(browserName, await withHostilePage(SITE_PAGES, browserName));
  });

  afterAll(() => stage.close());

  describe('on a page with 20 numbers', () => {
    let tab: Tab;
    beforeAll(async () => {
      tab = await openMarked('/numbers');
    });
    afterAll(() => tab.close());

    it.each(NUMBER_PROBES)('nothing from $name', async ({ name, look }) => {
      expectNothing(name, await tab.evaluate(look));
    });

    it('nothing from things it can do to the one node that it sees', async () => {
      await tab.evaluate(restyleHosts);
      for (const { name, look } of [...HIT_PROBES, ...INTERSECTION_PROBES]) {
        expectNothing(`${name}, host restyled`, await tab.evaluate(look));
      }
    });
  });

  describe('on a long page that is scrolled', () => {
    let tab: Tab;
    beforeAll(async () => {
      tab = await open('/long');
      await tab.waitFor(() => document.head.lastElementChild?.tagName === 'DIV');
      // Into view, away, and back from the other side: boxes come, go and come.
      for (const place of ['center', 'end', 'start', 'center'] as const) {
        await tab.evaluate(async (to: string) => {
          if (to === 'center') {
            const { top } = document.querySelector('.number')?.getBoundingClientRect() ?? {
              top: 0,
            };
            scrollBy(0, top - 20);
            window.leak.before.rects = window.leak.numbers.map(window.leak.rect);
          } else scrollTo(0, to === 'end' ? document.documentElement.scrollHeight : 0);
          await new Promise((resolve) => setTimeout(resolve, 400));
        }, place);
      }
      await isMarked(tab, ARE_MEMBERS);
    });
    afterAll(() => tab.close());

    it.each(NUMBER_PROBES)('nothing from $name', async ({ name, look }) => {
      expectNothing(name, await tab.evaluate(look));
    });
  });

  describe('from events', () => {
    let tab: Tab;
    beforeAll(async () => {
      tab = await openMarked('/numbers');
    });
    afterAll(() => tab.close());

    it('that it makes itself: no card opens (T6)', async () => {
      await tab.evaluate(synthesize);
      await expect(cardIn(tab, 800)).rejects.toThrow();
    });

    it('that the browser makes: no card for a number put under a pointer that rests', async () => {
      const place = await tab.evaluate(besideFirst);
      await tab.moveMouse(place.x, place.y);
      await tab.evaluate(slideFirstTo, place);
      await expect(cardIn(tab, 1_200)).rejects.toThrow();
      // The same number, when it is the pointer that moves.
      await tab.moveMouse(place.x + 1, place.y);
      await cardIn(tab, 5_000);
      await tab.evaluate(slideFirstBack);
    });

    it('of the pointer that goes over numbers and clicks them: the same targets', async () => {
      const places = await tab.evaluate(hearPointer);
      for (const { x, y, right } of places) {
        await tab.moveMouse(x, y);
        await tab.moveMouse(x + 5, y);
        await tab.clickAt(x + 5, y);
        await tab.moveMouse(right, y);
      }
      expectNothing('pointer events', await tab.evaluate(heardTargets));
    });
  });

  // Firefox's window.find tells that there is a frame: it is loaded for any number, then.
  it('nothing from a pointer that passes over a number without resting there', async () => {
    const sights = await lookAtPages(['/one/member', '/one/other'], async (path) => {
      const tab = await openMarked(path, [path.endsWith('member')]);
      const [{ x, y, right } = { x: 0, y: 0, right: 0 }] = await tab.evaluate(hearPointer);
      await tab.moveMouse(x, y);
      await tab.moveMouse(right, y);
      // Whatever is loaded for it is there then.
      await new Promise((resolve) => setTimeout(resolve, 800));
      return tab;
    });
    for (const [name, seen] of sights) expectNothing(name, seen, [true, false]);
  });

  describe('on a page with one number', () => {
    let sights: Map<string, Sights>;
    beforeAll(async () => {
      sights = await lookAtPages(['/one/member', '/one/other'], (path) =>
        openMarked(path, [path.endsWith('member')]),
      );
    });

    it.each(PAGE_PROBES)('nothing from $name', ({ name }) => {
      expectNothing(name, sights.get(name) ?? null, [true, false]);
    });
  });

  it('no tag of its own opens the closed root, no patched function is called (T3, T4)', async () => {
    const tab = await open('/hostile');
    // Nothing of ours may run in the page meanwhile: it would be counted.
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    expect(await tab.evaluate(() => [window.hostile.quiet, window.hostile.roots()])).toEqual([
      [],
      [],
    ]);
    await isMarked(tab, ARE_MEMBERS);
    await tab.close();
  });

  const cardPages = CARD_PAGES.filter(({ only }) => (only ?? browserName) === browserName);

  it('no packaged file by the address that it could know (T8)', async () => {
    const tab = await open('/numbers');
    const urls = (await packagedFiles(browserName)).map((path) => stage.browser.extensionUrl(path));
    const reached = await tab.evaluate(async (all: string[]) => {
      const tries = await Promise.allSettled(all.map((url) => fetch(url, { mode: 'no-cors' })));
      return all.filter((_, index) => tries[index]?.status === 'fulfilled');
    }, urls);
    // Firefox gives each installation an address of its own, which a page has no way to know.
    const card = stage.browser.extensionUrl('card.html');
    expect(reached.filter((url) => browserName === 'chrome' || url !== card)).toEqual([]);
    expect(urls).toContain(card);
    await tab.close();
  });

  describe.each(cardPages)('while the card is open $where', ({ path, hasServiceWorker }) => {
    let tab: Tab;
    beforeAll(async () => {
      tab = await openMarked(path);
      if (hasServiceWorker) await tab.evaluate(registerServiceWorker);
      await openCard(tab);
    });
    afterAll(() => tab.close());

    it('no text of it with window.find, a selection, innerText or getHTML (T2)', async () => {
      const found = await tab.evaluate(findTexts, [OWN_TEXT, ...CARD_SECRETS]);
      expect(found).toEqual([OWN_TEXT]);
    });

    it('no frame, focus, message, report, violation, request or address (T2, T9)', async () => {
      const seen = await tab.evaluate(aroundCard);
      expect(seen).toEqual({ frames: 0, open: 0, active: 'BODY', events: [], named: [] });
    });

    if (hasServiceWorker) {
      it('no request to its service worker', async () => {
        const log = await tab.evaluate(
          async () => (await (await fetch('/log')).json()) as string[],
        );
        expect(log.filter((url) => !url.startsWith(stage.origin))).toEqual([]);
      });
    }

    it('no text for another extension that looks into the closed root (T20)', async () => {
      const inside = await tab.waitFor(() => {
        dispatchEvent(new Event('look-inside'));
        return document.documentElement.dataset['inside'];
      });
      const { text, attributes, ...rest } = JSON.parse(inside) as Record<string, string>;
      expect(text).toBe('');
      for (const secret of CARD_SECRETS) expect(attributes).not.toContain(secret);
      // It has looked in: the boxes and the frame are there, the frame is shut.
      expect(rest).toMatchObject({ frames: 1, open: 0 });
      expect(Number(rest['elements'])).toBeGreaterThan(NUMBERS.length);
    });
  });

  describe('but it would learn from', () => {
    const openControl = async (path: string, control: Control): Promise<Tab> => {
      const tab = await open(`${path}?control=${encodeURIComponent(control)}`);
      await tab.waitFor(() => document.documentElement.dataset['control'] === 'done');
      return tab;
    };

    it.each(CONTROLS)('%s', async (control) => {
      const tab = await openControl('/words', control);
      const telling: string[] = [];
      for (const { name, look } of NUMBER_PROBES) {
        const sights = await tab.evaluate(look);
        if (sights && judge(sights, ARE_MEMBERS).tells) telling.push(name);
      }
      await tab.close();
      // Where no node is put in there is nothing to measure.
      const paths = control === 'overlay' ? ['/word/member', '/word/other'] : [];
      const pages = await lookAtPages(paths, (path) => openControl(path, control));
      for (const [name, sights] of pages) {
        if (judge(sights, [true, false]).tells) telling.push(name);
      }
      expect(telling).toEqual(expect.arrayContaining([...TELLING[browserName][control]]));
    });

    it('a name in a closed root', async () => {
      const tab = await openControl('/words', 'name in a closed root');
      expect(await tab.evaluate(findTexts, [CONTROL_NAME])).toEqual([CONTROL_NAME]);
      await tab.close();
    });

    it('a host with a hyphen', async () => {
      const tab = await openControl('/hostile-words', 'host with a hyphen');
      expect(await tab.evaluate(() => window.hostile.roots())).toEqual([CONTROL_NAME]);
      await tab.close();
    });
  });

  it('leaves nothing to be seen when the extension is switched off, and comes back', async () => {
    const tab = await openMarked('/one/member', [true]);
    await stage.browser.switchExtension(false);
    await tab.bringToFront();
    await isMarked(tab, [false]);
    await stage.browser.switchExtension(true);
    await tab.bringToFront();
    await isMarked(tab, [true]);
    expect(await tab.evaluate(() => document.querySelectorAll('head > div').length)).toBe(1);
    await tab.close();
  });
});
