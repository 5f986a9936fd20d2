import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MatchAnswer } from '../../../utils/messages/page-protocol.ts';
import { Answers } from '../../../utils/page/answers.ts';

let asked: string[][];
let reply: (texts: string[]) => (boolean | null)[] | undefined;
let controller: AbortController;
let answers: Answers;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  reply = (texts) => texts.map((text) => text.startsWith('known'));
  controller = new AbortController();
  const match = (texts: string[]): Promise<MatchAnswer | undefined> => {
    asked.push(texts);
    const known = reply(texts);
    return Promise.resolve(known && { known, style: 'underline' });
  };
  answers = new Answers(match, () => {}, controller.signal);
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

it('asks about each text once', async () => {
  answers.want(['known 1', 'other']);
  await vi.advanceTimersByTimeAsync(0);
  answers.want(['known 1', 'other', 'known 2']);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([['known 1', 'other'], ['known 2']]);
  expect(answers.isKnown('known 2')).toBe(true);
  expect(answers.isKnown('other')).toBe(false);
  expect(answers.isKnown('never asked')).toBeUndefined();
});

it('asks in batches', async () => {
  answers.want(Array.from({ length: 450 }, (_, index) => `number ${index}`));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.map(({ length }) => length)).toEqual([200, 200, 50]);
});

it('waits twenty seconds, then longer, where the answers must wait', async () => {
  reply = (texts) => texts.map(() => null);
  answers.want(['known 1']);
  await vi.advanceTimersByTimeAsync(19_000);
  answers.want(['known 1', 'known 2']);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(39_000);
  expect(asked).toHaveLength(2);
  reply = (texts) => texts.map(() => true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers.isKnown('known 2')).toBe(true);
});

it('asks all again when the contacts have changed, and drops answers from before', async () => {
  answers.want(['known 1']);
  reply = () => [false];
  answers.forget();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveLength(2);
  expect(answers.isKnown('known 1')).toBe(false);
});

it('asks nothing more after the end', async () => {
  reply = () => undefined;
  answers.want(['known 1']);
  await vi.advanceTimersByTimeAsync(0);
  controller.abort();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(1);
});
