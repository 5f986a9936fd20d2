import type { Box } from '../geometry.ts';
import { hasMoved } from './moved.ts';
import type { Point } from './safe-path.ts';
import type { CardSpot } from './spot.ts';

/**
 * The card's life, as a state machine: what is shown, and what happens next. Nothing here touches
 * the page; `open-card.ts` carries out what this decides.
 */

/** What becomes of a card; `returned` says that the focus goes back to where it came from. */
export type CardNews = 'shown' | 'pinned' | 'unpinned' | 'returned' | 'gone';

/** A card's token in the frame, which nobody sees yet: the pointer rests on a number. */
interface LaidOut {
  is: 'laid-out';
  token: string;
  /** Whether the card has what the token stands for. */
  isReady: boolean;
}

interface Open {
  spot: CardSpot;
  /** Whether the user has come by key, and goes into it. */
  wantsFocus: boolean;
  /** Gives the focus back to where the user came from. */
  giveBack: (() => void) | undefined;
  /** Whether the pointer is over the card. */
  isOver: boolean;
  /** Where the pointer has left the number, and where it was last on its way to the card. */
  path: { from: Point; last: Point } | undefined;
}

/** A number's card that is to be shown once it has what its token stands for. */
interface Awaited extends Open {
  is: 'awaited';
}

interface Shown extends Open {
  is: 'shown';
  /** Where the number's line was when the card came. */
  line: Box;
  isPinned: boolean;
}

export type CardState = { is: 'away' } | LaidOut | Awaited | Shown;

/** No card, and none in the frame. */
export const AWAY: CardState = { is: 'away' };

/** What happens to a card. Places are in CSS pixels of the viewport. */
export type CardInput =
  /** The pointer rests on a number. */
  | { type: 'prepare'; token: string }
  /** @param giveBack if the user has come by key */
  | { type: 'open'; spot: CardSpot; token: string; giveBack: (() => void) | undefined }
  /** The frame has what the token stands for. */
  | { type: 'ready' }
  /** Where the number is, and there is room for the card; nothing, if it cannot be shown. */
  | { type: 'placed'; place: { line: Box; box: Box } | undefined }
  /** The user goes into a card that is seen. */
  | { type: 'enter'; giveBack: () => void }
  /** Whatever takes the card away at once: Escape, a click elsewhere, another page. */
  | { type: 'leave' }
  /** The user goes back to the page, by key. */
  | { type: 'return' }
  | { type: 'pin' }
  | { type: 'unpin' }
  /** The pointer is on the card's number, on the card, no longer on the card, on neither. */
  | { type: 'keep' }
  | { type: 'over' }
  | { type: 'out' }
  | { type: 'release'; at: Point }
  /** The pointer has come nearer to the card. */
  | { type: 'nearer'; at: Point }
  /** The pointer was given time to arrive, and has not. */
  | { type: 'late' }
  /** The page was scrolled; where the number is now, if it is seen. */
  | { type: 'scroll'; line: Box | undefined }
  /** @param hasLine whether the number is seen */
  | { type: 'check'; hasLine: boolean; isSeen: boolean };

/** What is to be done, in this order. */
export type CardEffect =
  /** Hand the frame a token, which can be used once. */
  | { do: 'hand'; token: string }
  /** Find out where the card has room; `placed` follows. */
  | { do: 'place' }
  | { do: 'reveal'; box: Box }
  | { do: 'focus' }
  | { do: 'blur' }
  | { do: 'hide' }
  /** Give the focus back, where something is known that had it. */
  | { do: 'give-back'; giveBack: (() => void) | undefined }
  /** Show the bar that moves a pinned card, or take it away. */
  | { do: 'bar'; isShown: boolean }
  /** Keep a pinned card in the window. */
  | { do: 'stay' }
  /** Wait for the pointer, from now on; `late` follows. */
  | { do: 'wait' }
  | { do: 'stop-waiting' }
  /** Look again and again whether all is still there; `check` follows. */
  | { do: 'watch' }
  | { do: 'stop-watching' }
  | { do: 'tell'; news: CardNews };

export interface CardOutcome {
  state: CardState;
  effects: CardEffect[];
}

/** What a state makes of each input; what is not named changes nothing. */
type Transitions<State extends CardState> = {
  [Input in CardInput as Input['type']]?: (
    state: State,
    input: Input,
    hasFocus: boolean,
  ) => CardOutcome;
};

const WHILE_AWAY: Transitions<CardState> = {
  prepare: (_, { token }) => ({
    state: { is: 'laid-out', token, isReady: false },
    effects: [{ do: 'hand', token }],
  }),
  open: opened,
  leave: (state, _, hasFocus) => gone(state, hasFocus),
};

const WHILE_OPEN = {
  open: opened,
  placed: (state, { place }, hasFocus) => (place ? shown(state, place) : gone(state, hasFocus)),
  enter: (state, { giveBack }) => ({ state: { ...state, giveBack }, effects: [{ do: 'focus' }] }),
  leave: (state, _, hasFocus) => gone(state, hasFocus),
  return: (state, _, hasFocus) => gone(state, hasFocus),
  keep: (state) => ({ state: { ...state, path: undefined }, effects: [{ do: 'stop-waiting' }] }),
  over: (state) => ({
    state: { ...state, isOver: true, path: undefined },
    effects: [{ do: 'stop-waiting' }],
  }),
  out: (state) => ({ state: { ...state, isOver: false }, effects: [{ do: 'wait' }] }),
  release: (state, { at }) => ({
    // The page hears no movement that is in the card.
    state: { ...state, isOver: false, path: state.path ?? { from: at, last: at } },
    effects: state.path ? [] : [{ do: 'wait' }],
  }),
  nearer: (state, { at }) =>
    state.path
      ? {
          state: { ...state, path: { ...state.path, last: at } },
          effects: [{ do: 'wait' }],
        }
      : unchanged(state),
  late: (state, _, hasFocus) =>
    isKept(state, hasFocus) ? unchanged(state) : gone(state, hasFocus),
} satisfies Transitions<Awaited | Shown>;

