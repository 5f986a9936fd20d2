import { useEffect, useState } from 'preact/hooks';

/** Something that is read from outside and may change at any time. */
export interface LiveSource<T> {
  read: () => Promise<T>;
  /** Calls back when `read` may give something else, until the signal aborts. */
  onChange: (listener: () => void, signal: AbortSignal) => void;
}

export type Live<T> =
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  /** It cannot be read: the storage is not available, say. */
  | { kind: 'failed' };

/**
 * The newest value of a source, which must be the same object in every render. Reads never
 * overlap, so an older answer cannot replace a newer one; changes during a read cause one more.
 */
export function useLive<T>(source: LiveSource<T>): Live<T> {
  const [live, setLive] = useState<Live<T>>({ kind: 'loading' });
  useEffect(() => {
    const end = new AbortController();
    const isOver = () => end.signal.aborted;
    let reading = false;
    let changed = false;
    const refresh = async (): Promise<void> => {
      changed = true;
      if (reading) return;
      reading = true;
      while (changed && !isOver()) {
        changed = false;
        const next = await readOnce(source);
        if (!isOver()) setLive(next);
      }
      reading = false;
    };
    const onChange = () => void refresh();
    source.onChange(onChange, end.signal);
    onChange();
    return () => end.abort();
  }, [source]);
  return live;
}

async function readOnce<T>(source: LiveSource<T>): Promise<Live<T>> {
  try {
    return { kind: 'ready', value: await source.read() };
  } catch {
    return { kind: 'failed' };
  }
}
