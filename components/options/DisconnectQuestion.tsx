import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';

export interface DisconnectQuestionProps {
  onYes: () => void;
  onNo: () => void;
}

/** Says what disconnecting erases, and asks once more. Takes the focus; Escape is no. */
export function DisconnectQuestion({ onYes, onNo }: DisconnectQuestionProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div
      class="question"
      role="group"
      aria-labelledby="disconnect-question"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo();
      }}
    >
      <h3 id="disconnect-question" ref={heading} tabIndex={-1}>
        {t('disconnect_heading')}
      </h3>
      <p>{t('disconnect_explained')}</p>
      <div class="buttons">
        <button type="button" class="danger" onClick={onYes}>
          {t('disconnect_confirm')}
        </button>
        <button type="button" onClick={onNo}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
}
