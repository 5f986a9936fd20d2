import {
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
  defaultRangeExtractor,
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** What a row takes mostly; each is measured once it is there. */
const ROW_HEIGHT = 51;
/** Below the head that stays when the list is scrolled. */
const HEAD_HEIGHT = 28;

export interface VirtualListOptions {
  count: number;
  scroller: RefObject<HTMLElement | null>;
  list: RefObject<HTMLElement | null>;
  /** A row that is there even where it is not seen: the one that the keyboard is on. */
  kept: number;
}

export interface VirtualList {
  rows: VirtualItem[];
  /** The height of all rows, and where this list begins in its scroller, in CSS pixels. */
  height: number;
  margin: number;
  measure: (row: Element | null) => void;
  scrollTo: (row: number) => void;
}

/** Only the rows that are seen, of a list that may have a hundred thousand. */
export function useVirtualList(options: VirtualListOptions): VirtualList {
  const { count, scroller, list, kept } = options;
  const [, render] = useReducer<number, undefined>((turn) => turn + 1, 0);
  const [margin, setMargin] = useState(0);
  const settings: VirtualizerOptions<HTMLElement, Element> = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    // A list that is hidden for a while has rows without a height: each would make room for one
    // more, until all of them are there.
    measureElement: (row, entry, instance) =>
      measureElement(row, entry, instance) ||
      (instance.measurementsCache[instance.indexFromElement(row)]?.size ?? ROW_HEIGHT),
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    scrollMargin: margin,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 6,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      const isMissing = kept >= 0 && kept < count && !shown.includes(kept);
      return isMissing ? [...shown, kept].sort((a, b) => a - b) : shown;
    },
    onChange: () => render(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer(settings));
  virtualizer.setOptions(settings);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  // In every render: what is above the list comes and goes.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the same number ends it
  useLayoutEffect(() => {
    virtualizer._willUpdate();
    setMargin(list.current?.offsetTop ?? 0);
  });
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    margin,
    measure: virtualizer.measureElement,
    scrollTo: (row) => virtualizer.scrollToIndex(row, { align: 'auto' }),
  };
}
