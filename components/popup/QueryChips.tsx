import { type MessageKey, t } from '../../utils/i18n.ts';
import type { Problem } from '../../utils/search/filters.ts';
import { type Query, withoutFilter } from '../../utils/search/query.ts';
import { Icon } from '../Icon.tsx';
import { Phrase } from '../Phrase.tsx';
import { Text } from '../Text.tsx';

const PROBLEMS: Record<Problem['kind'], MessageKey> = {
  state: 'query_state',
  has: 'query_has',
  created: 'query_created',
  range: 'query_range',
  'assigned-me': 'query_me',
  'unknown-key': 'query_unknown_key',
  'too-long': 'query_too_long',
};

export interface QueryChipsProps {
  /** As it was typed, and as it was understood. */
  typed: string;
  query: Query;
  /** Whether anybody was found: then a word with a colon is just a word. */
  isFound: boolean;
  onQuery: (typed: string) => void;
}

/** What narrows the list down, each to be taken away; and what of it makes no sense. */
export function QueryChips({ typed, query, isFound, onQuery }: QueryChipsProps) {
  const { filters } = query;
  const problems = query.problems.filter(({ kind }) => kind !== 'unknown-key' || !isFound);
  if (filters.length === 0 && problems.length === 0) return null;
  return (
    <div class="query-chips">
      {filters.length > 0 && (
        <div class="filter-chips" role="group" aria-label={t('filters_label')}>
          {filters.map((filter, index) => (
            <button
              key={`${index} ${filter.typed}`}
              type="button"
              class={`chip filter ${filter.isNegated ? 'negated' : ''}`}
              aria-label={t('filter_remove', filter.typed)}
              title={t('filter_remove', filter.typed)}
              onClick={() => onQuery(withoutFilter(typed, filter))}
            >
              <Text value={filter.typed} most={60} />
              <Icon name="close" />
            </button>
          ))}
        </div>
      )}
      {problems.map(({ kind, key, value }) => (
        <p key={`${kind} ${key} ${value}`} class="query-problem" role="status">
          <Phrase
            message={PROBLEMS[kind]}
            values={[
              <Text value={key} class="asked" most={60} />,
              <Text value={value} most={60} />,
            ]}
          />
        </p>
      ))}
    </div>
  );
}
