import type { Piece } from '../utils/search/highlight.ts';

export interface MarkedProps {
  pieces: readonly Piece[];
  class?: string;
}

/** Somebody else's text, with what was looked for set off. Its direction ends with it. */
export function Marked({ pieces, class: className }: MarkedProps) {
  return (
    <bdi class={className}>
      {pieces.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}
    </bdi>
  );
}
