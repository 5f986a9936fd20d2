import type { Account } from '../../utils/account.ts';
import type { Settings } from '../../utils/settings.ts';
import type { SyncStatus } from '../../utils/sync/status.ts';
import { t } from '../../utils/i18n.ts';
import { type LiveSource, useLive } from '../use-live.ts';
import { CardSection } from './CardSection.tsx';
import { ConnectionSection } from './ConnectionSection.tsx';
import type { Connect } from './KeyForm.tsx';
import type { NamedNotHere } from './NotHereList.tsx';
import { PhoneNumbersSection } from './PhoneNumbersSection.tsx';
import { RecentSection } from './RecentSection.tsx';
import { type Shortcut, ShortcutsSection } from './ShortcutsSection.tsx';
import { SyncSection } from './SyncSection.tsx';
import { type SiteAccess, WebPagesSection } from './WebPagesSection.tsx';

export interface OptionsState {
  account: Account | undefined;
  wasErased: boolean;
  sync: SyncStatus;
  /** How many contacts can be searched. */
  stored: number;
  settings: Settings;
  /** The names of the account's custom fields. */
  fieldNames: readonly string[];
  notHere: readonly NamedNotHere[];
}

/** What the options page can have done. */
export interface OptionsActions {
  connect: Connect;
  disconnect: () => Promise<unknown>;
  startSync: () => Promise<unknown>;
  answerMissing: (answer: 'keep' | 'check') => Promise<unknown>;
  changeSettings: (change: Partial<Settings>) => Promise<unknown>;
  /** Has somebody be shown again for a number on a site. */
  undoNotHere: (entry: NamedNotHere) => Promise<unknown>;
  /** Must ask in the same turn: browsers want the user's click. */
  enableAllSites: () => Promise<boolean>;
  disableAllSites: () => Promise<unknown>;
  removeSite: (origin: string) => Promise<unknown>;
  /** Opens the browser's own page for keyboard shortcuts. */
  changeShortcuts: () => void;
  /** Forgets which contacts were opened lately. */
  eraseUse: () => Promise<unknown>;
}

export interface OptionsProps {
  state: LiveSource<OptionsState>;
  access: LiveSource<SiteAccess>;
  actions: OptionsActions;
  shortcuts: LiveSource<readonly Shortcut[]>;
  /** ISO 3166-1 alpha-2 codes of the countries that numbers can be read with. */
  countries: readonly string[];
  /** The country that the browser's language implies. */
  impliedCountry: string;
}

/** The options page: the connection, the sync, the web pages, the phone numbers, the card. */
export function Options({
  state,
  access,
  shortcuts,
  actions,
  countries,
  impliedCountry,
}: OptionsProps) {
  const live = useLive(state);
  const sites = useLive(access);
  const keys = useLive(shortcuts);
  return (
    <main class="options">
      <h1>{t('extensionName')}</h1>
      {live.kind === 'failed' && <p role="alert">{t('storage_failed')}</p>}
      {live.kind === 'ready' && (
        <ConnectionSection
          account={live.value.account}
          wasErased={live.value.wasErased}
          sync={live.value.sync}
          connect={actions.connect}
          disconnect={actions.disconnect}
        />
      )}
      {live.kind === 'ready' && live.value.account && (
        <SyncSection
          sync={live.value.sync}
          stored={live.value.stored}
          settings={live.value.settings}
          startSync={actions.startSync}
          answerMissing={actions.answerMissing}
          changeSettings={actions.changeSettings}
        />
      )}
      {sites.kind === 'ready' && live.kind === 'ready' && (
        <WebPagesSection
          access={sites.value}
          settings={live.value.settings}
          enableAll={actions.enableAllSites}
          disableAll={actions.disableAllSites}
          remove={actions.removeSite}
          changeSettings={actions.changeSettings}
        />
      )}
      {live.kind === 'ready' && (
        <PhoneNumbersSection
          countries={countries}
          impliedCountry={impliedCountry}
          chosen={live.value.settings.defaultCountry}
          bySite={live.value.settings.countryBySite}
          onChoose={(defaultCountry) => actions.changeSettings({ defaultCountry })}
          onForgetSite={(host) => {
            const others = Object.entries(live.value.settings.countryBySite).filter(
              ([other]) => other !== host,
            );
            return actions.changeSettings({ countryBySite: Object.fromEntries(others) });
          }}
        />
      )}
      {live.kind === 'ready' && (
        <CardSection
          settings={live.value.settings}
          fieldNames={live.value.fieldNames}
          notHere={live.value.notHere}
          changeSettings={actions.changeSettings}
          undoNotHere={actions.undoNotHere}
        />
      )}
      {keys.kind === 'ready' && (
        <ShortcutsSection shortcuts={keys.value} onChange={actions.changeShortcuts} />
      )}
      {live.kind === 'ready' && <RecentSection erase={actions.eraseUse} />}
    </main>
  );
}
