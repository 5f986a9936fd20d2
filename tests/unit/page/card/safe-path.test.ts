import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../utils/page/geometry.ts';
import { isNearer, isOnPath } from '../../../../utils/page/card/safe-path.ts';

const CARD = { left: 100, top: 200, width: 360, height: 360 };

describe('the way to the card', () => {
  it('is a funnel from the number to the whole card', () => {
    const from = { x: 120, y: 190 };
    expect(isOnPath(from, CARD, { x: 250, y: 196 })).toBe(true);
    expect(isOnPath(from, CARD, { x: 110, y: 199 })).toBe(true);
    expect(isOnPath(from, CARD, { x: 110, y: 191 })).toBe(false);
    expect(isOnPath(from, CARD, { x: 120, y: 180 })).toBe(false);
    expect(isOnPath(from, CARD, { x: 480, y: 199 })).toBe(false);
  });

  it('is not all of the line on which an edge of the card lies', () => {
    expect(isOnPath({ x: 90, y: 200 }, CARD, { x: 10, y: 200 })).toBe(false);
  });

  const coordinate = fc.integer({ min: -1_000, max: 2_000 });
  const points = fc.record({ x: coordinate, y: coordinate });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const cards = fc.record<Box>({
    left: coordinate,
    top: coordinate,
    width: fc.integer({ min: 100, max: 500 }),
    height: fc.integer({ min: 100, max: 500 }),
  });

  it('holds every straight line from the number to any place of the card', () => {
    // At its very tip the funnel is narrower than a pixel.
    const along = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(points, cards, share, share, along, (from, card, x, y, way) => {
        const to = { x: card.left + x * card.width, y: card.top + y * card.height };
        const at = { x: from.x + way * (to.x - from.x), y: from.y + way * (to.y - from.y) };
        // On the funnel's very edge, rounding decides.
        const near = { left: at.x - 1, top: at.y - 1, width: 2, height: 2 };
        const around = [at, { x: near.left, y: at.y }, { x: at.x, y: near.top }].concat([
          { x: at.x + 1, y: at.y },
          { x: at.x, y: at.y + 1 },
        ]);
        expect(around.some((point) => isOnPath(from, card, point))).toBe(true);
      }),
    );
  });

  it('has nothing on the far side of where it starts', () => {
    fc.assert(
      fc.property(points, cards, fc.integer({ min: 1, max: 500 }), (from, card, above) => {
        fc.pre(from.y < card.top);
        expect(isOnPath(from, card, { x: from.x, y: from.y - above })).toBe(false);
      }),
    );
  });

  it('is followed by who comes nearer', () => {
    expect(isNearer(CARD, { x: 120, y: 190 }, { x: 125, y: 195 })).toBe(true);
    expect(isNearer(CARD, { x: 125, y: 195 }, { x: 120, y: 190 })).toBe(false);
    expect(isNearer(CARD, { x: 120, y: 190 }, { x: 120, y: 190 })).toBe(false);
    expect(isNearer(CARD, { x: 150, y: 250 }, { x: 150, y: 250 })).toBe(true);
  });
});