/** The transitions of the card, state by state. */
const TABLE: {
  away: Transitions<CardState>;
  'laid-out': Transitions<LaidOut>;
  awaited: Transitions<Awaited>;
  shown: Transitions<Shown>;
} = {
  away: WHILE_AWAY,
  'laid-out': {
    ...WHILE_AWAY,
    ready: (state) => ({ state: { ...state, isReady: true }, effects: [] }),
    open: (state, input, hasFocus) =>
      // Its token is in the frame already, and can be used once.
      input.token === state.token
        ? { state: awaited(input), effects: state.isReady ? [{ do: 'place' }] : [] }
        : opened(state, input, hasFocus),
  },
  awaited: {
    ...WHILE_OPEN,
    ready: (state) => ({ state, effects: [{ do: 'place' }] }),
  },
  shown: {
    ...WHILE_OPEN,
    ready: (state) => ({ state, effects: [{ do: 'place' }] }),
    pin: (state) => pinned(state, true),
    unpin: (state) => pinned(state, false),
    return: (state, _, hasFocus) =>
      state.isPinned
        ? {
            state,
            effects: [{ do: 'blur' }, { do: 'give-back', giveBack: state.giveBack }],
          }
        : gone(state, hasFocus),
    release: (state, input) =>
      state.isPinned ? unchanged(state) : WHILE_OPEN.release(state, input),
    scroll: (state, { line }, hasFocus) => {
      if (state.isPinned) return { state, effects: [{ do: 'stay' }] };
      const stays = isKept(state, hasFocus) || !hasMoved(state.line, line);
      return stays ? unchanged(state) : gone(state, hasFocus);
    },
    check: (state, { hasLine, isSeen }, hasFocus) => {
      // What is not seen must not be clicked, pinned or not.
      const stays = isSeen && (hasLine || isKept(state, hasFocus));
      return stays ? unchanged(state) : gone(state, hasFocus);
    },
  },
};

type Transition = (state: CardState, input: CardInput, hasFocus: boolean) => CardOutcome;

/** @param hasFocus whether the user reads or works in the card */
export function next(state: CardState, input: CardInput, hasFocus: boolean): CardOutcome {
  // The table gives each state and input what takes them, which the compiler cannot see from here.
  const transitions = TABLE[state.is] as Partial<Record<CardInput['type'], Transition>>;
  return transitions[input.type]?.(state, input, hasFocus) ?? unchanged(state);
}

function unchanged(state: CardState): CardOutcome {
  return { state, effects: [] };
}

function pinned(state: Shown, isPinned: boolean): CardOutcome {
  return {
    state: { ...state, isPinned },
    effects: [
      { do: 'bar', isShown: isPinned },
      { do: 'tell', news: isPinned ? 'pinned' : 'unpinned' },
    ],
  };
}

/** Whether a card must not go by itself. */
function isKept(state: Awaited | Shown, hasFocus: boolean): boolean {
  return hasFocus || state.isOver || (state.is === 'shown' && state.isPinned);
}

/** Another number's card comes. */
function opened(
  before: CardState,
  input: Extract<CardInput, { type: 'open' }>,
  hasFocus: boolean,
): CardOutcome {
  // Going on by key from one number to the next leaves the way back to where one began.
  const isNext = isOpen(before) && hasFocus && input.giveBack !== undefined;
  const giveBack = isNext ? before.giveBack : input.giveBack;
  const left = isNext ? forgetting() : gone(before, hasFocus).effects;
  return {
    state: { ...awaited(input), giveBack },
    effects: [...left, { do: 'hand', token: input.token }],
  };
}

function awaited({ spot, giveBack }: Extract<CardInput, { type: 'open' }>): Awaited {
  return {
    is: 'awaited',
    spot,
    wantsFocus: giveBack !== undefined,
    giveBack,
    isOver: false,
    path: undefined,
  };
}

function shown(state: Awaited | Shown, { line, box }: { line: Box; box: Box }): CardOutcome {
  const isPinned = state.is === 'shown' && state.isPinned;
  return {
    state: { ...state, is: 'shown', line, isPinned },
    effects: [
      { do: 'reveal', box },
      ...(state.wantsFocus ? [{ do: 'focus' } as const] : []),
      { do: 'tell', news: 'shown' },
      { do: 'watch' },
    ],
  };
}

/** The card goes; if the user was in it, the focus goes back to the page. */
function gone(state: CardState, hasFocus: boolean): CardOutcome {
  const giveBack = isOpen(state) ? state.giveBack : undefined;
  return {
    state: AWAY,
    effects: [
      ...forgetting(),
      ...(hasFocus ? [{ do: 'blur' } as const] : []),
      { do: 'hide' },
      ...(hasFocus ? [{ do: 'give-back', giveBack } as const] : []),
      ...(isOpen(state) ? [{ do: 'tell', news: 'gone' } as const] : []),
    ],
  };
}

function forgetting(): CardEffect[] {
  return [{ do: 'stop-waiting' }, { do: 'stop-watching' }, { do: 'bar', isShown: false }];
}

/** Whether a number has its card, seen or about to be. */
export function isOpen(state: CardState): state is Awaited | Shown {
  return state.is === 'awaited' || state.is === 'shown';
}
