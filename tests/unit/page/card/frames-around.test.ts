import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PlacedFrame,
  isInFrameWithCards,
  roomiestAround,
} from '../../../../utils/page/card/frames-around.ts';
import { type Box, boxOutOf, boxWithin } from '../../../../utils/page/geometry.ts';

const LINE: Box = { left: 5, top: 5, width: 100, height: 20 };
const WHOLE: Box = { left: 10, top: 10, width: 200, height: 50 };

function frame(path: number[], width: number, height: number, frames: (Box | null)[]): PlacedFrame {
  return {
    frameId: path.length === 0 ? 0 : path.length * 10,
    path,
    width,
    height,
    isOn: true,
    isSandboxed: false,
    frames,
  };
}

/** A page, a frame in it, and a small frame in that one. */
const page = frame([], 1200, 800, [null, { left: 300, top: 200, width: 400, height: 150 }]);
const middle = frame([1], 400, 150, [WHOLE]);
const small = frame([1, 0], 200, 50, []);

describe('the frame around that shows a card', () => {
  it('is the nearest one with room for a whole card', () => {
    expect(roomiestAround([page, middle, small], small.frameId, LINE)).toEqual({
      frameId: 0,
      window: 1,
      outer: { width: 400, height: 150 },
      area: WHOLE,
      inner: { width: 200, height: 50 },
    });
    const roomy = { ...middle, width: 900, height: 900 };
    const around = frame([], 1200, 1000, [null, { left: 0, top: 0, width: 900, height: 900 }]);
    expect(roomiestAround([around, roomy, small], small.frameId, LINE)?.frameId).toBe(
      roomy.frameId,
    );
  });

  it('is one with Lens, and else there is none', () => {
    const off = { ...page, isOn: false };
    // Better than none: the middle one has some room beside the number.
    expect(roomiestAround([off, middle, small], small.frameId, LINE)?.frameId).toBe(10);
    const narrow = { ...middle, width: 210, height: 60 };
    expect(roomiestAround([off, narrow, small], small.frameId, LINE)).toBeUndefined();
  });

  it('is none where the way out is not known', () => {
    expect(roomiestAround([page, middle, small], 99, LINE)).toBeUndefined();
    expect(roomiestAround([page], 0, LINE)).toBeUndefined();
    const inShadow = { ...small, path: [1, -1] };
    expect(roomiestAround([page, middle, inShadow], small.frameId, LINE)).toBeUndefined();
    const hidden = { ...middle, frames: [null] };
    expect(roomiestAround([page, hidden, small], small.frameId, LINE)).toBeUndefined();
    // The middle frame's script does not answer: nobody knows where the small one is.
    expect(roomiestAround([page, small], small.frameId, LINE)).toBeUndefined();
  });
});

describe('a frame with room of its own', () => {
  const wide = { left: 10, top: 10, width: 900, height: 900 };
  const outside = frame([], 1200, 1000, [wide]);
  const inside = frame([0], 900, 900, []);
  const around = (frames: PlacedFrame[]): number | undefined =>
    roomiestAround(frames, inside.frameId, LINE)?.frameId;

  it('shows its card itself', () => {
    expect(around([outside, inside])).toBeUndefined();
  });

  it('has it shown around where it is sandboxed, by one that is not', () => {
    const sandboxed = { ...inside, isSandboxed: true };
    expect(around([outside, sandboxed])).toBe(0);
    expect(isInFrameWithCards([outside, sandboxed], inside.frameId)).toBe(true);
    for (const without of [
      { ...outside, isSandboxed: true },
      { ...outside, isOn: false },
    ]) {
      expect(around([without, sandboxed])).toBeUndefined();
      expect(isInFrameWithCards([without, sandboxed], inside.frameId)).toBe(false);
    }
    // Not shown yet, as a mail that is still being laid out.
    const hiding = { ...outside, frames: [null] };
    expect(around([hiding, sandboxed])).toBeUndefined();
    expect(isInFrameWithCards([hiding, sandboxed], inside.frameId)).toBe(true);
  });

  it('has it shown around where it is scaled down, so that it can be read', () => {
    const shrunk = (width: number): PlacedFrame =>
      frame([], 1200, 1000, [{ ...wide, width, height: width }]);
    expect(around([shrunk(360), inside])).toBe(0);
    expect(around([shrunk(800), inside])).toBeUndefined();
    expect(around([{ ...shrunk(360), isOn: false }, inside])).toBeUndefined();
  });

  it('has it shown past a frame that is scaled down with it', () => {
    const between = frame([0], 900, 900, [{ ...wide, width: 880, height: 880 }]);
    const innermost = { ...frame([0, 0], 880, 880, []), frameId: 20, isSandboxed: true };
    const far = frame([], 1200, 1000, [{ ...wide, width: 360, height: 360 }]);
    expect(roomiestAround([far, between, innermost], 20, LINE)?.frameId).toBe(0);
    const unscaled = frame([], 1200, 1000, [wide]);
    expect(roomiestAround([unscaled, between, innermost], 20, LINE)?.frameId).toBe(10);
  });
});

it('a box comes back from where it was taken', () => {
  const side = fc.double({ min: 1, max: 5_000, noNaN: true });
  const place = fc.double({ min: -5_000, max: 5_000, noNaN: true });
  const box = fc.record({ left: place, top: place, width: side, height: side });
  fc.assert(
    fc.property(box, box, fc.record({ width: side, height: side }), (area, inner, size) => {
      const back = boxOutOf(area, size, boxWithin(area, size, inner));
      for (const key of ['left', 'top', 'width', 'height'] as const) {
        expect(back[key]).toBeCloseTo(inner[key], 2);
      }
    }),
  );
});
