/** What comes along when a key is copied from a mail, a chat or a document. */
const INVISIBLE = /[\p{Cf}\p{Cc}\s]+/gu;
const QUOTES = /^["'`“”„‟«»‘’‚‹›]+|["'`“”„‟«»‘’‚‹›]+$/gu;

/**
 * The key in what was pasted: without white space, invisible characters, quotes around it, or the
 * `Bearer` that stands before it in an example.
 */
export function keyIn(pasted: string): string {
  const bare = pasted.replace(INVISIBLE, ' ').trim();
  const withoutScheme = bare.replace(QUOTES, '').replace(/^bearer /iu, '');
  return withoutScheme.replaceAll(' ', '').replace(QUOTES, '');
}

/**
 * A character that no key has and no request can carry: a header's value has printable ASCII.
 *
 * @returns `undefined` if there is none
 */
export function oddCharacterIn(key: string): string | undefined {
  return /[^\x21-\x7e]/u.exec(key)?.[0];
}
