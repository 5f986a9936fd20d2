import type { Account } from '../../utils/account.ts';
import type { Contact } from '../../utils/contact.ts';
import type { CardView } from '../../utils/settings.ts';
import type { SyncStatus } from '../../utils/sync/status.ts';
import type { RefreshContact } from '../details/use-refresh.ts';
import type { AskCallbell } from './LookUp.tsx';
import type { PopupSession } from './session.ts';
import type { OpenDirectory } from './use-directory.ts';
import type { ReadPage } from './use-page-contacts.ts';

/** What the popup shows. */
export interface Overview {
  account: Account | undefined;
  /** Whether there was one, which the browser has lost. */
  wasErased: boolean;
  sync: SyncStatus;
  /** What is searched; none until there is a first contact, or a first sync has found none. */
  generation: number | undefined;
  /** How many contacts can be searched. */
  stored: number;
  /** The site in the tab behind the popup, if it is one that extensions may read. */
  site: SiteState | undefined;
  /** What tells what would be read of the page behind the popup from what was read before. */
  page: string;
  /** The contacts opened last, and the others who have written last. */
  recent: readonly Contact[];
  inTouch: readonly Contact[];
  /** The uuids of the most recent conversations when the last sync ended; none if that says nothing. */
  mostRecent: readonly string[];
  /** Which fields of a contact are shown, and how; the funnels' names; as on the card. */
  view: CardView;
  /** Where the last popup was left. */
  session: PopupSession | undefined;
  /** What is to be looked up: the user has chosen it on a page. */
  asked: string | undefined;
}

export interface SiteState {
  /** Its match pattern. */
  origin: string;
  /** What the user calls it, and settings do. */
  host: string;
  /** `not-granted` until the browser lets us in; after that the user switches it. */
  marks: 'not-granted' | 'on' | 'off';
  /** The country its numbers are read with; `null` guesses. */
  country: string | null;
}

/** What the popup can have done. */
export interface PopupActions {
  openDirectory: OpenDirectory;
  /** Tells whether there was a conversation to open. */
  openConversation: (uuid: string, background: boolean) => Promise<boolean>;
  startSync: () => Promise<unknown>;
  /** Must ask in the same turn: browsers want the user's click. */
  enableSite: (origin: string) => Promise<boolean>;
  switchSite: (host: string, on: boolean) => Promise<unknown>;
  setSiteCountry: (host: string, country: string | null) => Promise<unknown>;
  /** The countries to choose from, as ISO 3166-1 alpha-2 codes; not needed until one chooses. */
  countries: () => Promise<readonly string[]>;
  /** Who is on the page behind the popup. */
  readPage: ReadPage;
  /** Scrolls that page to a number. */
  jumpTo: (text: string) => Promise<unknown>;
  /** Opens the contact in Callbell; tells whether there was a link to it. */
  openContact: (contact: Contact) => Promise<boolean>;
  findContact: (uuid: string) => Promise<Contact | undefined>;
  refreshContact: RefreshContact;
  /** Whose each of these written numbers is. */
  matchNumbers: (texts: readonly string[]) => Promise<Contact[][]>;
  lookUp: AskCallbell;
  saveSession: (session: PopupSession) => void;
  /** Calls back with what is to be looked up from now on, until the signal aborts. */
  onAsked: (listener: (text: string) => void, signal: AbortSignal) => void;
  /** Opens the same beside the page, to stay; not there where it is that already. */
  openPanel?: (() => void) | undefined;
  openOptions: () => void;
  close: () => void;
}
