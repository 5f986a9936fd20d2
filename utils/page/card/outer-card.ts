import type {
  CardWord,
  FrameBox,
  ShowCommand,
  WordMessage,
} from '../../messages/frame-protocol.ts';
import type { CardAddress } from './card-frame.ts';
import type { EscapeElsewhere } from './escape-elsewhere.ts';
import { FramePlace } from './frame-place.ts';
import type { Box } from '../geometry.ts';
import type { CardNews } from './card-machine.ts';
import { OpenCard } from './open-card.ts';
import type { Point } from './safe-path.ts';
import type { CardSpot } from './spot.ts';
import { onTrusted, swallow } from '../trusted.ts';

/** A number in a frame of this page. */
class FrameSpot implements CardSpot {
  readonly isRtl: boolean;
  readonly place: FramePlace;
  readonly #line: Box;
  /** The frame says that it is not there any more. */
  isLost = false;

  constructor({ isRtl, window, outer, area, inner, line }: ShowCommand) {
    this.isRtl = isRtl;
    this.place = new FramePlace(window, outer, area, inner);
    this.#line = line;
  }

  line(): Box | undefined {
    return this.isLost ? undefined : this.place.fromThere(this.#line);
  }
}

/** The card of numbers in frames of this page that are too small for it (`far-card.ts`). */
export class OuterCard {
  readonly #card: OpenCard;
  readonly #tell: (message: WordMessage) => void;
  readonly #escape: EscapeElsewhere;
  #turn = 0;
  #spot: FrameSpot | undefined;

  /** @param tell the way to the frame with the number */
  constructor(
    holder: HTMLDialogElement,
    address: CardAddress,
    escape: EscapeElsewhere,
    tell: (message: WordMessage) => void,
  ) {
    this.#escape = escape;
    this.#tell = tell;
    this.#card = new OpenCard(holder, address, (news) => this.#onNews(news));
    this.#card.warm();
  }

  /** Listens to this page until the signal aborts. */
  attach(signal: AbortSignal): void {
    const card = this.#card;
    onTrusted('pointermove', ({ clientX: x, clientY: y }) => this.#onMove({ x, y }), { signal });
    onTrusted('pointerdown', (event) => this.#onDown(event), { signal, passive: false });
    onTrusted('scroll', () => card.onScroll(), { signal });
    onTrusted('resize', () => card.onScroll(), { signal });
    onTrusted('pagehide', () => card.leave(), { signal });
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !card.shownSpot || card.isPinned) return;
      swallow(event);
      card.leave();
    };
    onTrusted('keydown', onKey, { signal, passive: false });
    signal.addEventListener('abort', () => card.leave(), { once: true });
  }

  show(command: ShowCommand): void {
    // The card that was there is told to be gone by its own number.
    if (!command.withFocus) this.#card.leave();
    this.#turn = command.turn;
    this.#spot = new FrameSpot(command);
    this.#card.open(this.#spot, command.token, command.withFocus);
  }

  /** What the frame with the number says. */
  hear({ turn, word, at }: WordMessage): void {
    if (turn !== this.#turn || !this.#spot) return;
    const point = at && this.#pointOf(at);
    if (word === 'keep') this.#card.keep();
    // The pointer can be quicker than the word that it has left the number.
    if (word === 'release' && point && !this.#card.isOver) this.#card.release(point);
    if (word === 'coming' && point) this.#card.isComing(point);
    if (word === 'enter') this.#card.enter();
    if (word === 'leave') this.#card.leave();
    if (word === 'lost') {
      this.#spot.isLost = true;
      this.#card.onScroll();
    }
  }

  /** Closes it as a click on the page does. */
  close(): void {
    if (!this.#card.isPinned) this.#card.leave();
  }

  #onDown(event: PointerEvent): void {
    if (this.#card.press(event)) swallow(event);
    else this.close();
  }

  #onMove(at: Point): void {
    if (!this.#card.isComing(at)) this.#card.release(at);
  }

  #pointOf(at: FrameBox): Point | undefined {
    const box = this.#spot?.place.fromThere(at);
    return box && { x: box.left, y: box.top };
  }

  #onNews(news: CardNews): void {
    this.#escape.onNews(news);
    const box = news === 'shown' ? this.#card.box : undefined;
    const at = box && this.#spot?.place.toThere(box);
    this.#say(news, at);
  }

  #say(word: CardWord, at?: FrameBox): void {
    this.#tell({ type: 'page.card-word', turn: this.#turn, word, ...(at && { at }) });
  }
}
