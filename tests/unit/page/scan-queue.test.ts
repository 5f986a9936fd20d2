// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScanQueue } from '../../../utils/page/scan-queue.ts';

let read: Element[][];
let controller: AbortController;
let queue: ScanQueue;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => setTimeout(callback, 1));
  document.body.innerHTML = '<main><p></p><p></p></main><footer></footer>';
  read = [];
  controller = new AbortController();
  queue = new ScanQueue(
    function* (roots) {
      read.push(roots);
      yield;
    },
    () => {},
    controller.signal,
  );
});

afterEach(() => {
  controller.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const element = (selector: string): Element => {
  const found = document.querySelector(selector);
  if (!found) throw new Error(selector);
  return found;
};

it('gathers changes, and reads nothing twice', async () => {
  queue.add(element('p'));
  queue.add(element('main'));
  queue.add(element('footer'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toEqual([[element('main'), element('footer')]]);
});

it('reads at most ten times in a second', async () => {
  for (let millisecond = 0; millisecond < 1_000; millisecond += 1) {
    queue.add(element('p'));
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(read.length).toBeLessThanOrEqual(10);
  expect(read.length).toBeGreaterThan(3);
});

it('reads the whole page where very much has changed', async () => {
  for (let index = 0; index < 240; index += 1) {
    queue.add(element('main').appendChild(document.createElement('p')));
  }
  expect(queue.willReadAll).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toEqual([[document.documentElement]]);
});

it('reads nothing after the end', async () => {
  queue.addAll();
  controller.abort();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toEqual([]);
});
