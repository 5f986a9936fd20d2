import { clip } from '../utils/text.ts';

/** More than anybody reads, and little enough to lay out at once. */
const MOST_CHARACTERS = 5_000;

export interface TextProps {
  /** Somebody else's text: any length, any script, any control character. */
  value: string;
  class?: string;
  /** At most so many UTF-16 code units are shown. */
  most?: number;
}

/**
 * Text that came from outside: in a `<bdi>`, so that its direction and its bidi overrides end
 * with it, and never longer than can be laid out.
 */
export function Text({ value, class: className, most = MOST_CHARACTERS }: TextProps) {
  return <bdi class={className}>{value.length <= most ? value : `${clip(value, most)}…`}</bdi>;
}
