import { formatDuration } from '../../utils/i18n.ts';

export interface IntervalSelectProps<Choice extends number> {
  id: string;
  label: string;
  /** What the interval is for. */
  hint: string;
  unit: 'minute' | 'hour';
  choices: readonly Choice[];
  chosen: Choice;
  onChoose: (choice: Choice) => void;
}

/** Chooses how often something is done. */
export function IntervalSelect<Choice extends number>(props: IntervalSelectProps<Choice>) {
  const { id, label, hint, unit, choices, chosen, onChoose } = props;
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const choice = choices[event.currentTarget.selectedIndex];
          if (choice !== undefined) onChoose(choice);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === chosen}>
            {formatDuration(choice, unit)}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} class="muted">
        {hint}
      </p>
    </>
  );
}
