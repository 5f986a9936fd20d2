import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { type MessageKey, plural, t } from '../i18n.ts';

const LOCK = 'toolbar';

/** Long enough to be read, too short to be taken for a count. */
const NONE_MS = 5_000;

/** What fits under the icon. `!` is kept free for what the user has to see to. */
const MOST_SHOWN = 99;

/** Lens' own colour, with text that is seen on it in light and dark toolbars. */
const GROUND = '#0b6470';
const TEXT = '#ffffff';
/** The red of the options' warnings. */
const ALERT_GROUND = '#b3261e';

const countsSchema = z.lazy(() =>
  z.object({
    /** By frame id, which is a key and therefore text. */
    frames: z.record(z.string(), z.number()),
    /** The tab has gone to another page since: these counts end with the next one's first. */
    isOver: z.boolean(),
  }),
);

type Counts = z.infer<typeof countsSchema>;

/**
 * Shows how many known numbers a tab has: as a number on the toolbar button, and in words in its
 * title. Counts of all frames are added up; they lie in `storage.session`, since a worker does not
 * live as long as a page.
 */
export function showCount(tabId: number, frameId: number, count: number): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    const before = await read(tabId);
    const others = before && !before.isOver ? before.frames : {};
    const frames: Counts['frames'] = { ...others, [frameId]: count };
    const counts: Counts = { frames, isOver: false };
    await browser.storage.session.set({ [keyOf(tabId)]: counts });
    await show(tabId, totalOf(counts));
  });
}

/** The frames of a tab that have known numbers, the page itself first. */
export async function countedFrames(tabId: number): Promise<number[]> {
  const counts = await read(tabId);
  const frames = counts && !counts.isOver ? Object.entries(counts.frames) : [];
  return frames
    .filter(([, count]) => count > 0)
    .map(([frameId]) => Number(frameId))
    .sort((a, b) => a - b);
}

/**
 * Says, on every tab that shows no count of its own, whether there is something that the user has to
 * see to.
 */
export async function showAlert(isNeeded: boolean): Promise<void> {
  await Promise.allSettled([
    browser.action.setBadgeText({ text: isNeeded ? '!' : '' }),
    browser.action.setBadgeBackgroundColor({ color: ALERT_GROUND }),
    browser.action.setBadgeTextColor({ color: TEXT }),
    browser.action.setTitle({
      title: isNeeded ? t('toolbar_alert', t('extensionName')) : t('extensionName'),
    }),
  ]);
}

/**
 * Says for a moment that a tab has no known number, in words in the button's title.
 *
 * @param sentence why
 */
export async function showNone(tabId: number, sentence: MessageKey): Promise<void> {
  await label(tabId, '0', t(sentence));
  setTimeout(() => void showAgain(tabId), NONE_MS);
}

function showAgain(tabId: number): Promise<void> {
  return navigator.locks.request(LOCK, async () => show(tabId, totalOf(await read(tabId))));
}

/** Takes the counts of these tabs away: nothing is marked there any more. */
export function clearCounts(tabIds: readonly number[]): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    const stored: Record<string, unknown> = await browser.storage.session.get(null);
    const counted = tabIds.filter((tabId) => keyOf(tabId) in stored);
    await browser.storage.session.remove(counted.map((tabId) => keyOf(tabId)));
    await Promise.all(counted.map((tabId) => show(tabId, 0)));
  });
}

/** Forgets counts with their pages. Call it in the worker's first turn, so that none is missed. */
export function attachToolbar(): void {
  browser.tabs.onUpdated.addListener((tabId, { status }) => {
    if (status === 'loading') void endCounts(tabId);
  });
  browser.tabs.onRemoved.addListener((tabId) => {
    void navigator.locks.request(LOCK, () => browser.storage.session.remove(keyOf(tabId)));
  });
}

/**
 * Browsers take the badge off by themselves when a tab gets a new document, and `loading` is also
 * said when a page only changes its address. So the badge stays as it is here, and the old counts
 * go when somebody counts anew.
 */
function endCounts(tabId: number): Promise<void> {
  return navigator.locks.request(LOCK, async () => {
    const counts = await read(tabId);
    if (!counts) return;
    await browser.storage.session.set({ [keyOf(tabId)]: { ...counts, isOver: true } });
  });
}

function keyOf(tabId: number): string {
  return `count:${tabId}`;
}

async function read(tabId: number): Promise<Counts | undefined> {
  const key = keyOf(tabId);
  const stored: Record<string, unknown> = await browser.storage.session.get(key);
  return countsSchema.safeParse(stored[key]).data;
}

function totalOf(counts: Counts | undefined): number {
  const frames = counts && !counts.isOver ? Object.values(counts.frames) : [];
  return frames.reduce((sum, one) => sum + one, 0);
}

async function show(tabId: number, count: number): Promise<void> {
  const text = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  const title = count === 0 ? t('extensionName') : plural('page_numbers', count);
  await label(tabId, count === 0 ? '' : text, title);
}

/** A tab that is closed meanwhile has no button to show anything on: that is no error. */
async function label(tabId: number, text: string, title: string): Promise<void> {
  await Promise.allSettled([
    browser.action.setBadgeText({ tabId, text }),
    browser.action.setBadgeBackgroundColor({ tabId, color: GROUND }),
    browser.action.setBadgeTextColor({ tabId, color: TEXT }),
    browser.action.setTitle({ tabId, title }),
  ]);
}
