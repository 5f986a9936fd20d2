import type { Probe } from './probe.ts';

/**
 * What only a page with one number can ask: the answer is about the whole page, and must be the
 * same on a page with a contact's number and on one with a stranger's.
 */
export const PAGE_PROBES: readonly Probe[] = [
  {
    name: 'scroll size of the document',
    look: () => [window.leak.size() === window.leak.before.size ? '' : window.leak.size()],
  },
  {
    // A frame in the page's tree would be counted, and its address read.
    name: 'frames',
    look: () => {
      const elements = document.querySelectorAll('iframe, frame, object, embed').length;
      return [window.length + frames.length + elements === 0 ? '' : `${window.length} frames`];
    },
  },
  {
    // In Firefox it throws as soon as there is a frame of another origin, wherever that is.
    name: 'window.find in frames',
    look: () => {
      const page = window as unknown as { find: (...given: unknown[]) => boolean };
      try {
        return [page.find('Nobody', false, false, true, false, true) ? 'found' : ''];
      } catch (error) {
        return [String(error)];
      }
    },
  },
  {
    name: 'active element',
    look: () => [document.activeElement === document.body ? '' : 'other'],
  },
  {
    // Messages, violations of the policy, reports, focus, toggles: everything at window capture.
    name: 'events of the window',
    look: () => [window.leak.events.filter((event) => !/^(?:focus|blur) /u.test(event)).join()],
  },
  {
    name: 'focus and blur',
    look: () => {
      const ofNodes = window.leak.events.filter((event) => /^(?:focus|blur) /u.test(event));
      // The window itself gets and loses the focus with its tab.
      return [ofNodes.filter((event) => !/ (?:window|#document) /u.test(event)).join()];
    },
  },
  {
    name: 'style sheets',
    look: () => {
      const { length } = document.styleSheets;
      const adopted = document.adoptedStyleSheets.length;
      return [length === window.leak.before.sheets && adopted === 0 ? '' : `${length} ${adopted}`];
    },
  },
  {
    name: 'text of the document',
    look: () => {
      const { documentElement } = document;
      getSelection()?.selectAllChildren(documentElement);
      const selected = getSelection()?.toString() ?? '';
      getSelection()?.removeAllRanges();
      const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();
      const before = plain(window.leak.before.text);
      const seen = [documentElement.innerText, selected].map(plain);
      return [seen.filter((text) => text !== before).join()];
    },
  },
  {
    // Addresses of images, and who has kept the page busy, where browsers name them.
    name: 'resources and long tasks',
    look: () => {
      const own = (name: string): boolean => name.startsWith(location.origin);
      const resources = performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => !own(name));
      // How many there are is the machine's mood; whether one names the extension is not.
      const named = window.leak.entries
        .filter(({ json }) => json.includes('-extension:'))
        .map(({ type, json }) => `${type} ${json}`);
      const shifts = window.leak.entries.filter(({ type }) => type === 'layout-shift');
      return [[...resources, ...named, ...shifts.map(({ type }) => type)].join()];
    },
  },
  {
    name: 'animations of the document',
    look: () => {
      const inHosts = [...document.querySelectorAll('html > div, head > div')].flatMap((host) =>
        host.getAnimations({ subtree: true }),
      );
      const { length } = [...document.getAnimations(), ...inHosts];
      return [length === 0 ? '' : `${length} animations`];
    },
  },
  {
    // The one node that is put in, as the page sees it: its attributes and its content.
    name: 'nodes around the body',
    look: () => {
      const nodes = [...document.querySelectorAll('html > *, head > *')];
      const put = nodes.filter((node) => !window.leak.own.has(node));
      const inside = { serializableShadowRoots: true };
      return [put.map((node) => node.outerHTML + node.getHTML(inside)).join()];
    },
  },
  {
    // A rule of the browser's or the user's that was not there before.
    name: 'style of the head',
    look: () => {
      const { display } = getComputedStyle(document.head);
      const others = [document.head, ...document.head.children].map(window.leak.style);
      return [display === 'none' ? '' : others.join()];
    },
  },
  {
    name: 'MutationObserver on the document',
    look: () => [window.leak.otherMutations.join()],
  },
  {
    name: 'computed style of the host',
    look: () => {
      const hosts = [...document.querySelectorAll('html > div, head > div')];
      return [hosts.map(window.leak.style).join()];
    },
  },
  {
    // Over the whole viewport, wherever something could have been put.
    name: 'elementsFromPoint everywhere',
    look: () => {
      const found = new Set<string>();
      for (let x = 2; x < innerWidth; x += 16) {
        for (let y = 2; y < innerHeight; y += 8) {
          for (const element of document.elementsFromPoint(x, y)) {
            if (window.leak.own.has(element)) continue;
            found.add(`${x},${y} ${window.leak.describe(element)}`);
          }
        }
      }
      return [[...found].join()];
    },
  },
  {
    // The size of what a closed root holds shows in its host's scrolling area, once the page has
    // made it one: 148x117 for a member, 0x0 for others, before the boxes were equal.
    name: 'extents of the host, restyled and moved',
    look: () => {
      const restylings = [
        'all: initial',
        'display: block !important; position: static !important; width: 1px; height: 1px; overflow: auto !important',
        'display: inline-block !important; position: relative !important; width: auto; height: auto; font-size: 40px; color: red; visibility: visible',
        'display: grid !important; position: fixed !important; width: min-content; height: min-content; overflow: scroll; contain: none; pointer-events: auto; opacity: .5',
      ];
      const seen: unknown[] = [];
      for (const host of document.querySelectorAll<HTMLElement>('html > div, head > div')) {
        const style = host.getAttribute('style') ?? '';
        const measure = (): void => {
          const { offsetWidth, offsetHeight, clientWidth, clientHeight } = host;
          const { left, top, width, height } = host.getBoundingClientRect();
          const { x, y } = { x: left + width / 2, y: top + height / 2 };
          seen.push([host.scrollWidth, host.scrollHeight, offsetWidth, offsetHeight]);
          seen.push([clientWidth, clientHeight, left, top, width, height]);
          seen.push(document.elementsFromPoint(x, y).map(window.leak.describe));
          seen.push([
            document.documentElement.scrollWidth - innerWidth,
            document.documentElement.scrollHeight,
          ]);
          host.scrollTo(1e6, 1e6);
          seen.push([host.scrollLeft, host.scrollTop]);
        };
        for (const restyling of ['', ...restylings]) {
          for (const parent of [document.documentElement, document.body, document.head]) {
            parent.append(host);
            host.setAttribute('style', restyling || style);
            measure();
          }
        }
        host.setAttribute('style', style);
      }
      return [seen.length === 0 ? '' : JSON.stringify(seen)];
    },
  },
];
