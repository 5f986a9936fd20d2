import { type Browser, browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Contact } from '../contact.ts';
import { MAX_LANG_LENGTH, MAX_NUMBERS, MAX_TEXT_LENGTH } from '../messages/page-protocol.ts';
import type { NumberPlace } from '../phone/country.ts';
import { areKnownHere, type MatchPlace, matchPhoneHere } from '../store/not-here.ts';

/** A known contact on a page, with the number that it was recognised by. */
export interface ContactOnPage {
  contact: Contact;
  text: string;
  guessed: boolean;
}

const FILE = '/collect.js';

/** More than anybody looks through. */
const MAX_CONTACTS = 200;
/** How many numbers are looked up at once, for as long as there is room for more contacts. */
const CHUNK = 500;

/** A frame that never answers is not waited for: a popup is. Longer than a frame takes to read. */
const PATIENCE_MS = 3_000;

const written = z.lazy(() => z.string().check(z.minLength(1), z.maxLength(MAX_TEXT_LENGTH)));

/** Data of a page: what comes back is what that page's process says. */
const collectedSchema = z.lazy(() =>
  z.object({
    numbers: z
      .array(
        z.object({
          text: written,
          alternatives: z.array(written).check(z.maxLength(8)),
          lang: z.string().check(z.maxLength(MAX_LANG_LENGTH)),
        }),
      )
      .check(z.maxLength(MAX_NUMBERS)),
    host: z.string().check(z.maxLength(255)),
  }),
);

type Collected = z.infer<typeof collectedSchema>;
type CollectedNumber = Collected['numbers'][number];
type Target = Browser.scripting.InjectionTarget;

/**
 * Who is on the page that a tab shows, in the page's order, each contact once. Runs in the page
 * now and leaves nothing visible there; needs access to the site, or the `activeTab` that a click
 * on the toolbar button gives. The answer is for our own popup: no page learns it, so it takes
 * nothing from the tab's budget of questions. Whom the user has said that the site does not mean
 * is left out, as on its cards.
 *
 * @returns `null` for a page that no extension may read
 */
export async function contactsInTab(
  tabId: number,
  placeFor: (place: NumberPlace) => Promise<MatchPlace>,
): Promise<ContactOnPage[] | null> {
  const frames = await collect(tabId);
  if (frames === null) return null;
  const host = frames.find(({ frameId }) => frameId === 0)?.host ?? '';
  const found = new Map<string, ContactOnPage>();
  // What one page may have us look at, all its frames together.
  let left = MAX_NUMBERS;
  for (const frame of frames) {
    // Frames made by script have no host of their own: they are the page's.
    const places = (lang: string): Promise<MatchPlace> =>
      placeFor({ lang, host: frame.host || host });
    const numbers = frame.numbers.slice(0, left);
    left -= numbers.length;
    for (let start = 0; start < numbers.length; start += CHUNK) {
      for (const match of await matchAll(numbers.slice(start, start + CHUNK), places)) {
        if (found.size >= MAX_CONTACTS) return [...found.values()];
        if (!found.has(match.contact.uuid)) found.set(match.contact.uuid, match);
      }
    }
  }
  return [...found.values()];
}

/** Scrolls to a number and shows where it is; does nothing if it is no longer on the page. */
export async function jumpInTab(tabId: number, text: string): Promise<void> {
  // Read once more: the page may have changed, and this says which frame has the number now.
  const frames = (await collect(tabId)) ?? [];
  const holder = frames.find(({ numbers }) => numbers.some((number) => number.text === text));
  if (!holder) return;
  await browser.scripting.executeScript({
    target: { tabId, frameIds: [holder.frameId] },
    func: jump,
    args: [text],
  });
}

/** Runs in the page, as text: it knows nothing of this file. */
function jump(text: string): unknown {
  const world = globalThis as Record<symbol, ((text: string) => unknown) | undefined>;
  return world[Symbol.for('lens-for-callbell-jump')]?.(text);
}

/** @param placeFor what a language says of where numbers stand */
async function matchAll(
  numbers: readonly CollectedNumber[],
  placeFor: (lang: string) => Promise<MatchPlace>,
): Promise<ContactOnPage[]> {
  const found = new Map<CollectedNumber, ContactOnPage[]>();
  for (const lang of new Set(numbers.map((number) => number.lang))) {
    const ofLanguage = numbers.filter((number) => number.lang === lang);
    for (const [number, matches] of await matchIn(ofLanguage, await placeFor(lang))) {
      found.set(number, [...(found.get(number) ?? []), ...matches]);
    }
  }
  return numbers.flatMap((number) => found.get(number) ?? []);
}

async function matchIn(
  numbers: readonly CollectedNumber[],
  place: MatchPlace,
): Promise<[CollectedNumber, ContactOnPage[]][]> {
  const writings = numbers.flatMap((number) =>
    [number.text, ...number.alternatives].map((asked) => ({ number, asked })),
  );
  const known = await areKnownHere(
    writings.map(({ asked }) => asked),
    place,
  );
  return Promise.all(
    writings
      .filter((_, index) => known[index])
      .map(async ({ number, asked }): Promise<[CollectedNumber, ContactOnPage[]]> => {
        const { contacts, guessed } = await matchPhoneHere(asked, place);
        return [number, contacts.map((contact) => ({ contact, text: number.text, guessed }))];
      }),
  );
}

/** @returns what each frame that may be read has, the page itself first; `null` if none may */
async function collect(tabId: number): Promise<(Collected & { frameId: number })[] | null> {
  const results = await withinPatience(
    inject({ tabId, allFrames: true }),
    // One frame hangs: the page itself may well not.
    () => inject({ tabId, frameIds: [0] }),
  );
  const frames = results.flatMap(({ frameId, result }) => {
    const collected = collectedSchema.safeParse(result).data;
    return collected ? [{ ...collected, frameId }] : [];
  });
  if (!frames.some(({ frameId }) => frameId === 0)) return null;
  return frames.sort((a, b) => a.frameId - b.frameId);
}

/** @returns nothing where the browser does not let us in */
async function inject(target: Target): Promise<Browser.scripting.InjectionResult<unknown>[]> {
  try {
    // At once: a document that is never done loading would be waited for.
    return await browser.scripting.executeScript({
      target,
      files: [FILE],
      injectImmediately: true,
    });
  } catch {
    return [];
  }
}

async function withinPatience<T>(all: Promise<T[]>, fallback: () => Promise<T[]>): Promise<T[]> {
  const late = (): Promise<undefined> =>
    new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const first = await Promise.race([all, late()]);
  return first ?? (await Promise.race([fallback(), late()])) ?? [];
}
