import type { Probe } from './probe.ts';

/** What the page's own document says: nothing may have been put between its nodes (T1). */
export const DOCUMENT_PROBES: readonly Probe[] = [
  {
    // A span around a number, an attribute on it: told at once, whoever made it.
    name: 'MutationObserver',
    look: () => window.leak.mutations.map((records) => records.join()),
  },
  {
    name: 'innerHTML diff',
    look: () => {
      const { rows, html, before } = window.leak;
      return rows.map((row, index) => (html(row) === before.html[index] ? '' : html(row)));
    },
  },
  {
    // An element around the number, or another font, moves or resizes it.
    name: 'getBoundingClientRect',
    look: () => {
      const { numbers, rect, before } = window.leak;
      return numbers.map((number, index) =>
        rect(number) === before.rects[index] ? '' : rect(number),
      );
    },
  },
  {
    // Every property, of the pseudo-elements too: rules of an injected sheet would show.
    name: 'getComputedStyle',
    look: () => {
      const { numbers, style, before } = window.leak;
      return numbers.map((number, index) => {
        const was = new Set(before.styles[index]?.split(';'));
        const now = style(number).split(';');
        return now.filter((declaration) => !was.has(declaration)).join(';');
      });
    },
  },
  {
    // What a user copies: text of the extension's would come along.
    name: 'selection, innerText, getHTML',
    look: () =>
      window.leak.rows.map((row, index) => {
        const selection = getSelection();
        selection?.selectAllChildren(row);
        const number = window.leak.numbers[index]?.textContent;
        const seen = [selection?.toString(), row.innerText, row.textContent].map((text) =>
          text?.trim() === number ? '' : (text ?? ''),
        );
        selection?.removeAllRanges();
        const shadows = { serializableShadowRoots: true };
        return seen.join('') + (row.getHTML(shadows) === row.innerHTML ? '' : 'other HTML');
      }),
  },
  {
    name: 'getAnimations',
    look: () =>
      window.leak.rows.map((row, index) =>
        [...document.getAnimations(), ...row.getAnimations({ subtree: true })]
          .filter(({ effect }) => {
            const target = effect instanceof KeyframeEffect ? effect.target : null;
            return window.leak.numberOf(target) === index;
          })
          .map(({ id, playState }) => `${id} ${playState}`)
          .join(),
      ),
  },
  {
    // A registry that content scripts and pages share: it named 10 of 10 members.
    name: 'CSS.highlights',
    look: () => {
      if (!('highlights' in CSS)) return null;
      const named = new Map<number, string>();
      CSS.highlights.forEach((highlight, name) => {
        highlight.forEach((range) => {
          const number = window.leak.numberOf(range.startContainer);
          named.set(number, `${named.get(number) ?? ''} ${name}`);
        });
      });
      return window.leak.numbers.map((_, index) => named.get(index) ?? '');
    },
  },
  {
    name: 'highlightsFromPoint',
    look: () => {
      const registry = ('highlights' in CSS ? CSS.highlights : {}) as {
        highlightsFromPoint?: (x: number, y: number) => unknown[];
      };
      if (!registry.highlightsFromPoint) return null;
      return window.leak.numbers.map((number) => {
        const { left, top, height } = number.getBoundingClientRect();
        const found = registry.highlightsFromPoint?.(left + 12, top + height - 3) ?? [];
        return found.length === 0 ? '' : `${found.length} highlights`;
      });
    },
  },
  {
    // An image, a font or a shift of layout that belongs to one number.
    name: 'PerformanceObserver',
    look: () =>
      window.leak.rows.map((_, index) => {
        const { entries, numberOf, own } = window.leak;
        const ofNumber = entries.filter(({ node }) => numberOf(node) === index);
        // The page has asked for the timing of its own rows: one each. One is the largest.
        const asked = ofNumber.findIndex(({ type }) => type === 'element');
        return ofNumber
          .filter((_entry, place) => place !== asked)
          .filter(({ type, node }) => type !== 'largest-contentful-paint' || !own.has(node))
          .map(({ type }) => type)
          .join();
      }),
  },
];
