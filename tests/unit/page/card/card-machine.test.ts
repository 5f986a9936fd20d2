import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AWAY,
  type CardEffect,
  type CardInput,
  type CardState,
  isOpen,
  next,
} from '../../../../utils/page/card/card-machine.ts';
import type { Box } from '../../../../utils/page/geometry.ts';
import type { CardSpot } from '../../../../utils/page/card/spot.ts';

const LINE: Box = { left: 10, top: 10, width: 90, height: 18 };
const BOX: Box = { left: 10, top: 34, width: 360, height: 360 };
const AT = { x: 12, y: 12 };
const SPOT: CardSpot = { line: () => LINE, isRtl: false };

/** A page, its user and the card's frame, as far as the card knows of them. */
class World {
  state: CardState = AWAY;
  /** Whether the number is seen, and the card is. */
  hasLine = true;
  isSeen = true;
  /** Whether the keys go to the card, and whether the frame shows it. */
  hasFocus = false;
  isVisible = false;
  isWaiting = false;
  isWatched = false;
  hasBar = false;
  /** The token in the frame that has no answer yet. */
  unanswered: string | undefined;
  readonly handed: string[] = [];
  readonly news: string[] = [];
  /** The focus was taken from the page so often, and given back so often. */
  returned = 0;
  left = 0;
  readonly givenBack: number[] = [];
  entered = 0;

  giveBack(): () => void {
    this.entered += 1;
    const entry = this.entered;
    return () => this.givenBack.push(entry);
  }

  on(input: CardInput): CardEffect[] {
    const step = next(this.state, input, this.hasFocus);
    this.state = step.state;
    for (const effect of step.effects) this.do(effect);
    return step.effects;
  }

  private loseFocus(): void {
    if (this.hasFocus) this.left += 1;
    this.hasFocus = false;
  }

  private do(effect: CardEffect): void {
    switch (effect.do) {
      case 'hand':
        this.handed.push(effect.token);
        this.unanswered = effect.token;
        break;
      case 'place':
        this.on({ type: 'placed', place: this.hasLine ? { line: LINE, box: BOX } : undefined });
        break;
      case 'reveal':
        this.isVisible = true;
        this.isSeen = true;
        break;
      case 'focus':
        this.hasFocus = this.isVisible;
        break;
      case 'blur':
        this.loseFocus();
        break;
      case 'hide':
        this.isVisible = false;
        this.loseFocus();
        this.unanswered = undefined;
        break;
      case 'give-back':
        effect.giveBack?.();
        this.returned += 1;
        break;
      case 'bar':
        this.hasBar = effect.isShown;
        break;
      case 'wait':
      case 'stop-waiting':
        this.isWaiting = effect.do === 'wait';
        break;
      case 'watch':
      case 'stop-watching':
        this.isWatched = effect.do === 'watch';
        break;
      case 'tell':
        this.news.push(effect.news);
        break;
      case 'stay':
        break;
    }
  }
}

/** What can happen: to the page, by the user's hand, in the frame, in the worker. */
const HAPPENINGS = [
  'prepare',
  'open what is laid out',
  'open by pointer',
  'open by key',
  'ready',
  'enter',
  'click into it',
  'click out of it',
  'leave',
  'return',
  'pin',
  'unpin',
  'keep',
  'over',
  'out',
  'release',
  'nearer',
  'time passes',
  'scroll',
  'the number goes',
  'the number comes',
  'the page covers it',
] as const;

type Happening = (typeof HAPPENINGS)[number];

