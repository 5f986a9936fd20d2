import { t } from '../../utils/i18n.ts';
import type { NotHere } from '../../utils/settings.ts';
import { Text } from '../Text.tsx';

/** Somebody who is not meant by a number on a site. */
export interface NamedNotHere extends NotHere {
  /** The contact's name; `undefined` for one that is no longer there. */
  name: string | undefined;
}

export interface NotHereListProps {
  entries: readonly NamedNotHere[];
  onUndo: (entry: NamedNotHere) => void;
}

/** Whom the user does not want to see for a number on a site; nothing where there is nobody. */
export function NotHereList({ entries, onUndo }: NotHereListProps) {
  if (entries.length === 0) return null;
  return (
    <>
      <h3 id="not-here">{t('not_here_heading')}</h3>
      <p class="muted under-heading">{t('not_here_hint')}</p>
      <ul class="sites" aria-labelledby="not-here">
        {entries.map((entry) => {
          const { host, text, uuid, name = t('not_here_gone') } = entry;
          return (
            <li key={`${host} ${text} ${uuid}`}>
              <span>
                <Text value={t('not_here_entry', name, text)} most={200} />
                <span class="muted site-note">
                  <Text value={host} />
                </span>
              </span>
              <button
                type="button"
                aria-label={t('not_here_undo', name)}
                onClick={() => onUndo(entry)}
              >
                {t('undo')}
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
