import { t } from '../../utils/i18n.ts';

const MOVES = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
} as const;

/** One step, or to the next corner of the window. */
export type GripMove = (typeof MOVES)[keyof typeof MOVES] | 'corner';

/**
 * The bar by which a pinned card is moved. The pointer drags what the page's side has laid over it;
 * this is for the keyboard: arrow keys move the card, Enter takes it to the next corner.
 */
export function Grip({ onMove }: { onMove: (move: GripMove) => void }) {
  return (
    <button
      type="button"
      class="grip"
      aria-label={t('card_move')}
      title={t('card_move')}
      onClick={() => onMove('corner')}
      onKeyDown={(event) => {
        if (!isMoveKey(event.key)) return;
        event.preventDefault();
        onMove(MOVES[event.key]);
      }}
    >
      <span aria-hidden="true" />
    </button>
  );
}

function isMoveKey(key: string): key is keyof typeof MOVES {
  return key in MOVES;
}
