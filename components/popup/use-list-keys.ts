import { type Wish, wishOfKey } from './list-keys.ts';

/** The keys of a list that has the focus itself: as in the search field, and `C` copies. */
export function useListKeys(active: number, rows: number, onWish: (wish: Wish) => void) {
  return (event: KeyboardEvent): void => {
    const wish = wishOfKey(event, {
      active,
      rows,
      isField: false,
      isAsked: false,
      isAtEnd: true,
      hasSelection: false,
    });
    if (!wish) return;
    event.preventDefault();
    onWish(wish);
  };
}
