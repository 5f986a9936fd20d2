import { t } from '../../utils/i18n.ts';
import { Phrase } from '../Phrase.tsx';

/** A command of the extension, with the keys that the browser has for it. */
export interface Shortcut {
  name: string;
  description: string;
  /** `Alt+Shift+O`; empty if there are none. */
  keys: string;
}

export interface ShortcutsSectionProps {
  shortcuts: readonly Shortcut[];
  /** Opens the browser's own page for them: no extension may set them. */
  onChange: () => void;
}

/** The keyboard shortcuts that work everywhere, and where to change them. */
export function ShortcutsSection({ shortcuts, onChange }: ShortcutsSectionProps) {
  return (
    <section aria-labelledby="shortcuts">
      <h2 id="shortcuts">{t('shortcuts_heading')}</h2>
      <p>{t('shortcuts_intro')}</p>
      <dl class="shortcuts">
        {shortcuts.map(({ name, description, keys }) => (
          <div key={name} class="shortcut">
            <dt>{description}</dt>
            <dd>
              {keys === '' ? <span class="muted">{t('shortcuts_none')}</span> : <kbd>{keys}</kbd>}
            </dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <button type="button" onClick={onChange}>
          {t('shortcuts_change')}
        </button>
      </div>
      <p class="muted">
        <Phrase message="shortcuts_omnibox" values={[<kbd>cb</kbd>]} />
      </p>
    </section>
  );
}
