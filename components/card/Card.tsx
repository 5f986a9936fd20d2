import type { ComponentChildren, Ref } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { CardContacts } from '../../utils/messages/protocol.ts';
import { IconButton } from '../IconButton.tsx';
import type { CardActions } from './card-actions.ts';
import { Grip } from './Grip.tsx';
import { KnownNumber } from './KnownNumber.tsx';
import { UnknownNumber } from './UnknownNumber.tsx';

/** What the card has to show. */
export type CardContent =
  | { kind: 'loading' }
  /** The token no longer stands for anything. */
  | { kind: 'expired' }
  | { kind: 'failed' }
  | ({ kind: 'number' } & CardContacts);

export interface CardProps {
  /** Give each content its own `key`: which contact is chosen must not outlive it. */
  content: CardContent;
  actions: CardActions;
  /** Takes the focus when the user comes by key. */
  headingRef?: Ref<HTMLHeadingElement>;
}

/** The card over a web page: who a number belongs to. Never takes the focus by itself. */
export function Card({ content, actions, headingRef = null }: CardProps) {
  const [isPinned, setIsPinned] = useState(false);
  const pin = (wanted: boolean) => {
    setIsPinned(wanted);
    actions.pin(wanted);
  };
  // Before anybody sees the card: no key must come too early.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPlainKey(event, 'p')) return;
      event.preventDefault();
      setIsPinned(!isPinned);
      actions.pin(!isPinned);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, isPinned]);

  if (content.kind === 'loading') return <main class="card" aria-busy="true" />;
  const buttons = (
    <>
      <IconButton
        icon="pin"
        class="pin"
        label={t(isPinned ? 'card_unpin' : 'card_pin')}
        pressed={isPinned}
        onClick={() => pin(!isPinned)}
      />
      <IconButton icon="close" label={t('close')} onClick={actions.close} />
    </>
  );
  return (
    <main class={`card ${isPinned ? 'pinned' : ''}`}>
      {isPinned && <Grip onMove={actions.move} />}
      <CardBody content={content} actions={actions} headingRef={headingRef} buttons={buttons} />
    </main>
  );
}

interface CardBodyProps extends Required<CardProps> {
  content: Exclude<CardContent, { kind: 'loading' }>;
  buttons: ComponentChildren;
}

function CardBody({ content, actions, headingRef, buttons }: CardBodyProps) {
  switch (content.kind) {
    case 'number': {
      const Number = content.contacts.length > 0 ? KnownNumber : UnknownNumber;
      return (
        <Number subject={content} actions={actions} headingRef={headingRef} buttons={buttons} />
      );
    }
    case 'expired':
    case 'failed':
      return (
        <div class="message">
          <h1 ref={headingRef} tabIndex={-1}>
            {t(content.kind === 'failed' ? 'card_failed' : 'card_expired')}
          </h1>
          {buttons}
        </div>
      );
  }
}

/** Whether a key was pressed by itself, so that no shortcut of the browser is meant. */
function isPlainKey({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, wanted: string): boolean {
  return key.toLowerCase() === wanted && !altKey && !ctrlKey && !metaKey;
}
