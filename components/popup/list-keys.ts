/** No row is active. */
export const NONE = -1;

/** How many rows PageUp and PageDown go. */
const PAGE = 7;

/**
 * Where a key moves in a list.
 *
 * @param active the active row, or {@link NONE}
 * @returns the row to make active; `undefined` if the key does not move
 */
export function rowAfterKey(key: string, active: number, rows: number): number | undefined {
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
