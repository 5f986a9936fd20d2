import { t } from '../../utils/i18n.ts';
import { type LiveSource, useLive } from '../use-live.ts';
import type { Overview, PopupActions } from './contract.ts';
import { Finder } from './Finder.tsx';

export interface PopupProps {
  overview: LiveSource<Overview>;
  actions: PopupActions;
}

/** The toolbar button's popup: find a contact, open its conversation. */
export function Popup({ overview, actions }: PopupProps) {
  const live = useLive(overview);
  if (live.kind === 'loading') return <main class="popup" aria-busy="true" />;
  if (live.kind === 'failed') {
    return (
      <main class="popup welcome">
        <p role="alert">{t('storage_failed')}</p>
      </main>
    );
  }
  const { account, wasErased } = live.value;
  return account ? (
    // Another account's popup has nothing in common with this one's.
    <Finder key={account.email} account={account.email} overview={live.value} actions={actions} />
  ) : (
    <main class="popup welcome">
      <h1>{t('extensionName')}</h1>
      <p>{t(wasErased ? 'connection_erased' : 'popup_unconnected')}</p>
      <button type="button" class="primary" onClick={actions.openOptions}>
        {t('popup_connect')}
      </button>
    </main>
  );
}
