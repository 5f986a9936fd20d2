/** All but white space and what is drawn as nothing or as a blank: `U+3164`, `U+200B`, `U+2800` … */
const SEEN = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** No letter or emoji that people write has more UTF-16 code units. */
const LONGEST_LETTER = 64;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Whether nothing of a text can be seen. Callbell takes such names and values as any others. */
export function isBlank(text: string): boolean {
  return !SEEN.test(text);
}

/** A text without white space around it; `''` for one of which nothing can be seen. */
export function visible(text: string | null | undefined): string {
  return isBlank(text ?? '') ? '' : (text ?? '').trim();
}

/**
 * The beginning of a text, without a part of a letter or of an emoji at its end.
 *
 * @param most in UTF-16 code units
 */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, letterStart(text, most));
}

/**
 * Where the letter or emoji around a place begins. Hundreds of accents on one letter are no letter:
 * among them only a surrogate pair is kept together.
 *
 * @param at in UTF-16 code units, as the result
 */
export function letterStart(text: string, at: number): number {
  // A whole pair behind the place: half of one is another character.
  const start = letters.segment(text.slice(0, at + 2)).containing(at)?.index ?? at;
  if (at - start <= LONGEST_LETTER) return start;
  return isInPair(text, at) ? at - 1 : at;
}

function isInPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
