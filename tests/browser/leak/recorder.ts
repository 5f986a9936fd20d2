/** What the page has at hand for its probes, as `window.leak`. */
export interface Leak {
  /** The elements with one number each. */
  numbers: HTMLElement[];
  /** The same with the page's own boxes around them, one for each. */
  rows: HTMLElement[];
  /** Everything that happened, each as a short text; see {@link record}. */
  events: string[];
  /** For each number the records of changes to its row. */
  mutations: string[][];
  /** Changes anywhere else. */
  otherMutations: string[];
  /** All that PerformanceObserver tells, with the node it is about. */
  entries: { type: string; node: Node | undefined; json: string }[];
  /** The page's own elements: any other one was put in. */
  own: Set<unknown>;
  /** How the page was before anything could be put into it. */
  before: {
    html: string[];
    styles: string[];
    rects: string[];
    text: string;
    size: string;
    sheets: number;
  };
  /** The number that a node belongs to, or -1. */
  numberOf: (node: unknown) => number;
  describe: (node: unknown) => string;
  html: (row: Element) => string;
  style: (number: Element) => string;
  rect: (number: Element) => string;
  /** How far the page can be scrolled. */
  size: () => string;
  /** For each number whether something lies over its element; `null` without IO v2. */
  occluded: (selector: string) => Promise<string[] | null>;
  /** Called by the page when its body is parsed: what comes later is not the parser. */
  start: () => void;
}

declare global {
  interface Window {
    leak: Leak;
  }
}

/**
 * Runs in the page's `<head>`, before any content script: a spying page would have been there
 * first, too. It only listens and keeps what it hears; the probes read it.
 */
export function record(): void {
  const describe = (node: unknown): string => {
    if (node === window) return 'window';
    if (!(node instanceof Node)) return String(node);
    const name = node instanceof Element ? `${node.tagName}.${node.className}` : node.nodeName;
    if (node.parentNode === document.head) return `head>${name}`;
    return node.parentNode === document.documentElement ? `html>${name}` : name;
  };
  const leak: Leak = {
    numbers: [],
    rows: [],
    events: [],
    mutations: [],
    otherMutations: [],
    entries: [],
    before: { html: [], styles: [], rects: [], text: '', size: '', sheets: 0 },
    own: new Set(),
    describe,
    numberOf: (node) => leak.rows.findIndex((row) => node instanceof Node && row.contains(node)),
    html: (row) => row.outerHTML,
    style: (number) =>
      ['', '::before', '::after', '::first-line', '::selection']
        .map((pseudo) => {
          const style = getComputedStyle(number, pseudo);
          return [...style].map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
        })
        .join('|'),
    rect: (number) =>
      JSON.stringify([number.getBoundingClientRect(), [...number.getClientRects()]]),
    size: () =>
      [document.documentElement, document.body]
        .map(({ scrollWidth, scrollHeight }) => `${scrollWidth}x${scrollHeight}`)
        .join(),
    occluded: (selector) =>
      new Promise((resolve) => {
        if (!('trackVisibility' in IntersectionObserver.prototype)) resolve(null);
        const elements = [...document.querySelectorAll(selector)];
        const options: object = { trackVisibility: true, delay: 100 };
        const observer = new IntersectionObserver((entries) => {
          observer.disconnect();
          const visible = entries as (IntersectionObserverEntry & { isVisible?: boolean })[];
          resolve(
            elements.map((element) =>
              visible.find(({ target }) => target === element)?.isVisible ? '' : 'covered',
            ),
          );
        }, options);
        elements.forEach((element) => observer.observe(element));
      }),
    start: () => {
      leak.numbers = [...document.querySelectorAll<HTMLElement>('.number')];
      leak.rows = [...document.querySelectorAll<HTMLElement>('.row')];
      leak.own = new Set(document.querySelectorAll('*'));
      leak.mutations = leak.rows.map(() => []);
      leak.before = {
        html: leak.rows.map(leak.html),
        styles: leak.numbers.map(leak.style),
        rects: leak.numbers.map(leak.rect),
        text: document.documentElement.innerText,
        size: leak.size(),
        sheets: document.styleSheets.length,
      };
      const observer = new MutationObserver((records) => {
        for (const { type, target, addedNodes, attributeName } of records) {
          const what = `${type} ${attributeName ?? ''} ${describe(target)} +${[...addedNodes].map(describe).join()}`;
          (leak.mutations[leak.numberOf(target)] ?? leak.otherMutations).push(what);
        }
      });
      observer.observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
    },
  };
  window.leak = leak;

  for (const type of [
    'message',
    'messageerror',
    'error',
    'blur',
    'focus',
    'securitypolicyviolation',
    'toggle',
    'beforetoggle',
    'fullscreenchange',
    'slotchange',
    'animationstart',
    'transitionrun',
    'scroll',
    'resize',
  ]) {
    addEventListener(
      type,
      (event) => {
        const { violatedDirective = '' } = event as Partial<SecurityPolicyViolationEvent>;
        leak.events.push(`${type} ${describe(event.target)} ${violatedDirective}`);
      },
      true,
    );
  }
  const observedTypes = PerformanceObserver.supportedEntryTypes;
  for (const type of observedTypes) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { element, target, sources } = entry as PerformanceEntry & {
          element?: Node;
          target?: Node;
          sources?: { node?: Node }[];
        };
        const node = element ?? target ?? sources?.[0]?.node;
        leak.entries.push({ type, node, json: JSON.stringify(entry) });
      }
    }).observe({ type, buffered: true });
  }
  if ('ReportingObserver' in window) {
    new ReportingObserver(
      (reports) => {
        for (const report of reports) leak.events.push(`report ${JSON.stringify(report)}`);
      },
      { buffered: true },
    ).observe();
  }
}
