import { type Wish, AWAY, wishOfKey } from './list-keys.ts';

/** The keys of a list that has the focus itself: as in the search field, and `C` copies. */
export function useListKeys(active: number, rows: number, onWish: (wish: Wish) => void) {
  return (event: KeyboardEvent): void => {
    const wish = wishOfKey(event, { ...AWAY, active, rows });
    if (!wish) return;
    event.preventDefault();
    onWish(wish);
  };
}
