/**
 * The front of the list: the uuids of the contacts whose conversations are the most recent, the
 * most recent first, as they stood when it was last read.
 *
 * Whoever writes moves to the front of Callbell's list. So all who have moved since then stand
 * before all who have not, and who has not moved still stands in the old order.
 */
export type Front = readonly string[];

/** A front of this many is enough to find where the moved end, unless hardly any of it has stayed. */
export const MOST_OF_FRONT = 1_000;

/** So many contacts in their old order have not moved: who has stands so once in 20! times. */
const ENOUGH = 20;

/**
 * Whether all who have moved since the front was read stand on this page or before it: so many on it
 * that stood in the front stand one after another in the same order, or all, if the page is shorter.
 *
 * @param page the uuids on the page, in order
 * @param mark the page before it: by page numbers, a list that moves while it is read shows some of
 *   its entries again
 * @param placeOf the place in the front, if the contact stood in it
 */
export function isSettled(
  page: readonly string[],
  mark: PageMark,
  placeOf: (uuid: string) => number | undefined,
): boolean {
  const before = new Set(mark);
  const own = page.filter((uuid) => !before.has(shortMark(uuid)));
  // What was shown again says nothing, and few entries say little.
  if (own.length === 0 || own.length * 2 < page.length) return false;
  let last = -1;
  let inOrder = 0;
  for (const uuid of own) {
    const place = placeOf(uuid);
    inOrder = place === undefined ? 0 : place > last ? inOrder + 1 : 1;
    last = place ?? -1;
    if (inOrder >= Math.min(ENOUGH, own.length)) return true;
  }
  return false;
}

/** The front as it is known after more of it was read: what was read, then what stood there before. */
export function foldFront(read: Front, before: Front): string[] {
  return [...new Set([...read, ...before])].slice(0, MOST_OF_FRONT);
}

/** The beginnings of the uuids on a page: enough to know it by. */
export type PageMark = readonly string[];

export function markOf(uuids: readonly string[]): string[] {
  return uuids.map(shortMark);
}

function shortMark(uuid: string): string {
  return uuid.slice(0, 12);
}

/** Whether at least half of a page stood on the one before: the server did not go on. */
export function repeats(page: PageMark, before: PageMark): boolean {
  if (page.length === 0) return false;
  const known = new Set(before);
  return page.filter((mark) => known.has(mark)).length * 2 >= page.length;
}
