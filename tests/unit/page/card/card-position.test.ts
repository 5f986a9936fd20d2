import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CARD,
  hasRoom,
  moveInto,
  nextCorner,
  placeCard,
  type Size,
} from '../../../../utils/page/card/card-position.ts';
import { type Box, intersect } from '../../../../utils/page/geometry.ts';

const WINDOW = { width: 1000, height: 800 };
const WHOLE = { width: 360, height: 360 };

describe('where the card goes', () => {
  const at = (left: number, top: number): Box => ({ left, top, width: 120, height: 20 });

  it('is below the number, where there is room', () => {
    expect(placeCard(at(100, 100), WINDOW)).toEqual({ left: 100, top: 126, ...WHOLE });
  });

  it('is above it at the lower edge', () => {
    expect(placeCard(at(100, 700), WINDOW)).toEqual({ left: 100, top: 334, ...WHOLE });
  });

  it('is pushed into the window at the right edge', () => {
    expect(placeCard(at(950, 100), WINDOW)).toMatchObject({ left: 635, top: 126 });
  });

  it('ends where the number of a text from right to left ends', () => {
    expect(placeCard(at(600, 100), WINDOW, true)).toMatchObject({ left: 360, top: 126 });
  });

  it('is beside the number in a window that is too low for above and below', () => {
    const low = { width: 1000, height: 500 };
    expect(placeCard(at(100, 240), low)).toEqual({ left: 226, top: 135, ...WHOLE });
    expect(placeCard(at(600, 240), low)).toEqual({ left: 234, top: 135, ...WHOLE });
    expect(placeCard(at(430, 240), { width: 1400, height: 500 }, true)).toMatchObject({ left: 64 });
  });

  it('is smaller in a small frame, on the side with the most room', () => {
    const frame = { width: 300, height: 220 };
    expect(placeCard(at(10, 10), frame)).toEqual({ left: 5, top: 36, width: 290, height: 179 });
  });

  it('is nowhere in a frame in which nothing could be read', () => {
    expect(placeCard(at(10, 10), { width: 300, height: 100 })).toBeUndefined();
    expect(hasRoom({ width: 300, height: 100 })).toBe(false);
  });
});

const length = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const boxes = fc.record<Box>({
  left: fc.integer({ min: -500, max: 2_000 }),
  top: fc.integer({ min: -500, max: 2_000 }),
  width: length(400),
  height: length(60),
});
const viewports = fc.record<Size>({
  width: fc.integer({ min: 50, max: 3_000 }),
  height: fc.integer({ min: 50, max: 2_000 }),
});

const isWithin = ({ left, top, width, height }: Box, viewport: Size): boolean =>
  left >= 0 && top >= 0 && left + width <= viewport.width && top + height <= viewport.height;

describe('the card, wherever its number is,', () => {
  it('never covers the number, and is whole in the window', () => {
    fc.assert(
      fc.property(boxes, viewports, fc.boolean(), (anchor, viewport, isRtl) => {
        const card = placeCard(anchor, viewport, isRtl);
        if (!card) return;
        expect(intersect(card, anchor)).toBeUndefined();
        expect(isWithin(card, viewport)).toBe(true);
      }),
    );
  });

  it('is there wherever the number is seen and a side of it has room', () => {
    fc.assert(
      fc.property(boxes, viewports, fc.boolean(), (anchor, viewport, isRtl) => {
        fc.pre(isWithin(anchor, viewport) && hasRoom(viewport));
        const below = viewport.height - anchor.top - anchor.height;
        const hasSide = Math.max(below, anchor.top) >= 140 + 11;
        expect(placeCard(anchor, viewport, isRtl) !== undefined).toBe(
          hasSide || Math.max(anchor.left, viewport.width - anchor.left - anchor.width) >= 211,
        );
      }),
    );
  });

  it('has the same size for every number that has room around it', () => {
    fc.assert(
      fc.property(boxes, (anchor) => {
        const viewport = { width: 1_600, height: 1_200 };
        fc.pre(isWithin(anchor, viewport));
        expect(placeCard(anchor, viewport)).toMatchObject(CARD);
      }),
    );
  });
});

describe('a card that is moved', () => {
  const cards = boxes.map((box) => ({ ...box, ...WHOLE }));

  it('stays in the window', () => {
    fc.assert(
      fc.property(cards, (card) => {
        expect(isWithin(moveInto(card, WINDOW), WINDOW)).toBe(true);
      }),
    );
  });

  it('comes to all four corners in turn', () => {
    fc.assert(
      fc.property(cards, (card) => {
        const first = nextCorner(moveInto(card, WINDOW), WINDOW);
        const second = nextCorner(first, WINDOW);
        const third = nextCorner(second, WINDOW);
        const fourth = nextCorner(third, WINDOW);
        const all = [first, second, third, fourth].map(({ left, top }) => `${left} ${top}`);
        expect(new Set(all)).toEqual(new Set(['5 5', '635 5', '635 435', '5 435']));
        expect(nextCorner(fourth, WINDOW)).toEqual(first);
      }),
    );
  });
});
