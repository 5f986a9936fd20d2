import { render } from 'preact';
import { Card, type CardContent } from '../../components/card/Card.tsx';
import type { CardEvent } from '../../utils/messages/page-protocol.ts';
import type { CardContacts } from '../../utils/messages/protocol.ts';
import { z } from '../../utils/zod.ts';

const showCard = z.object({ type: z.literal('card.show'), token: z.string().max(64) });

export interface CardParts {
  /** What a token stands for; `null` if it has expired. */
  contactsOf: (token: string) => Promise<CardContacts | null>;
  openConversation: (uuid: string, background: boolean) => Promise<boolean>;
}

/**
 * Makes a page the card: whoever holds it in a frame sends `card.show` with a port, and hears on
 * that port when there is something to see. The frame stays and shows one number after the other;
 * only the newest is ever shown.
 */
export function attachCard(root: HTMLElement, parts: CardParts): void {
  let turn = 0;
  let port: MessagePort | undefined;

  const tell = (event: CardEvent) => port?.postMessage(event);
  const close = () => tell('card.close');
  const show = (content: CardContent) =>
    render(
      <Card
        key={`${turn} ${content.kind}`}
        content={content}
        onOpenConversation={parts.openConversation}
        onClose={close}
      />,
      root,
    );

  window.addEventListener('message', (event) => {
    const [newPort] = event.ports;
    const message = showCard.safeParse(event.data);
    if (event.source !== window.parent || !newPort || !message.success) return;
    port?.close();
    port = newPort;
    turn += 1;
    const askedIn = turn;
    // Whoever was shown is gone at once: that was somebody else's number.
    show({ kind: 'loading' });
    void contentOf(message.data.token, parts).then((content) => {
      // A newer number has come meanwhile; this answer is not its.
      if (turn !== askedIn) return;
      show(content);
      tell('card.ready');
    });
  });

  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  show({ kind: 'loading' });
}

async function contentOf(token: string, { contactsOf }: CardParts): Promise<CardContent> {
  try {
    const answer = await contactsOf(token);
    if (!answer) return { kind: 'expired' };
    return { kind: 'contacts', contacts: answer.contacts, guessed: answer.guessed };
  } catch {
    return { kind: 'failed' };
  }
}
