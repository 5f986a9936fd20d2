// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takePage } from '../../../utils/page/page-offer.ts';
import { standSentry } from '../../../utils/page/sentry.ts';

let controller: AbortController;
let asked: number;
let checked: number;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => setTimeout(callback, 1));
  document.body.innerHTML = '<p>Words</p><p>More words</p>';
  controller = new AbortController();
  asked = 0;
  checked = 0;
});

afterEach(() => {
  controller.abort();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const stand = (): void =>
  standSentry(
    {
      signal: controller.signal,
      check: () => (checked += 1),
    },
    () => (asked += 1),
  );

/** Long enough for one look, well below the time until Lens is asked for again. */
const settle = (ms = 1_000): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function addNumber(): void {
  const added = document.createElement('p');
  added.append('+39 347 123 4567');
  document.body.append(added);
}

it('asks for nothing on a page without anything like a number', async () => {
  stand();
  await settle(10_000);
  document.body.append('and more words');
  await settle(10_000);
  expect(asked).toBe(0);
});

it('asks for Lens where there is something like a number, and once', async () => {
  addNumber();
  stand();
  await settle();
  expect(asked).toBe(1);
  addNumber();
  await settle();
  expect(asked).toBe(1);
});

it('sees what comes later, also in a shadow root that was there before', async () => {
  const host = document.body.appendChild(document.createElement('div'));
  const root = host.attachShadow({ mode: 'open' });
  stand();
  await settle();
  expect(asked).toBe(0);
  root.append('+39 347 123 4567');
  await settle();
  expect(asked).toBe(1);
  expect(checked).toBeGreaterThan(0);
});

it('asks again after a while where Lens has not come, when there is something for it again', async () => {
  addNumber();
  stand();
  await settle(6_000);
  addNumber();
  await settle();
  expect(asked).toBe(2);
});

it('hands the page over once, and looks no further then', async () => {
  addNumber();
  stand();
  await settle();
  const life = takePage();
  expect(life?.signal).toBe(controller.signal);
  expect(takePage()).toBeUndefined();
  await settle(6_000);
  addNumber();
  await settle(6_000);
  expect(asked).toBe(1);
});

it('looks no further when its life ends, and offers the page to nobody', async () => {
  stand();
  controller.abort();
  addNumber();
  await settle();
  expect(asked).toBe(0);
  expect(takePage()).toBeUndefined();
});