function happen(world: World, what: Happening, turn: number): void {
  const token = `token-${turn}`;
  const { state } = world;
  switch (what) {
    case 'prepare':
      if (!isOpen(state) && world.hasLine) world.on({ type: 'prepare', token });
      break;
    case 'open what is laid out':
      if (state.is === 'laid-out') {
        world.on({ type: 'open', spot: SPOT, token: state.token, giveBack: undefined });
      }
      break;
    case 'open by pointer':
      world.on({ type: 'open', spot: SPOT, token, giveBack: undefined });
      break;
    case 'open by key':
      world.on({ type: 'open', spot: SPOT, token, giveBack: world.giveBack() });
      break;
    case 'ready':
      if (world.unanswered !== undefined) {
        world.unanswered = undefined;
        world.on({ type: 'ready' });
      }
      break;
    case 'enter':
      if (world.isVisible && !world.hasFocus) {
        world.on({ type: 'enter', giveBack: world.giveBack() });
      }
      break;
    case 'click into it':
      world.hasFocus = world.isVisible;
      break;
    case 'click out of it':
      world.hasFocus = false;
      break;
    case 'return':
      if (world.hasFocus) world.on({ type: 'return' });
      break;
    case 'release':
    case 'nearer':
      world.on({ type: what, at: AT });
      break;
    case 'over':
    case 'out':
    case 'pin':
    case 'unpin':
      // Only a card that is seen is pointed at.
      if (world.isVisible && state.is === 'shown') world.on({ type: what });
      break;
    case 'leave':
    case 'keep':
      world.on({ type: what });
      break;
    case 'scroll':
      if (state.is === 'shown') {
        world.on({ type: 'scroll', line: world.hasLine ? { ...LINE, top: 400 } : undefined });
      }
      break;
    case 'time passes':
      if (world.isWaiting) {
        world.isWaiting = false;
        world.on({ type: 'late' });
      }
      if (world.isWatched) {
        world.on({ type: 'check', hasLine: world.hasLine, isSeen: world.isSeen });
      }
      break;
    case 'the number goes':
    case 'the number comes':
      world.hasLine = what === 'the number comes';
      break;
    case 'the page covers it':
      world.isSeen = false;
      break;
  }
}

/** How a card comes: most of what can happen to it happens then. */
const BEGINNINGS: Happening[][] = [
  [],
  ['prepare', 'ready', 'open what is laid out'],
  ['open by pointer', 'ready'],
  ['open by key', 'ready'],
  ['open by key', 'ready', 'pin'],
];

const histories = fc
  .tuple(
    fc.constantFrom(...BEGINNINGS),
    fc.array(fc.constantFrom(...HAPPENINGS), { maxLength: 40, size: 'max' }),
  )
  .map(([beginning, rest]) => [...beginning, ...rest]);

/** The world as it was before something happened. */
type Before = Omit<World, 'on' | 'giveBack'>;

/** Runs histories, and holds a law after each happening. */
function law(holds: (world: World, before: Before, what: Happening) => void): void {
  fc.assert(
    fc.property(histories, (history) => {
      const world = new World();
      history.forEach((what, turn) => {
        const givenBack = [...world.givenBack];
        const before: Before = Object.assign(new World(), world, { givenBack });
        happen(world, what, turn);
        holds(world, before, what);
      });
    }),
    { numRuns: 1_000 },
  );
}

const isPinned = ({ state }: Pick<World, 'state'>): boolean =>
  state.is === 'shown' && state.isPinned;

