import type { Unreadable } from '../../utils/sync/status.ts';
import { formatNumber, t } from '../../utils/i18n.ts';
import { Text } from '../Text.tsx';

/** Which entries of Callbell's list could not be read, as far as they can be told apart. */
export function UnreadableList({ entries }: { entries: readonly Unreadable[] }) {
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
    </details>
  );
}
