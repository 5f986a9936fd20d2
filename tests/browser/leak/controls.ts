import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName } from '../harness/driver.ts';
import { ARE_MEMBERS } from './numbers.ts';
import { callInPage } from './pages.ts';

/**
 * Ways to mark that are known to tell (security 2.1), each done by an extension of the suite's
 * own in a world of its own, as ours would. If a probe no longer sees them, the suite is blind.
 */
export const CONTROLS = [
  'spans',
  'highlights',
  'overlay',
  'overlay that takes the pointer',
  'hidden boxes for others',
] as const;

export type Control = (typeof CONTROLS)[number] | 'name in a closed root' | 'host with a hyphen';

/** The probes that must see each control: what was measured when the marking was chosen. */
export const TELLING: Readonly<
  Record<BrowserName, Readonly<Record<(typeof CONTROLS)[number], readonly string[]>>>
> = {
  chrome: {
    spans: ['MutationObserver', 'innerHTML diff', 'elementFromPoint', 'elementsFromPoint'],
    highlights: ['CSS.highlights', 'highlightsFromPoint'],
    overlay: ['IntersectionObserver v2 inside it', 'extents of the host, restyled and moved'],
    'overlay that takes the pointer': ['elementFromPoint', 'elementsFromPoint'],
    'hidden boxes for others': ['IntersectionObserver v2 inside it'],
  },
  firefox: {
    spans: ['MutationObserver', 'innerHTML diff', 'elementFromPoint', 'elementsFromPoint'],
    highlights: ['CSS.highlights'],
    overlay: ['extents of the host, restyled and moved'],
    'overlay that takes the pointer': ['elementFromPoint', 'elementsFromPoint'],
    // Nothing tells there: visibility changes no extent, and there is no IntersectionObserver v2.
    'hidden boxes for others': [],
  },
};

/** Text that the last two controls leave in a closed root. */
export const CONTROL_NAME = 'Alice Secretname';

/**
 * Makes a second extension. It does nothing but what the address of a page asks for (`?control=`),
 * and looks into closed roots when the page asks it to, as any other extension can (T20).
 *
 * @returns its folder, which the caller removes
 */
export async function writeOtherExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lens-other-extension-'));
  const manifest = {
    manifest_version: 3,
    name: 'Another extension',
    version: '1',
    browser_specific_settings: { gecko: { id: 'other@example.org' } },
    host_permissions: ['http://127.0.0.1/*'],
    content_scripts: [
      { matches: ['http://127.0.0.1/*'], js: ['other.js'], run_at: 'document_idle' },
    ],
  };
  const script =
    callInPage(control, { areMembers: ARE_MEMBERS, name: CONTROL_NAME }) + callInPage(lookInside);
  await Promise.all([
    writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest)),
    writeFile(join(folder, 'other.js'), script),
  ]);
  return folder;
}

/** Marks the members of a page in one of the ways above. */
function control({ areMembers, name }: { areMembers: readonly boolean[]; name: string }): void {
  const wanted = new URLSearchParams(location.search).get('control') as Control | null;
  if (wanted === null) return;
  const numbers = [...document.querySelectorAll<HTMLElement>('.number')];
  // A page with one number says in its address whose it is.
  const isMember = (index: number): boolean =>
    numbers.length === 1 ? location.pathname.endsWith('member') : areMembers[index] === true;
  const members = numbers.filter((_, index) => isMember(index));
  const host = document.createElement(wanted === 'host with a hyphen' ? 'lens-card' : 'div');

  const drawBoxes = (style: (index: number) => string, over: HTMLElement[]): void => {
    const root = host.attachShadow({ mode: 'closed' });
    host.style.cssText = 'position:absolute;left:0;top:0;width:0;height:0;z-index:2147483647';
    for (const number of over) {
      const { left, top, width, height } = number.getBoundingClientRect();
      const box = document.createElement('div');
      box.style.cssText = `position:absolute;contain:strict;box-sizing:border-box;left:${left}px;top:${top}px;width:${width}px;height:${height}px;border-bottom:2px solid orange;${style(numbers.indexOf(number))}`;
      root.append(box);
    }
    document.documentElement.append(host);
  };

  switch (wanted) {
    case 'spans':
      for (const number of members) {
        const span = document.createElement('span');
        span.style.borderBottom = '2px solid orange';
        number.firstChild?.before(span);
        if (span.nextSibling) span.append(span.nextSibling);
      }
      break;
    case 'highlights': {
      const ranges = members.map((number) => {
        const range = document.createRange();
        range.selectNodeContents(number);
        return range;
      });
      CSS.highlights.set('known', new Highlight(...ranges));
      break;
    }
    case 'overlay':
      drawBoxes(() => 'pointer-events:none', members);
      break;
    case 'overlay that takes the pointer':
      drawBoxes(() => '', members);
      break;
    case 'hidden boxes for others':
      drawBoxes(
        (index) => `pointer-events:none;visibility:${isMember(index) ? 'visible' : 'hidden'}`,
        numbers,
      );
      break;
    case 'name in a closed root':
    case 'host with a hyphen':
      host.attachShadow({ mode: 'closed' }).append(name);
      document.documentElement.append(host);
      break;
  }
  document.documentElement.dataset['control'] = 'done';
}

/** Answers the page's event with the text in all closed roots, and how many elements are there. */
function lookInside(): void {
  type Open = (element: Element) => ShadowRoot | null;
  const { chrome } = globalThis as { chrome?: { dom?: { openOrClosedShadowRoot: Open } } };
  addEventListener('look-inside', () => {
    const roots = [...document.querySelectorAll<HTMLElement>('html > *, head > *')].map(
      (element) => {
        // Chromium has a function for it, Firefox a property.
        if (chrome?.dom) return chrome.dom.openOrClosedShadowRoot(element);
        return (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot;
      },
    );
    const inside = roots.flatMap((root) => (root ? [...root.querySelectorAll('*')] : []));
    const text = roots.map((root) => root?.textContent ?? '').join('');
    const frames = inside.filter((element) => element instanceof HTMLIFrameElement);
    document.documentElement.dataset['inside'] = JSON.stringify({
      text,
      attributes: inside.map(({ outerHTML }) => outerHTML).join('\n'),
      elements: inside.length,
      frames: frames.length,
      open: frames.filter(({ contentDocument }) => contentDocument !== null).length,
    });
  });
}
