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
  /** Whether the caret is behind the field's text, and whether some of it is selected. */
  isAtEnd: boolean;
  hasSelection: boolean;
}

/** Outside of the search field, where there are no rows to move in. */
export const AWAY: KeyContext = {
  active: NONE,
  rows: 0,
  isField: false,
  isAsked: false,
  isAtEnd: true,
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
  if (altKey || shiftKey) return undefined;
  const row = rowAfterKey(key, context.active, context.rows);
  if (row !== undefined) return { kind: 'move', row };
  if (key === 'ArrowRight' && context.active >= 0 && (!context.isField || context.isAtEnd)) {
    return { kind: 'details' };
  }
  if (context.isField) return key === 'Escape' && context.isAsked ? { kind: 'clear' } : undefined;
  if (key.toLowerCase() === 'c') return { kind: 'copy' };
  return key === 'Escape' ? { kind: 'field' } : undefined;
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
