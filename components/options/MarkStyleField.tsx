import { type MessageKey, t } from '../../utils/i18n.ts';
import type { Settings } from '../../utils/settings.ts';

type MarkStyle = Settings['markStyle'];

const STYLES: readonly (readonly [MarkStyle, MessageKey])[] = [
  ['underline', 'marks_underline'],
  ['background', 'marks_background'],
  ['none', 'marks_none'],
];

export interface MarkStyleFieldProps {
  chosen: MarkStyle;
  onChoose: (style: MarkStyle) => void;
}

/** How contacts' numbers are marked on pages, each choice shown as it looks. */
export function MarkStyleField({ chosen, onChoose }: MarkStyleFieldProps) {
  return (
    <fieldset class="marks" aria-describedby="marks-hint">
      <legend>{t('marks_label')}</legend>
      <div class="mark-choices">
        {STYLES.map(([style, name]) => (
          <label key={style} class="mark-choice">
            <input
              type="radio"
              name="mark-style"
              value={style}
              checked={style === chosen}
              onChange={() => onChoose(style)}
            />
            <span>{t(name)}</span>
            <span class={`mark-sample mark-${style}`} aria-hidden="true">
              347 123 4567
            </span>
          </label>
        ))}
      </div>
      <p id="marks-hint" class="muted">
        {t('marks_hint')}
      </p>
    </fieldset>
  );
}
