import { describe, expect, it } from 'vitest';
import { intersect, joinLines } from '../../../utils/page/geometry.ts';

const box = (left: number, top: number, width = 20, height = 16) => ({ left, top, width, height });

describe('the lines of a text over several elements', () => {
  it('are joined where the boxes touch, higher and lower ones too', () => {
    expect(joinLines([box(0, 10), box(20, 8, 30, 20), box(50, 10)])).toEqual([box(0, 8, 70, 20)]);
  });

  it('are joined from right to left as well', () => {
    expect(joinLines([box(40, 10), box(20, 10), box(0, 10)])).toEqual([box(0, 10, 60)]);
  });

  it('stay two where the text goes on in the next line', () => {
    expect(joinLines([box(80, 10), box(0, 30)])).toEqual([box(80, 10), box(0, 30)]);
  });

  it('stay two where something lies between', () => {
    expect(joinLines([box(0, 10), box(60, 10)])).toEqual([box(0, 10), box(60, 10)]);
  });
});

it('two boxes that only touch share nothing', () => {
  expect(intersect(box(0, 0), box(20, 0))).toBeUndefined();
  expect(intersect(box(0, 0), box(10, 8))).toEqual(box(10, 8, 10, 8));
});
