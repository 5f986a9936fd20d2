import { isBlank } from '../../utils/text.ts';
import { Text } from '../Text.tsx';

/** Short values side by side; empty ones are left out. */
export function Chips({ values }: { values: readonly string[] }) {
  const shown = [...new Set(values)].filter((value) => !isBlank(value));
  return (
    <ul class="chips">
      {shown.map((value) => (
        <li key={value} class="chip">
          <Text value={value} most={200} />
        </li>
      ))}
    </ul>
  );
}
