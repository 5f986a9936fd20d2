import { render } from 'preact';
import { browser } from 'wxt/browser';
import '../../components/theme.css';
import '../../components/details/details.css';
import '../../components/popup/popup.css';
import '../../components/popup/search.css';
import { prepareDocument } from '../../components/document.ts';
import type { PopupActions } from '../../components/popup/contract.ts';
import { Popup } from '../../components/popup/Popup.tsx';
import { onAsked } from '../../utils/browser/asked.ts';
import { openSidePanel } from '../../utils/browser/side-panel.ts';
import { requestSiteAccess } from '../../utils/browser/site-access.ts';
import { currentTab, openTab } from '../../utils/browser/tabs.ts';
import { dashboardUrl } from '../../utils/callbell-url.ts';
import { tellWhenOnline } from '../../utils/messages/online.ts';
import { send } from '../../utils/messages/send.ts';
import { findContact } from '../../utils/store/contacts.ts';
import { currentDirectory } from '../../utils/store/directory.ts';
import { askTagsFirst } from './ask-tags-first.ts';
import { lookUp } from './look-up.ts';
import { overviewOf } from './overview.ts';
import { countries, jumpTo, readPage, setSiteCountry, switchSite } from './page.ts';
import { type AppName, isInPrivate, saveSession } from './session.ts';

/** Shows the finder: the popup, which goes when its work is done, or the panel, which stays. */
export function startApp(app: AppName): void {
  // The largest part of what is to be read, before anything is shown.
  currentDirectory().catch(() => {});
  tellWhenOnline();
  let windowId: number | undefined;
  void browser.windows.getCurrent().then(({ id }) => (windowId = id));
  const close = app === 'popup' ? () => window.close() : () => {};

  const actions: PopupActions = {
    openDirectory: async () => {
      const directory = await currentDirectory().catch((error: unknown) => {
        // Mostly there is a newer generation by now. Else it is mended, and then there is one.
        void send('contacts.check', {}).catch(() => {});
        throw error;
      });
      if (!directory) throw new Error('The contacts are gone.');
      return askTagsFirst(directory);
    },
    openConversation: async (uuid, background) =>
      send('conversation.open', { uuid, background, isPrivate: await isInPrivate }),
    openContact: async ({ href }) => {
      const url = dashboardUrl(href);
      if (url !== undefined) await openTab(url, { active: true }, await currentTab());
      return url !== undefined;
    },
    findContact,
    refreshContact: (uuid) => send('contact.refresh', { uuid }),
    matchNumbers: async (texts) => {
      // Comes only when it is wanted: the numbering plans are larger than everything else here.
      const { matchNumbers } = await import('./match-numbers.ts');
      return matchNumbers(texts);
    },
    lookUp,
    saveSession: (session) => void saveSession(app, session),
    onAsked,
    startSync: () => send('sync.start', {}),
    enableSite: (origin) => requestSiteAccess([origin]),
    switchSite,
    setSiteCountry,
    countries,
    readPage,
    jumpTo,
    openOptions: () => void browser.runtime.openOptionsPage().then(close),
    close,
    ...(app === 'popup' && {
      openPanel: () => {
        if (windowId !== undefined) void openSidePanel(windowId).then(close);
      },
    }),
  };

  render(<Popup overview={overviewOf(app)} actions={actions} />, prepareDocument());
}
