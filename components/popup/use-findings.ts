import { useEffect, useState } from 'preact/hooks';
import type { Directory, Findings } from './directory.ts';

/** Findings, and what was asked to get them. */
export interface Answer extends Findings {
  query: string;
}

export type AnswerState = Answer | 'loading' | 'failed';

/**
 * What a directory finds for a query. The last answer stays until the next is there; an answer
 * that comes after a newer question is thrown away.
 */
export function useFindings(
  directory: Directory | undefined,
  query: string,
  limit: number,
): AnswerState {
  const [state, setState] = useState<AnswerState>('loading');
  useEffect(() => {
    if (!directory) {
      setState('loading');
      return undefined;
    }
    let isCurrent = true;
    const settle = (next: AnswerState) => {
      if (isCurrent) setState(next);
    };
    directory.find(query, limit).then(
      (findings) => settle({ ...findings, query }),
      () => settle('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [directory, query, limit]);
  return state;
}
