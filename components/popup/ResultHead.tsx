import { t } from '../../utils/i18n.ts';
import { COMMAND_KEY } from './keys-shown.ts';

const KEYS = {
  open: ['↵', 'hint_open'],
  details: ['→', 'hint_details'],
  jump: ['⇧↵', 'hint_jump'],
  actions: [`${COMMAND_KEY}K`, 'hint_actions'],
} as const;

export type KeyName = keyof typeof KEYS;

export interface ResultHeadProps {
  text: string;
  isStrong?: boolean;
  keys: readonly KeyName[];
}

/** The line above a list: what it holds, and for the eye which keys do what, if they fit. */
export function ResultHead({ text, isStrong = false, keys }: ResultHeadProps) {
  return (
    <p class="result-head">
      <span class={isStrong ? 'strong' : ''}>{text}</span>
      {keys.length > 0 && (
        // Screen readers are told with the search field.
        <span class="hints" aria-hidden="true">
          {keys.map((name) => {
            const [key, does] = KEYS[name];
            return (
              <span key={name} class="hint">
                <kbd>{key}</kbd> {t(does)}
              </span>
            );
          })}
        </span>
      )}
    </p>
  );
}
