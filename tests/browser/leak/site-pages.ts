import type { BrowserName } from '../harness/driver.ts';
import { beHostile, tagsInBundle } from './hostile-page.ts';
import { NUMBERS, WORDS } from './numbers.ts';
import { barePageOf, callInPage, longPageOf, NONCE, pageOf, SERVICE_WORKER } from './pages.ts';
import type { Resource } from './site.ts';

// Firefox asks for the page's own icon at a time of its choosing.
const CSP = `default-src 'none'; img-src 'self'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'`;

function only(numbers: typeof NUMBERS, isMember: boolean): Resource {
  // Giulia's number and the first of nobody's, which differ in two digits.
  const number = numbers.find((candidate) => candidate.isMember === isMember);
  return { body: pageOf(number ? [number] : []) };
}

/** All pages of the suite but the hostile ones. */
export const SITE_PAGES: Readonly<Record<string, Resource>> = {
  '/numbers': { body: pageOf(NUMBERS) },
  '/long': { body: longPageOf(NUMBERS) },
  '/one/member': only(NUMBERS, true),
  '/one/other': only(NUMBERS, false),
  '/words': { body: pageOf(WORDS) },
  '/word/member': only(WORDS, true),
  '/word/other': only(WORDS, false),
  '/sw.js': { body: SERVICE_WORKER },
  '/strict': { body: pageOf(NUMBERS), headers: { 'Content-Security-Policy': CSP } },
  '/isolated': {
    body: pageOf(NUMBERS),
    headers: {
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
    },
  },
  '/credentialless': {
    body: pageOf(NUMBERS),
    headers: { 'Cross-Origin-Embedder-Policy': 'credentialless' },
  },
};

/** The same with pages that define every tag which the built content script names. */
export async function withHostilePage(
  pages: Readonly<Record<string, Resource>>,
  browserName: BrowserName,
): Promise<Record<string, Resource>> {
  const early = callInPage(beHostile, await tagsInBundle(browserName));
  return {
    ...pages,
    '/hostile': { body: barePageOf(NUMBERS, early) },
    '/hostile-words': { body: barePageOf(WORDS, early) },
  };
}
