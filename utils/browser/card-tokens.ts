import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

/** Long enough for a cold card to open, too short to be kept for later. */
const LIFETIME_MS = 60_000;

const PREFIX = 'card-token:';

const subjectSchema = z.lazy(() =>
  z.object({
    /** The number as written on the page. */
    text: z.string(),
    /** The countries to read it with. */
    countries: z.array(z.string()),
    /** The host name of the site that it stands on, or `''`. */
    host: z.string(),
    /** Whether the user has asked to look it up, if it is nobody's here. */
    wantsLookUp: z.boolean(),
  }),
);

const entrySchema = z.lazy(() =>
  z.object({
    subject: subjectSchema,
    tabId: z.number(),
    expiresAt: z.number(),
  }),
);

/** What a card is asked to show. */
export type CardSubject = z.infer<typeof subjectSchema>;

/**
 * Makes a token that lets the card of one tab ask once for the contacts of one written number.
 * Tokens lie in `storage.session`: they outlive the worker, never reach the disk, and content
 * scripts cannot read them.
 */
export async function mintCardToken(subject: CardSubject, tabId: number): Promise<string> {
  const token = crypto.randomUUID();
  await browser.storage.session.set({
    [PREFIX + token]: { subject, tabId, expiresAt: Date.now() + LIFETIME_MS },
  });
  await dropExpired();
  return token;
}

/** @returns `undefined` if the token is used up, too old, or another tab's */
export function redeemCardToken(token: string, tabId: number): Promise<CardSubject | undefined> {
  return navigator.locks.request('card-tokens', async () => {
    const key = PREFIX + token;
    const stored: Record<string, unknown> = await browser.storage.session.get(key);
    const entry = entrySchema.safeParse(stored[key]);
    if (!entry.success || entry.data.tabId !== tabId) return undefined;
    await browser.storage.session.remove(key);
    return entry.data.expiresAt > Date.now() ? entry.data.subject : undefined;
  });
}

async function dropExpired(): Promise<void> {
  const stored: Record<string, unknown> = await browser.storage.session.get(null);
  const expired = Object.entries(stored)
    .filter(([key]) => key.startsWith(PREFIX))
    .filter(([, value]) => (entrySchema.safeParse(value).data?.expiresAt ?? 0) <= Date.now())
    .map(([key]) => key);
  if (expired.length > 0) await browser.storage.session.remove(expired);
}
