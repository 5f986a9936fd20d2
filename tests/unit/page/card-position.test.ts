import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeCard } from '../../../utils/page/card-position.ts';
import type { Box } from '../../../utils/page/geometry.ts';

const CARD = { width: 360, height: 320 };

describe('where the card goes', () => {
  const viewport = { width: 1000, height: 800 };

  it('is below the number, where there is room', () => {
    const anchor = { left: 100, top: 100, width: 120, height: 20 };
    expect(placeCard(anchor, CARD, viewport)).toEqual({ left: 100, top: 126 });
  });

  it('is above it at the lower edge', () => {
    const anchor = { left: 100, top: 700, width: 120, height: 20 };
    expect(placeCard(anchor, CARD, viewport)).toEqual({ left: 100, top: 374 });
  });

  it('is pushed into the window at the right edge', () => {
    const anchor = { left: 950, top: 100, width: 120, height: 20 };
    expect(placeCard(anchor, CARD, viewport).left).toBe(635);
  });
});

const length = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const boxes = fc.record<Box>({
  left: length(2_000),
  top: length(2_000),
  width: length(400),
  height: length(60),
});
const viewports = fc.record({
  width: fc.integer({ min: 100, max: 3_000 }),
  height: fc.integer({ min: 100, max: 2_000 }),
});

it('never covers the number', () => {
  fc.assert(
    fc.property(boxes, viewports, (anchor, viewport) => {
      const { top } = placeCard(anchor, CARD, viewport);
      const isBelow = top >= anchor.top + anchor.height;
      const isAbove = top + CARD.height <= anchor.top;
      expect(isBelow || isAbove).toBe(true);
    }),
  );
});

it('is whole in the window wherever a side of the number has room for it', () => {
  fc.assert(
    fc.property(boxes, viewports, (anchor, viewport) => {
      const below = viewport.height - anchor.top - anchor.height;
      const hasRoom = below >= CARD.height + 11 || anchor.top >= CARD.height + 11;
      fc.pre(hasRoom && anchor.top + anchor.height <= viewport.height);
      fc.pre(viewport.width >= CARD.width + 10);
      const { left, top } = placeCard(anchor, CARD, viewport);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + CARD.width).toBeLessThanOrEqual(viewport.width);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + CARD.height).toBeLessThanOrEqual(viewport.height);
    }),
  );
});
