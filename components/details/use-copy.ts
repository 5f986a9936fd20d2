import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 2_000;

export interface Copying {
  /** Which of the copy buttons has just done its work. */
  copied: string | undefined;
  /** What to announce; empty most of the time. */
  message: string;
  copy: (id: string, text: string) => void;
}

/** Copies, and tells for a moment that it did. */
export function useCopy(): Copying {
  const [state, setState] = useState<{ copied: string | undefined; message: string }>({
    copied: undefined,
    message: '',
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = (id: string, text: string) => {
    void copyText(text).then((done) => {
      clearTimeout(timer.current);
      setState({ copied: done ? id : undefined, message: t(done ? 'copied' : 'copy_failed') });
      timer.current = setTimeout(() => setState({ copied: undefined, message: '' }), SHOWN_MS);
    });
  };
  return { ...state, copy };
}
