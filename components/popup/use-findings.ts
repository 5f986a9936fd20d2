import { useEffect, useState } from 'preact/hooks';
import type { Directory, Findings } from '../../utils/search/directory.ts';

/** Findings, and what was typed to get them from whom. */
export interface Answer extends Findings {
  typed: string;
  from: Directory;
}

export type AnswerState = Answer | 'loading' | 'failed';

/**
 * What a directory finds for a query. The last answer stays until the next is there; a search that
 * a newer question has overtaken is given up.
 */
export function useFindings(directory: Directory | undefined, typed: string): AnswerState {
  const [state, setState] = useState<AnswerState>('loading');
  useEffect(() => {
    if (!directory) {
      setState('loading');
      return undefined;
    }
    const end = new AbortController();
    const settle = (next: AnswerState) => {
      if (!end.signal.aborted) setState(next);
    };
    const show = (findings: Findings) => settle({ ...findings, typed, from: directory });
    directory.find(typed, end.signal, show).then(show, () => settle('failed'));
    return () => end.abort();
  }, [directory, typed]);
  return state;
}
