/** Letters that Unicode does not decompose, though people type them without their stroke or form. */
const UNDECOMPOSED: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
};

/** How people write letters whose signs their keyboard lacks. */
const SPELLED_OUT: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  ø: 'oe',
  æ: 'ae',
};

/**
 * Reduces text to what people mean when they type it: without case, diacritics, full-width
 * forms, invisible characters or runs of white space. Folding twice changes nothing.
 */
export function fold(text: string): string {
  // Plain ASCII is most of what is folded, and 20 times cheaper this way.
  if (/^[\x20-\x7e]*$/u.test(text)) return squeeze(text.toLowerCase());
  return squeeze(
    text
      .normalize('NFKD')
      .replace(/\p{M}|\p{Cf}/gu, '')
      .toLowerCase()
      .replace(/[ßæœøđðłıþς]/gu, (letter) => UNDECOMPOSED[letter] ?? letter),
  );
}

/** A tag, without quotes: `tag:"…"` could not be told from them. */
export function foldTag(tag: string): string {
  return fold(fold(tag).replaceAll('"', ''));
}

/**
 * The words of a text that are spelled in another way too, so spelled and folded: `Müller` is
 * `muller` when folded and `mueller` to others, and `Mueller` is `muller` to some.
 */
export function otherSpellings(text: string): string[] {
  const lower = text.normalize('NFC').toLowerCase();
  if (!/[äöüåøæ]|[aou]e/u.test(lower)) return [];
  const words = lower.split(/[\s\p{P}\p{Cc}]+/u);
  const spelled = words.flatMap((word) => {
    const plain = fold(word);
    const others = [
      fold(word.replace(/[äöüåøæ]/gu, (letter) => SPELLED_OUT[letter] ?? letter)),
      // Not `que`, `gue`, `aue`, `eue`: there it is no umlaut.
      plain.replace(/([ao])e|(?<![aegq])(u)e/gu, '$1$2'),
    ];
    return others.filter((other) => other !== plain && other !== '');
  });
  return [...new Set(spelled)];
}

/** One space for any run of white space and control characters: those separate packed fields. */
function squeeze(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
