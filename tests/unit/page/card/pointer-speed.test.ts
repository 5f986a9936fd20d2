import { expect, it } from 'vitest';
import { PointerSpeed } from '../../../../utils/page/card/pointer-speed.ts';

/** What is said of a pointer that moves so many pixels every 10 ms. */
function speeds(steps: readonly number[], every = 10): boolean[] {
  const speed = new PointerSpeed();
  let clientX = 0;
  return steps.map((step, index) => {
    clientX += step;
    return speed.isFast({ clientX, clientY: 0, timeStamp: index * every });
  });
}

it('tells a pointer that passes by from one that comes to rest', () => {
  expect(speeds([0, 20, 20, 20])).toEqual([false, true, true, true]);
  expect(speeds([0, 2, 2, 2])).toEqual([false, false, false, false]);
  expect(speeds([0, 20, 20, 2, 1]).slice(-1)).toEqual([false]);
});

it('takes a leap after a pause for the start of a movement', () => {
  expect(speeds([0, 400], 500)).toEqual([false, false]);
});

it('is not misled by two events of the same time', () => {
  const speed = new PointerSpeed();
  speed.isFast({ clientX: 0, clientY: 0, timeStamp: 5 });
  expect(speed.isFast({ clientX: 0, clientY: 0, timeStamp: 5 })).toBe(false);
});
