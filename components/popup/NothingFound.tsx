import type { SyncStatus } from '../../utils/sync/status.ts';
import { plural, t } from '../../utils/i18n.ts';
import { Phrase } from '../Phrase.tsx';
import { Text } from '../Text.tsx';
import type { Answer } from './use-findings.ts';

export interface NothingFoundProps {
  answer: Answer;
  isSyncing: boolean;
  onClear: () => void;
}

/** Says what was looked for in vain, and what to do. */
export function NothingFound({ answer: { typed, query }, isSyncing, onClear }: NothingFoundProps) {
  const isNumber = query.terms.length === 1 && query.terms[0]?.digits !== null;
  return (
    <div class="empty">
      <p>
        <Phrase
          message={isNumber ? 'search_none_phone' : 'search_none'}
          values={[<Text value={typed.trim()} class="asked" most={120} />]}
        />
      </p>
      <p class="muted">{t(isSyncing ? 'search_none_reading' : 'search_none_hint')}</p>
      <button type="button" onClick={onClear}>
        {t('search_clear')}
      </button>
    </div>
  );
}

export interface NoContactsProps {
  sync: SyncStatus;
  onSync: () => void;
}

/** Stands where the list will be, as long as there are no contacts. */
export function NoContacts({ sync, onSync }: NoContactsProps) {
  const { phase } = sync;
  // A sync that waits or has failed is told of below, and can be tried again here.
  if (phase.kind === 'running') {
    return (
      <div class="empty">
        <p>{plural('empty_reading', phase.run.read)}</p>
        <p class="muted">{t('empty_reading_hint')}</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <p>{t(sync.lastWhole ? 'empty_none' : 'empty_unsynced')}</p>
      <button type="button" onClick={onSync}>
        {t('sync_now')}
      </button>
    </div>
  );
}
