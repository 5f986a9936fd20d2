import { useState } from 'preact/hooks';
import { formatNumber, plural, t } from '../../utils/i18n.ts';
import type { Count } from '../../utils/search/facets.ts';
import { Text } from '../Text.tsx';

/** About two lines; the others are one click away. */
const SHOWN_AT_FIRST = 8;

export interface TagChipsProps {
  tags: readonly Count[];
  onTag: (tag: string) => void;
}

/** The account's tags with how many contacts carry each, as ways to start a search. */
export function TagChips({ tags, onTag }: TagChipsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? tags : tags.slice(0, SHOWN_AT_FIRST);
  const hidden = tags.length - shown.length;
  return (
    <div class="tag-chips" role="group" aria-label={t('tags_label')}>
      {shown.map(({ name: tag, count }) => (
        <button key={tag} type="button" class="chip" onClick={() => onTag(tag)}>
          <Text value={tag} most={80} />
          <span class="count" aria-hidden="true">
            {formatNumber(count)}
          </span>
          <span class="sr-only">{plural('contacts', count)}</span>
        </button>
      ))}
      {hidden > 0 && (
        <button type="button" class="chip more" onClick={() => setAll(true)}>
          {t('tags_more', formatNumber(hidden))}
        </button>
      )}
    </div>
  );
}
