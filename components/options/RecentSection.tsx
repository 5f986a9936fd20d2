import { useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';

export interface RecentSectionProps {
  erase: () => Promise<unknown>;
}

/** What Lens remembers of its own use, to be forgotten. */
export function RecentSection({ erase }: RecentSectionProps) {
  const [state, setState] = useState<'kept' | 'erased' | 'failed'>('kept');
  const onErase = () => {
    erase().then(
      () => setState('erased'),
      () => setState('failed'),
    );
  };
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{t('recent_section')}</h2>
      <p>{t('recent_intro')}</p>
      <div class="buttons">
        <button type="button" onClick={onErase}>
          {t('recent_erase')}
        </button>
        <span role="status" class={state === 'failed' ? 'problem' : 'muted'}>
          {state === 'erased' && t('recent_erased')}
          {state === 'failed' && t('request_failed')}
        </span>
      </div>
    </section>
  );
}
