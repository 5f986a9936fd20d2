import { useCallback, useEffect, useState } from 'preact/hooks';
import { CONTACTS_URL } from '../../utils/callbell-url.ts';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { errorText } from '../error-text.ts';
import { Icon } from '../Icon.tsx';
import { Text } from '../Text.tsx';
import { KnownNumber, type NumberProps } from './KnownNumber.tsx';
import { NumberWritings } from './NumberWritings.tsx';

type LookUp =
  | { kind: 'not-asked' }
  | { kind: 'asking' }
  | { kind: 'found'; contacts: Contact[]; at: number }
  | { kind: 'not-found' }
  | { kind: 'failed'; sentence: string };

/** A number of nobody here: Callbell may know more, and is asked if the user wants it. */
export function UnknownNumber(props: NumberProps) {
  const { subject, actions, headingRef, buttons } = props;
  const { text, writings, wantsLookUp } = subject;
  const [state, setState] = useState<LookUp>({ kind: 'not-asked' });
  const { lookUp } = actions;
  const ask = useCallback(async (): Promise<void> => {
    setState({ kind: 'asking' });
    try {
      // In the unambiguous writing, where there is one: the page's country is not known there.
      const answer = await lookUp(writings?.e164 ?? text);
      if ('error' in answer) setState({ kind: 'failed', sentence: errorText(answer.error) });
      else if (answer.contacts.length === 0) setState({ kind: 'not-found' });
      else setState({ kind: 'found', contacts: answer.contacts, at: Date.now() });
    } catch {
      setState({ kind: 'failed', sentence: t('request_failed') });
    }
  }, [lookUp, text, writings]);
  useEffect(() => {
    // The user has asked for it by key.
    if (wantsLookUp) void ask();
  }, [wantsLookUp, ask]);

  if (state.kind === 'found') {
    const found = { ...subject, contacts: state.contacts, syncedAt: state.at, syncError: null };
    return <KnownNumber {...props} subject={found} />;
  }
  const isAsking = state.kind === 'asking';
  return (
    <div class="unknown">
      <header class="contact-head">
        <div class="contact-title">
          <h1 ref={headingRef} tabIndex={-1}>
            <Text value={text} class="digits" most={64} />
          </h1>
          <p class="contact-place" role="status">
            {sentenceOf(state)}
          </p>
        </div>
        {buttons}
      </header>
      <div class="unknown-body">
        <NumberWritings text={text} writings={writings} />
        {state.kind === 'failed' && (
          <p role="alert" class="problem">
            {state.sentence}
          </p>
        )}
        {state.kind === 'not-found' && <p>{t('look_up_none_hint')}</p>}
      </div>
      <footer class="contact-actions">
        {state.kind === 'not-found' ? (
          <a class="button primary" href={CONTACTS_URL} target="_blank" rel="noopener noreferrer">
            <Icon name="external" />
            {t('contacts_open')}
          </a>
        ) : (
          <button
            type="button"
            class="primary"
            aria-disabled={isAsking}
            onClick={() => {
              if (!isAsking) void ask();
            }}
          >
            <Icon name="search" />
            {t(state.kind === 'failed' ? 'look_up_again' : 'look_up')}
          </button>
        )}
      </footer>
    </div>
  );
}

function sentenceOf({ kind }: LookUp): string {
  if (kind === 'asking') return t('look_up_asking');
  return t(kind === 'not-found' ? 'look_up_none' : 'card_unknown');
}
