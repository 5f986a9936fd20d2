/** No row is active. */
export const NONE = -1;

/** How many rows PageUp and PageDown go. */
const PAGE = 7;

/** What a key asks for. */
export type Wish =
  | { kind: 'move'; row: number }
  | {
      kind:
        | 'open'
        | 'open-behind'
        | 'contact'
        | 'details'
        | 'jump'
        | 'copy'
        | 'actions'
        | 'clear'
        | 'field';
    };

export interface KeyContext {
  /** The active row, or {@link NONE}. */
  active: number;
  rows: number;
  /** Whether the search field has the focus, or the list. */
  isField: boolean;
  /** Whether there is text in the field. */
  isAsked: boolean;
  caret: CaretPlace;
  /** Whether some of the field's text is selected. */
  hasSelection: boolean;
}

/** Where the caret cannot be moved any further in the field; nowhere while text is selected. */
export interface CaretPlace {
  isAtStart: boolean;
  isAtEnd: boolean;
  /** The end, or the start of text that runs from right to left. */
  isAtRight: boolean;
}

/** Outside of the search field, where there are no rows to move in. */
export const AWAY: KeyContext = {
  active: NONE,
  rows: 0,
  isField: false,
  isAsked: false,
  caret: { isAtStart: true, isAtEnd: true, isAtRight: true },
  hasSelection: false,
};

/** @returns `undefined` if the key means what it means everywhere */
export function wishOfKey(event: KeyboardEvent, context: KeyContext): Wish | undefined {
  // In an input method's window these keys choose letters.
  if (event.isComposing) return undefined;
  const { key, shiftKey, altKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && !altKey && !shiftKey) {
    if (key.toLowerCase() === 'k') return { kind: 'actions' };
    if (key.toLowerCase() === 'c' && !context.hasSelection) return { kind: 'copy' };
    return key === 'Enter' ? { kind: 'open-behind' } : undefined;
  }
  if (isCommand) return undefined;
  if (key === 'Enter') {
    if (altKey) return shiftKey ? undefined : { kind: 'contact' };
    return { kind: shiftKey ? 'jump' : 'open' };
  }
  if (altKey || shiftKey || isForCaret(key, context)) return undefined;
  const row = rowAfterKey(key, context.active, context.rows);
  if (row !== undefined) return { kind: 'move', row };
  if (key === 'ArrowRight' && context.active >= 0) return { kind: 'details' };
  if (context.isField) return key === 'Escape' && context.isAsked ? { kind: 'clear' } : undefined;
  if (key.toLowerCase() === 'c') return { kind: 'copy' };
  return key === 'Escape' ? { kind: 'field' } : undefined;
}

/** Whether a key moves the caret in the field rather than something in the list. */
function isForCaret(key: string, { isField, active, caret }: KeyContext): boolean {
  if (!isField) return false;
  if (key === 'ArrowRight') return !caret.isAtRight;
  // From among the rows these two go to the first and the last one.
  if (active > 0) return false;
  return (key === 'Home' && !caret.isAtStart) || (key === 'End' && !caret.isAtEnd);
}

/** The caret's place in a field whose text runs as its computed style says. */
export function caretPlace(input: HTMLInputElement): CaretPlace {
  const { selectionStart, selectionEnd, value } = input;
  const isCaret = selectionStart === selectionEnd;
  const isAtStart = isCaret && selectionStart === 0;
  const isAtEnd = isCaret && selectionEnd === value.length;
  const isFromRight = getComputedStyle(input).direction === 'rtl';
  return { isAtStart, isAtEnd, isAtRight: isFromRight ? isAtStart : isAtEnd };
}

/**
 * Where a key moves in a list.
 *
 * @param active the active row, or {@link NONE}
 * @returns the row to make active; `undefined` if the key does not move
 */
function rowAfterKey(key: string, active: number, rows: number): number | undefined {
  if (rows === 0) return undefined;
  const last = rows - 1;
  switch (key) {
    case 'ArrowDown':
      return active === last ? 0 : active + 1;
    case 'ArrowUp':
      return active <= 0 ? last : active - 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return Math.min(last, Math.max(active, 0) + PAGE);
    case 'PageUp':
      return Math.max(0, active - PAGE);
    default:
      return undefined;
  }
}
