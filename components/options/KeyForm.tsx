import { useEffect, useRef, useState } from 'preact/hooks';
import { keyIn, oddCharacterIn } from '../../utils/typed-key.ts';
import { API_KEYS_URL } from '../../utils/callbell-url.ts';
import { t } from '../../utils/i18n.ts';
import { type ApiError, errorText } from '../error-text.ts';
import { Icon } from '../Icon.tsx';

/**
 * Has a key checked, and kept if it is good.
 *
 * @returns what is wrong with it, or `undefined`
 */
export type Connect = (apiKey: string) => Promise<ApiError | undefined>;

export interface KeyFormProps {
  connect: Connect;
  /** Whether the field gets the focus as soon as it is there. */
  takeFocus: boolean;
}

/** Where the API key goes in. It is in the field only until it is found good. */
export function KeyForm({ connect, takeFocus }: KeyFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const [isChecking, setChecking] = useState(false);
  const [problem, setProblem] = useState('');

  useEffect(() => {
    if (takeFocus) field.current?.focus();
  }, [takeFocus]);

  const check = async (): Promise<void> => {
    const input = field.current;
    const key = keyIn(input?.value ?? '');
    if (!input || isChecking) return;
    if (key === '') {
      setProblem(t('key_missing'));
      input.focus();
      return;
    }
    const odd = oddCharacterIn(key);
    if (odd !== undefined) {
      setProblem(t('key_odd', odd));
      input.focus();
      return;
    }
    setChecking(true);
    setProblem('');
    const found = await connect(key).then(
      (error) => (error ? errorText(error) : ''),
      () => t('request_failed'),
    );
    setChecking(false);
    setProblem(found);
    if (found === '') input.value = '';
    else input.focus();
  };

  return (
    <form
      class="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <label htmlFor="api-key">{t('key_label')}</label>
      <div class="key-line">
        <input
          ref={field}
          id="api-key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          autocapitalize="off"
          aria-invalid={problem !== ''}
          aria-describedby="api-key-problem"
          readOnly={isChecking}
        />
        <button type="submit" class="primary" aria-disabled={isChecking}>
          {t('connect')}
        </button>
      </div>
      <p id="api-key-problem" role="alert" class={problem === '' ? 'sr-only' : 'problem'}>
        {problem}
      </p>
      <p role="status" class="muted busy-text">
        {isChecking && t('connecting')}
      </p>
      <p>
        <a class="with-icon" href={API_KEYS_URL} target="_blank" rel="noopener noreferrer">
          {t('key_make')}
          <Icon name="external" />
        </a>
      </p>
    </form>
  );
}
