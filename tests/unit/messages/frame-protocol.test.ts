import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type ShowCommand,
  type WordMessage,
  SHOW_CARD,
  parseShow,
  parseWord,
} from '../../../utils/messages/frame-protocol.ts';

const BOX = { left: 1, top: 2, width: 3, height: 4 };

const SHOW: ShowCommand = {
  type: SHOW_CARD,
  turn: 1,
  token: 'token',
  line: BOX,
  isRtl: false,
  withFocus: true,
  window: 0,
  outer: { width: 5, height: 6 },
  area: BOX,
  inner: { width: 7, height: 8 },
};

const WORD: WordMessage = { type: 'page.card-word', turn: 1, word: 'release', at: BOX };

it('reads what it has written', () => {
  expect(parseShow(SHOW)).toEqual(SHOW);
  expect(parseWord(WORD)).toEqual(WORD);
  expect(parseWord({ ...WORD, at: undefined })).toEqual({ ...WORD, at: undefined });
});

it('takes nothing else', () => {
  for (const key of Object.keys(SHOW)) {
    if (['isRtl', 'withFocus'].includes(key)) continue;
    expect(parseShow({ ...SHOW, [key]: null })).toBeUndefined();
  }
  for (const key of ['type', 'turn', 'word']) {
    expect(parseWord({ ...WORD, [key]: null })).toBeUndefined();
  }
  expect(parseWord({ ...WORD, word: 'toString' })).toBeUndefined();
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(parseShow(message) ?? parseWord(message)).toBeUndefined();
    }),
  );
});
