import { useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { type ApiError, errorText } from '../error-text.ts';

/** Asks Callbell whose number this is. */
export type AskCallbell = (text: string) => Promise<{ contacts: Contact[] } | { error: ApiError }>;

export interface LookUpProps {
  /** A number that is nobody's here. */
  text: string;
  lookUp: AskCallbell;
  onFound: (contacts: Contact[]) => void;
}

/** For a number that is nobody's: asks Callbell itself, which may know more than was read. */
export function LookUp({ text, lookUp, onFound }: LookUpProps) {
  const [state, setState] = useState<'unknown' | 'asking' | 'nobody' | { problem: string }>(
    'unknown',
  );
  const ask = async (): Promise<void> => {
    if (state === 'asking') return;
    setState('asking');
    try {
      const answer = await lookUp(text);
      if ('error' in answer) setState({ problem: errorText(answer.error) });
      else if (answer.contacts.length === 0) setState('nobody');
      else onFound(answer.contacts);
    } catch {
      setState({ problem: t('request_failed') });
    }
  };
  return (
    <div class="look-up">
      <span class="muted">{t(state === 'nobody' ? 'look_up_nobody' : 'number_unknown')}</span>
      {state !== 'nobody' && (
        <button type="button" aria-disabled={state === 'asking'} onClick={() => void ask()}>
          {t(state === 'asking' ? 'look_up_asking' : 'look_up_ask')}
        </button>
      )}
      {typeof state === 'object' && (
        <p role="alert" class="problem">
          {state.problem}
        </p>
      )}
    </div>
  );
}
