// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MatchAnswer } from '../../../utils/messages/page-protocol.ts';
import { Answers } from '../../../utils/page/answers.ts';

let asked: string[][];
let askedAhead: string[][];
/** What is on the page and out of view. */
let ahead: string[];
let reply: (texts: string[]) => (boolean | null)[] | undefined;
let controller: AbortController;
let answers: Answers;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  askedAhead = [];
  reply = (texts) => texts.map((text) => text.startsWith('known'));
  controller = new AbortController();
  const match = (texts: string[], isAhead: boolean): Promise<MatchAnswer | undefined> => {
    (isAhead ? askedAhead : asked).push(texts);
    const known = reply(texts);
    return Promise.resolve(known && { known, style: 'underline' });
  };
  ahead = [];
  const unanswered = (most: number): string[] => ahead.filter(answers.isOpen).slice(0, most);
  answers = new Answers({ match, onChange: () => {}, ahead: unanswered }, controller.signal);
});

afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

it('asks about each text once', async () => {
  answers.want(['known 1', 'other']);
  await vi.advanceTimersByTimeAsync(0);
  answers.want(['known 1', 'other', 'known 2']);
  await vi.advanceTimersByTimeAsync(100);
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

it('does not ask about what has been scrolled past within a moment', async () => {
  answers.want(['first']);
  await vi.advanceTimersByTimeAsync(0);
  for (let row = 0; row < 50; row += 1) answers.want([`row ${row}`]);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([['first'], ['row 49']]);
});

describe('what is out of view', () => {
  const far = Array.from(
    { length: 450 },
    (_, index) => `${index % 3 ? 'other' : 'known'} ${index}`,
  );

  it('is asked about later, a little at a time, in its order and whatever is known', async () => {
    ahead = far;
    answers.want(['known near']);
    answers.lookAhead();
    await vi.advanceTimersByTimeAsync(500);
    expect(askedAhead).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(askedAhead).toEqual([far.slice(0, 200)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(askedAhead).toEqual([far.slice(0, 200), far.slice(200, 400), far.slice(400)]);
    expect(asked).toEqual([['known near']]);
  });

  it('waits a minute where there were enough questions, and does not hold up what is near', async () => {
    ahead = far;
    reply = (texts) => texts.map((text) => (text.startsWith('near') ? true : null));
    answers.lookAhead();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(askedAhead).toHaveLength(1);
    answers.want(['near']);
    await vi.advanceTimersByTimeAsync(0);
    expect(answers.isKnown('near')).toBe(true);
    await vi.advanceTimersByTimeAsync(35_000);
    expect(askedAhead).toHaveLength(2);
  });

  it('is asked about again when the contacts have changed', async () => {
    ahead = far;
    answers.lookAhead();
    await vi.advanceTimersByTimeAsync(10_000);
    askedAhead = [];
    answers.forget();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(askedAhead.flat()).toEqual(far);
  });
});

it('asks about one language at a time, each question once', async () => {
  const [inFrench, inItalian] = ['\nfr', '\nit'].map((lang) =>
    ['known 1', 'other', 'known 2'].map((text) => text + lang),
  );
  const mixed = (inFrench ?? []).flatMap((question, index) => [question, inItalian?.[index] ?? '']);
  answers.want(mixed);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([inFrench, inItalian]);
  ahead = mixed.map((question) => `far ${question}`);
  answers.lookAhead();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(askedAhead).toEqual([inFrench, inItalian].map((all) => all?.map((one) => `far ${one}`)));
});
