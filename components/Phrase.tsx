import type { ComponentChildren } from 'preact';
import { type MessageKey, t } from '../utils/i18n.ts';

/** Stands for the first value in the translated text; a private-use character is in no message. */
const FIRST_MARK = 0xe000;

export interface PhraseProps {
  message: MessageKey;
  /** What comes in place of `$1`, `$2` …: elements too. */
  values: ComponentChildren[];
}

/**
 * A sentence with elements inside, in whatever order its translation has them. Text that is not
 * ours gets its own `<bdi>` that way.
 */
export function Phrase({ message, values }: PhraseProps) {
  const marks = values.map((_, index) => String.fromCharCode(FIRST_MARK + index));
  const parts = t(message, ...marks).split(/([\uE000-\uE008])/u);
  return (
    <>
      {parts.map((part) => {
        const index = marks.indexOf(part);
        return index === -1 ? part : values[index];
      })}
    </>
  );
}
