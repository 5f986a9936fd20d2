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

/** Every sign that people type or paste for an apostrophe. */
const APOSTROPHES = /[\u2018\u2019\u201B\u02B9\u02BB-\u02BF\u2032\u00B4`]/gu;
/** Every sign that people type or paste for a quotation mark. */
const QUOTES = /[“”„‟«»]/gu;
const DASHES = /[\u2010-\u2015\u2212]/gu;

/**
 * Reduces text to what people mean when they type it: without case, diacritics, full-width
 * forms, invisible characters or runs of white space, with one kind of apostrophe, quotation mark
 * and dash, and Western digits. Folding twice changes nothing.
 */
export function fold(text: string): string {
  // Plain ASCII is most of what is folded, and 20 times cheaper this way.
  if (/^[\x20-\x5f\x61-\x7e]*$/u.test(text)) return squeeze(text.toLowerCase());
  return squeeze(
    text
      // Before what is written with an accent alone is taken for a space.
      .replace(APOSTROPHES, "'")
      .normalize('NFKD')
      .replace(/\p{M}|\p{Cf}/gu, '')
      .toLowerCase()
      .replace(APOSTROPHES, "'")
      .replace(QUOTES, '"')
      .replace(DASHES, '-')
      .replace(/(?!\d)\p{Nd}/gu, westernDigit)
      .replace(/[ßæœøđðłıþς]/gu, (letter) => UNDECOMPOSED[letter] ?? letter),
  );
}

/** Unicode keeps the ten digits of a writing side by side, in tens. */
function westernDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

/** The same length, so that places in what was typed stay as they are. */
export function withPlainQuotes(typed: string): string {
  return typed.replace(QUOTES, '"');
}

/** A tag, without quotes: `tag:"…"` could not be told from them. */
export function foldTag(tag: string): string {
  return fold(fold(tag).replaceAll('"', ''));
}

/**
 * The words of a text as those write them who leave out what stands inside of a word: `D'Angelo` is
 * `dangelo` to others, `S.p.A.` is `spa`, `Jean-Luc` is `jeanluc`.
 */
export function withoutSigns(text: string): string[] {
  if (!/\p{L}[^\p{L}\p{N}\s@]\p{L}/u.test(text)) return [];
  const words = fold(text).split(' ');
  return words.flatMap((word) => {
    const bare = word.replace(/['.-]/gu, '');
    return bare !== word && /^\p{L}{2,}$/u.test(bare) && !word.includes(bare) ? [bare] : [];
  });
}

/**
 * Short words of a name with the word behind them, as those write them who take them for one:
 * `De Luca` is `deluca` to others, `Abd Allah` is `abdallah`.
 */
function joined(text: string): string[] {
  const words = fold(text)
    .split(' ')
    .map((word) => word.replace(/\P{L}/gu, ''));
  const found: string[] = [];
  let run = '';
  for (const word of words) {
    if (run !== '' && word !== '') found.push(run + word);
    run = word.length <= LONGEST_SHORT ? run + word : '';
  }
  // Each of a run is in the last of it.
  return found.filter((one) => !found.some((other) => other !== one && other.includes(one)));
}

/** `Abd`, `Van`, `San`, a family name in Han: no longer words are taken for part of the next one. */
export const LONGEST_SHORT = 3;

/** Other ways to write a name: one after the other, each a word. */
export function otherWritings(name: string): string[] {
  return [...new Set([...otherSpellings(name), ...withoutSigns(name), ...joined(name)])];
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