describe('laws of the card', () => {
  it('it is never shown without a place', () => {
    law(({ isVisible, state }, before) => {
      if (isVisible && !before.isVisible) expect(state.is).toBe('shown');
      if (isVisible) expect(isOpen(state)).toBe(true);
      if (isVisible && !before.isVisible) expect(before.hasLine).toBe(true);
    });
  });

  it('what has no place when it is ready goes, and is not seen', () => {
    law((world, before, what) => {
      if (what !== 'ready' || before.unanswered === undefined || before.hasLine) return;
      if (isOpen(before.state)) expect(world).toMatchObject({ state: AWAY, isVisible: false });
    });
  });

  it('it does not outlive its number, unless the user is in it or has pinned it', () => {
    law((world, before, what) => {
      if (what !== 'time passes' || before.hasLine || before.state.is !== 'shown') return;
      const isBusy = before.hasFocus || before.state.isOver || isPinned(before);
      expect(world.isVisible).toBe(isBusy && before.isSeen);
    });
  });

  it('what is not seen is not there to be clicked, pinned or not (security T17)', () => {
    law((world, before, what) => {
      if (what === 'time passes' && !before.isSeen && before.state.is === 'shown') {
        expect(world.isVisible).toBe(false);
      }
    });
  });

  it('it stays while the pointer or the focus is in it, or it is pinned (WCAG 1.4.13, persistent)', () => {
    const byThemselves: Happening[] = ['time passes', 'scroll', 'release', 'keep', 'out', 'nearer'];
    law((world, before, what) => {
      if (!byThemselves.includes(what) || before.state.is !== 'shown') return;
      const isKept = before.hasFocus || before.state.isOver || isPinned(before);
      if (isKept && before.isSeen) expect(world.isVisible).toBe(true);
    });
  });

  it('the pointer has time to arrive (WCAG 1.4.13, hoverable)', () => {
    law((world, before, what) => {
      if (['release', 'out', 'nearer'].includes(what) && before.isVisible) {
        expect(world.isVisible).toBe(true);
      }
    });
  });

  it('it goes at once when it is told to (WCAG 1.4.13, dismissible)', () => {
    law((world, _, what) => {
      if (what !== 'leave') return;
      expect(world.isVisible).toBe(false);
      expect(world.state).toEqual(AWAY);
    });
  });

  it('nothing runs on when it is away, and nothing of a card before is left', () => {
    law((world) => {
      if (world.state.is !== 'away') return;
      const { isVisible, isWaiting, isWatched, hasBar, hasFocus } = world;
      const left = { isVisible, isWaiting, isWatched, hasBar, hasFocus };
      expect(Object.values(left)).not.toContain(true);
    });
  });

  it('a shown card is watched, one that the pointer has left is waited for', () => {
    law((world) => {
      if (world.state.is === 'shown') expect(world.isWatched).toBe(true);
      if (isOpen(world.state) && world.isWaiting && world.state.isOver) {
        expect.fail('waits for a pointer that is there');
      }
    });
  });

  it('the focus is given back exactly once each time that it is taken out of the card', () => {
    law((world) => {
      expect(world.returned).toBe(world.left);
    });
  });

  it('the focus goes back to where the user came from last, or where they began going on by key', () => {
    law((world, before, what) => {
      if (world.givenBack.length === before.givenBack.length) return;
      expect(before.hasFocus).toBe(true);
      expect(isOpen(before.state)).toBe(true);
      expect(what).not.toBe('open by key');
    });
  });

  it('a token is handed over once, and only the newest has an answer', () => {
    law(({ handed, unanswered }) => {
      expect(new Set(handed).size).toBe(handed.length);
      if (unanswered !== undefined) expect(handed.at(-1)).toBe(unanswered);
    });
  });

  it('it is told to be gone exactly once for each that was open', () => {
    law(({ news, state }) => {
      const shown = news.filter((one) => one === 'shown').length;
      const gone = news.filter((one) => one === 'gone').length;
      expect(gone + (isOpen(state) ? 1 : 0)).toBeGreaterThanOrEqual(Math.min(shown, 1));
      if (state.is === 'shown')
        expect(news.lastIndexOf('shown')).toBeGreaterThan(news.lastIndexOf('gone'));
    });
  });

  it('another number’s card takes its place: what was shown is not seen until that is ready', () => {
    law((world, before, what) => {
      if (!what.startsWith('open by') || !isOpen(before.state)) return;
      const goesOn = what === 'open by key' && before.hasFocus;
      expect(world.isVisible).toBe(goesOn && before.isVisible);
      expect(world.news.at(-1) === 'gone' || goesOn).toBe(true);
    });
  });

  it('the bar is there exactly while it is pinned', () => {
    law((world) => {
      expect(world.hasBar).toBe(isPinned(world));
    });
  });
});

describe('the card', () => {
  it('is laid out while the pointer rests, and shown without another token', () => {
    const world = new World();
    happen(world, 'prepare', 1);
    happen(world, 'ready', 2);
    expect(world.isVisible).toBe(false);
    happen(world, 'open what is laid out', 3);
    expect(world.isVisible).toBe(true);
    expect(world.handed).toEqual(['token-1']);
  });

  it('keeps the way back to where one began, from number to number', () => {
    const world = new World();
    for (const turn of [1, 2, 3]) {
      happen(world, 'open by key', turn);
      happen(world, 'ready', turn);
    }
    expect(world.news).toEqual(['shown', 'shown', 'shown']);
    happen(world, 'leave', 4);
    expect(world.givenBack).toEqual([1]);
    expect(world.news.slice(3)).toEqual(['gone']);
  });

  it('is kept in the window when the page is scrolled, if it is pinned', () => {
    const world = new World();
    happen(world, 'open by pointer', 1);
    happen(world, 'ready', 1);
    happen(world, 'pin', 2);
    const { state } = world;
    expect(world.on({ type: 'scroll', line: undefined })).toEqual([{ do: 'stay' }]);
    expect(world.state).toBe(state);
  });

  it('stays where it is pinned when the user goes back to the page, and lets them in again', () => {
    const world = new World();
    happen(world, 'open by key', 1);
    happen(world, 'ready', 1);
    happen(world, 'pin', 2);
    happen(world, 'return', 3);
    expect(world).toMatchObject({ isVisible: true, hasFocus: false, givenBack: [1] });
    happen(world, 'enter', 4);
    happen(world, 'return', 5);
    expect(world.givenBack).toEqual([1, 2]);
  });
});
