import { useEffect, useState } from 'preact/hooks';
import type { Directory } from '../../utils/search/directory.ts';

/** Opens the newest generation. */
export type OpenDirectory = () => Promise<Directory>;

/** What is known of a generation: nothing yet, all of it, or that it cannot be read. */
export type DirectoryState = Directory | 'loading' | 'failed';

/**
 * Opens each generation once. Until a newer one is open the older one stays, so that a sync
 * that ends while somebody searches does not take the list away.
 */
export function useDirectory(open: OpenDirectory, generation: number | undefined): DirectoryState {
  const [state, setState] = useState<DirectoryState>('loading');
  useEffect(() => {
    if (generation === undefined) {
      setState('loading');
      return undefined;
    }
    let isCurrent = true;
    const settle = (next: DirectoryState) => {
      if (isCurrent) setState(next);
    };
    open().then(settle, () => settle('failed'));
    return () => {
      isCurrent = false;
    };
  }, [open, generation]);
  return state;
}
