import type { Probe } from './probe.ts';

/** What lies at a place: a box over a number must not be there for the page. */
export const HIT_PROBES: readonly Probe[] = [
  {
    name: 'elementFromPoint',
    look: () =>
      window.leak.numbers.map((number) => {
        const { left, top, width, height } = number.getBoundingClientRect();
        const places = [0.02, 0.5, 0.98].flatMap((part) =>
          [-3, 2, height / 2, height - 3, height + 2].map((down) => [width * part, down] as const),
        );
        return places
          .map(([x, y]) => document.elementFromPoint(left + x, top + y))
          .filter((found) => found !== null && !window.leak.own.has(found))
          .map(window.leak.describe)
          .join();
      }),
  },
  {
    name: 'elementsFromPoint',
    look: () =>
      window.leak.numbers.map((number) => {
        const { left, top, width, height } = number.getBoundingClientRect();
        return [0.02, 0.5, 0.98]
          .flatMap((part) => document.elementsFromPoint(left + width * part, top + height - 3))
          .filter((found) => !window.leak.own.has(found))
          .map(window.leak.describe)
          .join();
      }),
  },
  {
    name: 'caretPositionFromPoint',
    look: () => {
      const from: {
        caretPositionFromPoint?: (x: number, y: number) => CaretPosition | null;
        caretRangeFromPoint?: (x: number, y: number) => Range | null;
      } = document;
      return window.leak.numbers.map((number, index) => {
        const { left, top, height } = number.getBoundingClientRect();
        const [x, y] = [left + 12, top + height - 3];
        const nodes = [
          from.caretPositionFromPoint?.(x, y)?.offsetNode,
          from.caretRangeFromPoint?.(x, y)?.startContainer,
        ];
        return nodes
          .filter((node) => node !== undefined && window.leak.numberOf(node) !== index)
          .map(window.leak.describe)
          .join();
      });
    },
  },
];

/**
 * IntersectionObserver v2 (Chromium) tells whether anything is painted over an element, also
 * where that takes no pointer events and lies in a closed root. So boxes lie over every number,
 * and over nothing else: the probe may see all of them, or none.
 */
export const INTERSECTION_PROBES: readonly Probe[] = [
  { name: 'IntersectionObserver v2 on the number', look: () => window.leak.occluded('.number') },
  { name: 'IntersectionObserver v2 inside it', look: () => window.leak.occluded('.inside') },
  { name: 'IntersectionObserver v2 above it', look: () => window.leak.occluded('.above') },
  { name: 'IntersectionObserver v2 below it', look: () => window.leak.occluded('.below') },
  { name: 'IntersectionObserver v2 right of it', look: () => window.leak.occluded('.right') },
];
