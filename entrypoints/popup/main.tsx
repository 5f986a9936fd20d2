import { render } from 'preact';
import { browser } from 'wxt/browser';
import '../../components/theme.css';
import '../../components/details/details.css';
import '../../components/popup/popup.css';
import { prepareDocument } from '../../components/document.ts';
import { Popup, type PopupActions } from '../../components/popup/Popup.tsx';
import { requestSiteAccess } from '../../utils/browser/site-access.ts';
import { send } from '../../utils/messages/send.ts';
import { openDirectory } from './open-directory.ts';
import { overview } from './overview.ts';
import { countries, jumpTo, readPage, setSiteCountry, switchSite } from './page.ts';

const actions: PopupActions = {
  openDirectory,
  openConversation: (uuid, background) => send('conversation.open', { uuid, background }),
  startSync: () => send('sync.start', {}),
  enableSite: (origin) => requestSiteAccess([origin]),
  switchSite,
  setSiteCountry,
  countries,
  readPage,
  jumpTo,
  openOptions: () => void browser.runtime.openOptionsPage().then(() => window.close()),
  close: () => window.close(),
};

render(<Popup overview={overview} actions={actions} />, prepareDocument());
