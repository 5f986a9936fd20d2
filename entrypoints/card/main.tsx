import { render } from 'preact';
import * as z from 'zod';
import '../../components/theme.css';
import '../../components/details/details.css';
import '../../components/card/card.css';
import { Card, type CardContent } from '../../components/card/Card.tsx';
import { prepareDocument } from '../../components/document.ts';
import type { CardEvent } from '../../utils/messages/page-protocol.ts';
import { send } from '../../utils/messages/send.ts';
import { t } from '../../utils/i18n.ts';

const showCard = z.object({ type: z.literal('card.show'), token: z.string().max(64) });

const root = prepareDocument(t('card_title'));

/** What is shown now: the frame stays and shows one number after the other. */
let shown = { turn: 0, port: undefined as MessagePort | undefined };

function show(content: CardContent): void {
  const { turn } = shown;
  const kind = content.kind;
  render(
    <Card
      key={`${turn} ${kind}`}
      content={content}
      onOpenConversation={(uuid, background) => send('conversation.open', { uuid, background })}
      onClose={close}
    />,
    root,
  );
}

function tell(port: MessagePort | undefined, event: CardEvent): void {
  port?.postMessage(event);
}

function close(): void {
  tell(shown.port, 'card.close');
}

async function contentOf(token: string): Promise<CardContent> {
  try {
    const answer = await send('card.contacts', { token });
    return answer
      ? { kind: 'contacts', contacts: answer.contacts, guessed: answer.guessed }
      : { kind: 'expired' };
  } catch {
    return { kind: 'failed' };
  }
}

window.addEventListener('message', (event) => {
  const [port] = event.ports;
  const message = showCard.safeParse(event.data);
  if (event.source !== window.parent || !port || !message.success) return;
  shown.port?.close();
  const turn = shown.turn + 1;
  shown = { turn, port };
  // Whoever was shown is gone at once: that was somebody else's number.
  show({ kind: 'loading' });
  void contentOf(message.data.token).then((content) => {
    // A newer number has come meanwhile; this answer is not its.
    if (shown.turn !== turn) return;
    show(content);
    tell(port, 'card.ready');
  });
});

window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});

show({ kind: 'loading' });
