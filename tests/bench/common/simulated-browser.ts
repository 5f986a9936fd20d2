import type { ApiError } from '../../../utils/api/errors.ts';
import { changeFront, type RunFront } from '../../../utils/store/front.ts';
import { isSettled, markOf } from '../../../utils/sync/front.ts';
import { type Circumstances, newRun, next, type RunEvent } from '../../../utils/sync/machine.ts';
import type { Intervals, RunKind } from '../../../utils/sync/schedule.ts';
import {
  NEVER_SYNCED,
  type Run,
  runOf,
  type SyncStatus,
  withRun,
} from '../../../utils/sync/status.ts';
import type { MovingList } from './moving-list.ts';

/** Of today's Callbell. */
export const PAGE_SIZE = 20;

export interface SimulatedOptions {
  list: MovingList;
  intervals: Intervals;
  random: () => number;
  /** Called with who stood on a page; answers how many of them are new or have changed. */
  onPage: (ids: readonly number[], step: Run['step']) => number;
  /** How many of those that are stored were not seen by a run. */
  absent?: () => number;
}

/** One browser with the real state machine and the real order, over a list without contacts. */
export class SimulatedBrowser {
  status: SyncStatus = NEVER_SYNCED;
  /** Requests by what they were for. */
  readonly requests = { list: 0, front: 0, quick: 0 };
  readonly #options: SimulatedOptions;
  #front: readonly string[] = [];
  #runFront: RunFront = { places: new Map(), read: [] };
  #runs = 0;

  constructor(options: SimulatedOptions) {
    this.#options = options;
  }

  /** As if a sync had just ended. */
  setSynced(status: SyncStatus): void {
    const { ids } = this.#options.list.page(null, 1_000);
    this.status = status;
    this.#front = ids.map(String);
  }

  begin(kind: RunKind, now: number): void {
    this.#runs += 1;
    this.#runFront = { places: new Map(this.#front.map((id, place) => [id, place])), read: [] };
    this.status = withRun(this.status, newRun(this.#runs, kind, now));
    this.#takeSteps(now);
  }

  /** Whether there is a page to be asked for. */
  get isReading(): boolean {
    const step = runOf(this.status)?.step;
    return step !== undefined && 'page' in step;
  }

  /** Asks for the page that is next, and is answered. */
  readPage(now: number): void {
    const run = runOf(this.status);
    if (!run || !('page' in run.step)) return;
    const { step } = run;
    const of = run.kind === 'quick' ? 'quick' : step.kind === 'front' ? 'front' : 'list';
    this.requests[of] += 1;
    const after = 'after' in step && step.after !== null ? Number(step.after) : null;
    const page = this.#options.list.page(after, PAGE_SIZE);
    const uuids = page.ids.map(String);
    const { places } = this.#runFront;
    this.#happen(now, {
      kind: 'page-read',
      contacts: page.ids.length,
      fresh: this.#options.onPage(page.ids, step),
      unreadable: [],
      pages: null,
      next: page.next === null ? null : String(page.next),
      mark: markOf(uuids),
      isSettled: isSettled(uuids, run.pageMark, (uuid) => places.get(uuid)),
      isKnownPlace: false,
    });
    this.#runFront = changeFront(this.#runFront, uuids, step, runOf(this.status)?.step).after;
    this.#takeSteps(now);
  }

  /** Reads to the end of the run, while no time passes. */
  readToEnd(now: number): void {
    while (this.isReading) this.readPage(now);
  }

  fail(now: number, error: ApiError): void {
    this.#happen(now, { kind: 'failed', error });
  }

  /** The steps that ask Callbell for no page. */
  #takeSteps(now: number): void {
    for (let run = runOf(this.status); run && !('page' in run.step); run = runOf(this.status)) {
      switch (run.step.kind) {
        case 'funnels':
          this.#happen(now, { kind: 'funnels-read' });
          break;
        case 'compare':
          this.#happen(now, {
            kind: 'compared',
            absent: this.#options.absent?.() ?? 0,
            of: this.#options.list.size,
          });
          break;
        case 'check':
          this.#happen(now, { kind: 'checked', isGone: true });
          break;
        case 'count':
          this.#happen(now, { kind: 'counted', isAll: true });
          break;
        case 'finish':
          this.#front = [...this.#runFront.places.keys()];
          this.#happen(now, { kind: 'finished', contacts: this.#options.list.size });
      }
    }
  }

  #happen(now: number, event: RunEvent): void {
    const { random, intervals } = this.#options;
    const given: Circumstances = { now, random: random(), intervals };
    this.status = next(this.status, event, given);
  }
}
