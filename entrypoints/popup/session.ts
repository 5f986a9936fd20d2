import { browser } from 'wxt/browser';
import { type PopupSession, popupSessionSchema } from '../../components/popup/session.ts';

/** The popup and the side panel are left at places of their own. */
export type AppName = 'popup' | 'panel';

/** @returns `undefined` if there is none, or in a private window */
export async function readSession(app: AppName): Promise<PopupSession | undefined> {
  const key = keyOf(app);
  const [stored, isPrivate]: [Record<string, unknown>, boolean] = await Promise.all([
    browser.storage.session.get(key),
    isInPrivate,
  ]);
  return isPrivate ? undefined : popupSessionSchema.safeParse(stored[key]).data;
}

/** Keeps where the user is, in memory only, and nothing of private windows. */
export async function saveSession(app: AppName, session: PopupSession): Promise<void> {
  if (await isInPrivate) return;
  await browser.storage.session.set({ [keyOf(app)]: session });
}

/** Whether this page belongs to a private window. */
export const isInPrivate: Promise<boolean> = browser.windows
  .getCurrent()
  .then(({ incognito }) => incognito);

function keyOf(app: AppName): string {
  return `session:${app}`;
}
