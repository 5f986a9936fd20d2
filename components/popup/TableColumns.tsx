import { t } from '../../utils/i18n.ts';
import { Text } from '../Text.tsx';
import type { Column } from './table.ts';

export interface TableColumnsProps {
  columns: readonly Column[];
  /** The ids of those that are copied, besides the number. */
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** Which columns the copied table has. */
export function TableColumns({ columns, chosen, onChoose }: TableColumnsProps) {
  return (
    <details class="table-columns">
      <summary>{t('many_columns')}</summary>
      <div class="column-choice" role="group" aria-label={t('many_columns')}>
        {columns.map(({ id, label }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                onChoose(checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
            <Text value={label} most={60} />
          </label>
        ))}
      </div>
    </details>
  );
}
