// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import {
  AWAY,
  type KeyContext,
  NONE,
  caretPlace,
  wishOfKey,
} from '../../../components/popup/list-keys.ts';

const TEXT = 'anna';
const ARABIC = 'محمد';

function inField(text: string, from: number, to = from, direction = ''): KeyContext {
  const input = document.createElement('input');
  document.body.replaceChildren(input);
  input.value = text;
  input.style.direction = direction;
  input.setSelectionRange(from, to);
  return {
    active: 0,
    rows: 9,
    isField: true,
    isAsked: text !== '',
    caret: caretPlace(input),
    hasSelection: from !== to,
  };
}

const wish = (key: string, context: KeyContext) =>
  wishOfKey(new KeyboardEvent('keydown', { key }), context);

describe('the right arrow', () => {
  it.each([
    ['behind the text shows the details', inField(TEXT, 4), true],
    ['within the text moves the caret', inField(TEXT, 3), false],
    ['with all of it selected moves the caret', inField(TEXT, 0, 4), false],
    ['behind text from right to left moves the caret', inField(ARABIC, 4, 4, 'rtl'), false],
    ['within it moves the caret', inField(ARABIC, 1, 1, 'rtl'), false],
    [
      'before it, where the caret is at the right, shows the details',
      inField(ARABIC, 0, 0, 'rtl'),
      true,
    ],
    ['with it selected moves the caret', inField(ARABIC, 0, 4, 'rtl'), false],
    ['in a list that has the focus shows the details', { ...AWAY, active: 0, rows: 9 }, true],
    ['with nobody active does nothing', { ...inField('', 0), active: NONE }, false],
  ])('%s', (_, context, isDetails) => {
    expect(wish('ArrowRight', context)).toEqual(isDetails ? { kind: 'details' } : undefined);
  });
});

describe('Home and End', () => {
  it.each([
    ['Home', 'moves the caret in the text', inField(TEXT, 4), undefined],
    ['Home', 'moves the caret in text from right to left', inField(ARABIC, 4, 4, 'rtl'), undefined],
    ['Home', 'ends a selection', inField(TEXT, 0, 4), undefined],
    ['Home', 'goes to the first row from another', { ...inField(TEXT, 4), active: 5 }, 0],
    [
      'Home',
      'goes to the first row where there is no text',
      { ...inField('', 0), active: NONE },
      0,
    ],
    ['End', 'moves the caret in the text', inField(TEXT, 1), undefined],
    ['End', 'goes to the last row with the caret behind the text', inField(TEXT, 4), 8],
    ['End', 'goes to the last row from another', { ...inField(TEXT, 1), active: 5 }, 8],
    ['End', 'goes to the last row where there is no text', { ...inField('', 0), active: NONE }, 8],
    ['Home', 'goes to the first row of a list with the focus', { ...AWAY, active: 0, rows: 9 }, 0],
  ])('%s %s', (key, _, context, row) => {
    expect(wish(key, context)).toEqual(row === undefined ? undefined : { kind: 'move', row });
  });
});
