import { createRef, render } from 'preact';
import * as z from 'zod/mini';
import { Card, type CardContent } from '../../components/card/Card.tsx';
import type { CardActions } from '../../components/card/card-actions.ts';
import { type CardEvent, FOCUS_CARD } from '../../utils/messages/page-protocol.ts';
import type { CardContacts } from '../../utils/messages/protocol.ts';
import { isLeavingByTab } from './tab-order.ts';
import { watchSight } from './sight.ts';

const showCard = z.lazy(() =>
  z.object({
    type: z.literal('card.show'),
    token: z.string().check(z.maxLength(64)),
  }),
);

export interface CardParts extends Pick<
  CardActions,
  'openConversation' | 'refresh' | 'lookUp' | 'setNotHere'
> {
  /** What a token stands for; `null` if it has expired. */
  contactsOf: (token: string) => Promise<CardContacts | null>;
}

/**
 * Makes a page the card: whoever holds it in a frame sends `card.show` with a port, and hears on
 * that port when there is something to see. The frame stays and shows one number after the other;
 * only the newest is ever shown.
 */
export function attachCard(root: HTMLElement, parts: CardParts): void {
  const heading = createRef<HTMLHeadingElement>();
  let turn = 0;
  let port: MessagePort | undefined;
  /** Whether the user has come by key, and has done nothing in here since. */
  let wantsFocus = false;

  const tell = (event: CardEvent) => port?.postMessage(event);
  const actions: CardActions = {
    ...parts,
    close: () => tell('card.close'),
    pin: (isPinned) => tell(isPinned ? 'card.pin' : 'card.unpin'),
    move: (move) => tell(`card.${move}`),
  };
  const show = (content: CardContent) =>
    render(
      <Card
        key={`${turn} ${content.kind}`}
        content={content}
        actions={actions}
        headingRef={heading}
      />,
      root,
    );
  const listen = (newPort: MessagePort) => {
    port?.close();
    port = newPort;
    newPort.addEventListener('message', ({ data }) => {
      // Read from the name on; the page's side has given the frame the focus.
      if (data !== FOCUS_CARD) return;
      wantsFocus = true;
      heading.current?.focus();
    });
    newPort.start();
  };

  // The port is quicker than the browser: the loss of an earlier focus may come after the heading
  // got it, and take it away again, before the frame itself gets it.
  window.addEventListener('focus', () => {
    if (wantsFocus && document.activeElement === document.body) heading.current?.focus();
  });
  for (const type of ['keydown', 'pointerdown']) {
    window.addEventListener(type, () => (wantsFocus = false), { capture: true });
  }

  window.addEventListener('message', (event) => {
    const [newPort] = event.ports;
    const message = showCard.safeParse(event.data);
    if (event.source !== window.parent || !newPort || !message.success) return;
    listen(newPort);
    wantsFocus = false;
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
    if (event.key === 'Escape') actions.close();
    if (!isLeavingByTab(event, root)) return;
    event.preventDefault();
    tell('card.return');
  });
  const { documentElement } = document;
  documentElement.addEventListener('pointerenter', () => tell('card.over'));
  documentElement.addEventListener('pointerleave', () => tell('card.out'));
  watchSight(root);

  show({ kind: 'loading' });
}

async function contentOf(token: string, { contactsOf }: CardParts): Promise<CardContent> {
  try {
    const answer = await contactsOf(token);
    return answer ? { kind: 'number', ...answer } : { kind: 'expired' };
  } catch {
    return { kind: 'failed' };
  }
}
