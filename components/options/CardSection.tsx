import { useRef, useState } from 'preact/hooks';
import { textLocale, t } from '../../utils/i18n.ts';
import { MAX_REST_MS, type Settings } from '../../utils/settings.ts';
import { CardFieldList } from './CardFieldList.tsx';
import { type NamedNotHere, NotHereList } from './NotHereList.tsx';

export interface CardSectionProps {
  settings: Pick<Settings, 'cardRestMs' | 'cardOnlyWithAlt' | 'cardFields' | 'avatars'>;
  /** The names of the account's custom fields. */
  fieldNames: readonly string[];
  notHere: readonly NamedNotHere[];
  changeSettings: (change: Partial<Settings>) => Promise<unknown>;
  /** Has somebody be shown again. */
  undoNotHere: (entry: NamedNotHere) => Promise<unknown>;
}

const STEP_MS = 100;

/** When the card comes, and what it shows. */
export function CardSection(props: CardSectionProps) {
  const { settings, fieldNames, notHere, changeSettings, undoNotHere } = props;
  const [failed, setFailed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const attempt = (work: Promise<unknown>) => {
    setFailed(false);
    work.catch(() => setFailed(true));
  };
  return (
    <section aria-labelledby="card">
      <h2 id="card" ref={heading} tabIndex={-1}>
        {t('card_options')}
      </h2>
      <label htmlFor="rest">{t('card_rest')}</label>
      <div class="slider">
        <input
          id="rest"
          type="range"
          min={0}
          max={MAX_REST_MS}
          step={STEP_MS}
          value={settings.cardRestMs}
          disabled={settings.cardOnlyWithAlt}
          aria-valuetext={restText(settings.cardRestMs)}
          onChange={({ currentTarget: { value } }) =>
            attempt(changeSettings({ cardRestMs: Number(value) }))
          }
        />
        <output htmlFor="rest">{restText(settings.cardRestMs)}</output>
      </div>
      <label class="choice">
        <input
          type="checkbox"
          checked={settings.cardOnlyWithAlt}
          onChange={({ currentTarget: { checked } }) =>
            attempt(changeSettings({ cardOnlyWithAlt: checked }))
          }
        />
        {t('card_alt')}
      </label>
      <p class="muted">{t('card_keys_hint')}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={settings.avatars}
          aria-describedby="avatars-hint"
          onChange={({ currentTarget: { checked } }) =>
            attempt(changeSettings({ avatars: checked }))
          }
        />
        {t('card_avatars')}
      </label>
      <p id="avatars-hint" class="muted">
        {t('card_avatars_hint')}
      </p>
      <CardFieldList
        chosen={settings.cardFields}
        names={fieldNames}
        onChange={(cardFields) => attempt(changeSettings({ cardFields }))}
      />
      {failed && (
        <p role="alert" class="problem">
          {t('request_failed')}
        </p>
      )}
      <NotHereList
        entries={notHere}
        onUndo={(entry) => {
          // The button is about to go.
          heading.current?.focus();
          attempt(undoNotHere(entry));
        }}
      />
    </section>
  );
}

function restText(milliseconds: number): string {
  if (milliseconds === 0) return t('card_rest_none');
  const seconds = new Intl.NumberFormat(textLocale()).format(milliseconds / 1_000);
  return t('card_rest_value', seconds);
}
