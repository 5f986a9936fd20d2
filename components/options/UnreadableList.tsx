import type { Unreadable } from '../../utils/sync/status.ts';
import { formatNumber, plural, t } from '../../utils/i18n.ts';
import { Text } from '../Text.tsx';

export interface UnreadableListProps {
  /** The first of them. */
  entries: readonly Unreadable[];
  /** How many there are in all. */
  count: number;
}

/** Which entries of Callbell's list could not be read, as far as they can be told apart. */
export function UnreadableList({ entries, count }: UnreadableListProps) {
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>{t('unreadable_heading')}</summary>
      <p class="muted">{t('unreadable_explained')}</p>
      <ul>
        {entries.map(({ page, position, uuid, name }) => (
          <li key={`${page}-${position}`}>
            {t('unreadable_place', formatNumber(page), formatNumber(position))}
            {name !== null && (
              <>
                {' '}
                <Text value={name} class="strong" />
              </>
            )}
            {uuid !== null && (
              <>
                {' '}
                <Text value={uuid} class="digits" />
              </>
            )}
          </li>
        ))}
      </ul>
      {count > entries.length && (
        <p class="muted">{plural('unreadable_more', count - entries.length)}</p>
      )}
    </details>
  );
}
