/** The sync's turn, as who has it sees it. */
export interface Turn {
  /** Shows that the work goes on. Call it before each piece of work. */
  beat(): void;
  /** Whether the work has shown so lately. */
  isAlive(): boolean;
  /** Whether the turn has been taken away: another goes on from what is stored. */
  isOver(): boolean;
}

const LOCK = 'sync';

/** A slice is over within 25 s, its longest step within 10 s: who is silent for a minute hangs. */
const SILENT_MS = 60_000;

/**
 * Another context has no sync to run: it is a worker that was to be stopped and was not. Waiting
 * for it is shorter than the 30 s after which the browser stops this one.
 */
const OTHERS_MS = 25_000;

/** The turn in this context. It needs no storage: what holds the lock ends with the context. */
let mine: { turn: object; beatAt: number } | undefined;

/** Who waits for the lock will find all that is stored until then: one is enough. */
let waiting: Promise<void> | undefined;

/**
 * Has one sync at a time run, in whatever context; who comes meanwhile waits. A lock whose holder
 * hangs, on a database that never answers, say, is taken away from it.
 *
 * @param afterHang is called before the work of somebody who hangs is gone on with
 */
export function takeTurn(
  work: (turn: Turn) => Promise<void>,
  afterHang: () => void,
): Promise<void> {
  const stolen = (): Promise<void> => {
    afterHang();
    return request({ steal: true }, work);
  };
  if (mine && isSilent(mine.beatAt)) return stolen();
  waiting ??= waitForTurn(work, stolen);
  return waiting;
}

async function waitForTurn(
  work: (turn: Turn) => Promise<void>,
  stolen: () => Promise<void>,
): Promise<void> {
  // Work of this context shows by itself whether it hangs, and may take as long as it likes.
  if (mine) return request({}, work);
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), OTHERS_MS);
  try {
    await request({ signal: giveUp.signal }, (turn) => {
      clearTimeout(timer);
      return work(turn);
    });
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    await stolen();
  } finally {
    clearTimeout(timer);
  }
}

function request(options: LockOptions, work: (turn: Turn) => Promise<void>): Promise<void> {
  return navigator.locks.request(LOCK, options, async () => {
    waiting = undefined;
    const held = { turn: {}, beatAt: performance.now() };
    mine = held;
    try {
      await work({
        beat: () => {
          held.beatAt = performance.now();
        },
        isAlive: () => !isSilent(held.beatAt),
        isOver: () => mine !== held,
      });
    } finally {
      if (mine === held) mine = undefined;
    }
  });
}

function isSilent(beatAt: number): boolean {
  return performance.now() - beatAt > SILENT_MS;
}
