import { render } from 'preact';
import '../../components/theme.css';
import '../../components/options/options.css';
import { prepareDocument } from '../../components/document.ts';
import {
  Options,
  type OptionsActions,
  type OptionsState,
} from '../../components/options/Options.tsx';
import type { Shortcut } from '../../components/options/ShortcutsSection.tsx';
import type { SiteAccess } from '../../components/options/WebPagesSection.tsx';
import type { LiveSource } from '../../components/use-live.ts';
import {
  ALL_SITES,
  grantedSites,
  onSiteAccessChange,
  removeSiteAccess,
  requestSiteAccess,
} from '../../utils/browser/site-access.ts';
import { wasErased } from '../../utils/browser/erased.ts';
import { syncStatusOrTrouble } from '../../utils/browser/storage-trouble.ts';
import { openShortcutSettings, readShortcuts } from '../../utils/browser/shortcuts.ts';
import { t } from '../../utils/i18n.ts';
import { tellWhenOnline } from '../../utils/messages/online.ts';
import { send } from '../../utils/messages/send.ts';
import { countryOfLocales, phoneCountries } from '../../utils/phone/country.ts';
import { onStoreChange } from '../../utils/store/changes.ts';
import { readManifest } from '../../utils/store/contacts.ts';
import { getAccount, getSettings } from '../../utils/store/state.ts';
import { fieldNames, namesOf } from './card-facts.ts';

const state: LiveSource<OptionsState> = {
  read: async () => {
    const [account, erased, sync, settings, manifest] = await Promise.all([
      getAccount(),
      wasErased(),
      syncStatusOrTrouble(Date.now()),
      getSettings(),
      readManifest(),
    ]);
    const stored = manifest?.contacts ?? 0;
    const [names, notHere] = await Promise.all([fieldNames(), namesOf(settings.notHere)]);
    return { account, wasErased: erased, sync, stored, settings, fieldNames: names, notHere };
  },
  onChange: onStoreChange,
};

const access: LiveSource<SiteAccess> = { read: grantedSites, onChange: onSiteAccessChange };

const shortcuts: LiveSource<readonly Shortcut[]> = {
  read: readShortcuts,
  // The browser has no event for it; who comes back from its page sees what is new.
  onChange: (listener, signal) => window.addEventListener('focus', listener, { signal }),
};

const actions: OptionsActions = {
  connect: async (apiKey) => {
    const answer = await send('account.connect', { apiKey });
    return 'error' in answer ? answer.error : undefined;
  },
  disconnect: () => send('account.disconnect', {}),
  startSync: () => send('sync.start', {}),
  answerMissing: (answer) => send('sync.missing', { answer }),
  changeSettings: (settings) => send('settings.change', { settings }),
  undoNotHere: ({ host, text, uuid }) =>
    send('card.not-here', { host, text, uuid, isNotHere: false }),
  enableAllSites: () => requestSiteAccess(ALL_SITES),
  disableAllSites: () => removeSiteAccess(ALL_SITES),
  removeSite: (origin) => removeSiteAccess([origin]),
  changeShortcuts: () => void openShortcutSettings(),
  eraseUse: () => send('use.erase', {}),
};

tellWhenOnline();

render(
  <Options
    state={state}
    access={access}
    shortcuts={shortcuts}
    actions={actions}
    countries={phoneCountries()}
    impliedCountry={countryOfLocales(navigator.languages)}
  />,
  prepareDocument(t('options_title', t('extensionName'))),
);
