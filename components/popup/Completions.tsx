import { formatNumber, plural, t } from '../../utils/i18n.ts';
import type { Completion } from '../../utils/search/complete.ts';
import { Text } from '../Text.tsx';

export interface CompletionsProps {
  completions: readonly Completion[];
  onChoose: (completion: Completion) => void;
}

/** Ways to go on typing: the Tab key leads from the field to the first. */
export function Completions({ completions, onChoose }: CompletionsProps) {
  if (completions.length === 0) return null;
  return (
    <div class="completions" role="group" aria-label={t('completions_label')}>
      {completions.map((completion) => (
        <button
          key={`${completion.kind} ${completion.label}`}
          type="button"
          class={`chip completion ${completion.kind}`}
          onClick={() => onChoose(completion)}
        >
          <Text value={completion.label} most={60} />
          {completion.count !== undefined && (
            <>
              <span class="count" aria-hidden="true">
                {formatNumber(completion.count)}
              </span>
              <span class="sr-only">{plural('contacts', completion.count)}</span>
            </>
          )}
        </button>
      ))}
      <span class="hint" aria-hidden="true">
        <kbd>Tab</kbd>
      </span>
    </div>
  );
}
