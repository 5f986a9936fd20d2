import { plural, t } from '../../utils/i18n.ts';
import { Announcement } from '../Announcement.tsx';

export interface MissingQuestionProps {
  /** How many contacts were not in Callbell's list. */
  contacts: number;
  onAnswer: (answer: 'keep' | 'check') => void;
}

/** Asks what is to become of many contacts that are no longer in Callbell's list. */
export function MissingQuestion({ contacts, onAnswer }: MissingQuestionProps) {
  return (
    <div class="question" role="group" aria-labelledby="missing-question">
      <Announcement text={plural('missing_heading', contacts)} />
      <h3 id="missing-question">{plural('missing_heading', contacts)}</h3>
      <p>{t('missing_explained')}</p>
      <div class="buttons">
        <button type="button" onClick={() => onAnswer('keep')}>
          {t('missing_keep')}
        </button>
        <button type="button" onClick={() => onAnswer('check')}>
          {t('missing_check')}
        </button>
      </div>
    </div>
  );
}
