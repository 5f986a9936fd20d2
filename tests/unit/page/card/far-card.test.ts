// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  CardPlace,
  ShowRequest,
  WordMessage,
} from '../../../../utils/messages/frame-protocol.ts';
import { FarCard } from '../../../../utils/page/card/far-card.ts';
import type { Box } from '../../../../utils/page/geometry.ts';

const LINE: Box = { left: 10, top: 10, width: 100, height: 20 };
/** Below the frame. */
const CARD: Box = { left: 10, top: 60, width: 360, height: 360 };

let asked: (ShowRequest | undefined)[];
let said: string[];
let place: CardPlace;
let line: Box | undefined;
let card: FarCard;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, said, place, line] = [[], [], 'around', LINE];
  card = new FarCard({
    ask: (show) => {
      asked.push(show);
      return Promise.resolve(place);
    },
    tell: ({ turn, word }: WordMessage) => {
      if (turn === asked.at(-1)?.turn) said.push(word);
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const spot = { isRtl: false, line: () => line };
const open = (token = 'token'): Promise<CardPlace> => card.open(spot, LINE, token, false);
/** Has it hear something about the card that was asked for first, second … */
const hear = (nth: number, word: WordMessage['word'], at?: Box): void =>
  card.hear({ type: 'page.card-word', turn: asked[nth - 1]?.turn ?? 0, word, at });

describe('a card that a frame around shows', () => {
  it('is asked for with its number, and is here as long as it is not gone', async () => {
    expect(await open()).toBe('around');
    expect(asked).toMatchObject([{ token: 'token', line: LINE, isRtl: false, withFocus: false }]);
    hear(1, 'shown', CARD);
    expect(card.shownSpot).toBe(spot);
    hear(1, 'gone');
    expect(card.shownSpot).toBeUndefined();
  });

  it('is not here where no frame shows it', async () => {
    for (place of ['here', 'nowhere'] as const) {
      expect(await open()).toBe(place);
      expect(card.shownSpot).toBeUndefined();
    }
  });

  it('goes when it is not wanted any more before it came', async () => {
    const opening = open();
    card.leave();
    expect(await opening).toBe('around');
    expect(said).toEqual(['leave', 'leave']);
    expect(card.shownSpot).toBeUndefined();
  });

  it('hears nothing about an older one', async () => {
    await open();
    await open('another');
    hear(1, 'gone');
    expect(card.shownSpot).toBe(spot);
  });

  it('is told once that the pointer leaves the number, and while it comes nearer', async () => {
    await open();
    hear(1, 'shown', CARD);
    card.release({ x: 20, y: 25 });
    card.release({ x: 21, y: 30 });
    vi.advanceTimersByTime(100);
    expect(card.isComing({ x: 25, y: 40 })).toBe(true);
    expect(card.isComing({ x: 26, y: 42 })).toBe(true);
    expect(card.isComing({ x: 20, y: 5 })).toBe(false);
    card.keep();
    expect(said).toEqual(['release', 'coming', 'keep']);
  });

  it('is told once that the number is not where it was', async () => {
    await open();
    line = { ...LINE, top: 40 };
    vi.advanceTimersByTime(2_000);
    expect(said).toEqual(['lost']);
  });

  it('stays when it is pinned', async () => {
    await open();
    hear(1, 'pinned');
    expect(card.isPinned).toBe(true);
    card.release({ x: 0, y: 0 });
    expect(said).toEqual([]);
  });
});
