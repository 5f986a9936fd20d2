import type { Contact } from '../../utils/contact.ts';
import type { DirectoryState } from './use-directory.ts';
import type { PageReading } from './use-page-contacts.ts';

/** What the popup's lists are made of. */
export interface Ground {
  directory: DirectoryState;
  page: PageReading;
  /** Whom the user has opened last, and who else has written last. */
  recent: readonly Contact[];
  inTouch: readonly Contact[];
}

/** Whether the user is about to do something with the lists as they are. */
export interface Hands {
  /** Whether a row is active, a menu is open, the pointer is in a list, or a list is scrolled. */
  areOn: boolean;
  /** Whether something else is asked for than before: the lists become others in any case. */
  haveAsked: boolean;
}

/**
 * What the lists are made of next. A list under the user's hands does not move between the look and
 * the key, whatever a sync brings meanwhile: it would put somebody else where the user is pointing.
 *
 * @param shown what they are made of now
 * @param latest what they would be made of if they were made now
 */
export function nextGround(shown: Ground, latest: Ground, { areOn, haveAsked }: Hands): Ground {
  // Contacts that are gone altogether, and another page, are no newcomers.
  const isOther = typeof latest.directory !== 'object' || latest.page.pageId !== shown.page.pageId;
  const isNothingShown = typeof shown.directory !== 'object';
  if (isNothingShown || isOther || haveAsked || !areOn || isSame(shown, latest)) return latest;
  // Nobody was on the page so far.
  const isLooking = shown.page.state === 'looking' && latest.page !== shown.page;
  return isLooking ? { ...shown, page: latest.page } : shown;
}

function isSame(a: Ground, b: Ground): boolean {
  return (
    a.directory === b.directory &&
    a.page === b.page &&
    a.recent === b.recent &&
    a.inTouch === b.inTouch
  );
}
