import {
  type MarkStyle,
  type MatchAnswer,
  MAX_TEXTS_PER_MATCH,
} from '../messages/page-protocol.ts';
import { type Question, ofOneLanguage } from './question.ts';

/** What a page that is scrolled shows for less than this is not asked about. */
const GATHER_MS = 100;
/** Who did not answer is asked again soon; who had enough questions, not before this. */
const RETRY_MS = 1_000;
const BUDGET_RETRY_MS = 20_000;
const MAX_RETRY_MS = 300_000;
/** What is out of view is asked about a little at a time, and not before what is in view. */
const AHEAD_MS = 1_000;
const BUDGET_AHEAD_MS = 60_000;
/** A list that a user scrolls for hours shows more numbers than need be kept in mind. */
const MAX_ANSWERS = 100_000;

/** How answers are got, and who wants them. */
export interface Asking {
  /**
   * @param questions all of one language
   * @param isAhead whether what they are about is out of view, and can wait
   */
  match: (questions: Question[], isAhead: boolean) => Promise<MatchAnswer | undefined>;
  onChange: (style: MarkStyle) => void;
  /** What else on the page has no answer yet, at most so many questions. */
  ahead: (most: number) => Question[];
}

/**
 * What the worker has said about the numbers of this page. Each is asked about once, in batches
 * one after another, and again only after a while where the answer had to wait: first what is in
 * or near the window, then the rest, in the document's order and whatever has been answered.
 */
export class Answers {
  readonly #asking: Asking;
  readonly #signal: AbortSignal;
  readonly #known = new Map<Question, boolean>();
  /** Answered from contacts that have changed since. */
  #outdated = new Set<Question>();
  #wanted: Question[] = [];
  #generation = 0;
  #isAsking = false;
  #askedAt = -Infinity;
  #retries = 0;
  /** Until it rings, nothing is asked: what is wanted is gathered, or the worker had enough. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #aheadTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(asking: Asking, signal: AbortSignal) {
    this.#asking = asking;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  /** `undefined` as long as there is no answer; an outdated one counts until there is another. */
  readonly isKnown = (question: Question): boolean | undefined => this.#known.get(question);

  /** Whether a question has still to be asked. */
  readonly isOpen = (question: Question): boolean =>
    !this.#known.has(question) || this.#outdated.has(question);

  /** Sees to it that these get answers before all others. */
  want(questions: Question[]): void {
    this.#wanted = questions;
    if (this.#isAsking || this.#timer !== undefined) return;
    const wait = this.#askedAt + GATHER_MS - performance.now();
    if (wait <= 0) void this.#ask();
    else this.#askAfter(wait);
  }

  /** Sees to it that everything else on the page gets its answers, too. */
  lookAhead(delay = AHEAD_MS): void {
    if (this.#aheadTimer !== undefined || this.#signal.aborted) return;
    this.#aheadTimer = setTimeout(() => {
      this.#aheadTimer = undefined;
      void this.#askAhead();
    }, delay);
  }

  /** The contacts have changed: everything is asked again. */
  forget(): void {
    this.#generation += 1;
    this.#outdated = new Set(this.#known.keys());
    this.#retries = 0;
    this.#stop();
    this.#askedAt = -Infinity;
    this.want(this.#wanted);
    this.lookAhead();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#aheadTimer);
    this.#timer = undefined;
    this.#aheadTimer = undefined;
  }

  async #ask(): Promise<void> {
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
      const wait = await this.#answersTo(batch, false);
      if (this.#signal.aborted) return;
      if (wait > 0) {
        this.#askAfter(Math.min(wait * 2 ** this.#retries, MAX_RETRY_MS));
        this.#retries += 1;
        return;
      }
      this.#retries = 0;
    }
  }

  /** One batch of what is out of view, unless something nearer is being asked about. */
  async #askAhead(): Promise<void> {
    if (this.#isAsking || this.#timer !== undefined) {
      this.lookAhead();
      return;
    }
    const batch = ofOneLanguage(this.#asking.ahead(MAX_TEXTS_PER_MATCH));
    if (batch.length === 0) return;
    const wait = await this.#answersTo(batch, true);
    this.lookAhead(wait > 0 ? BUDGET_AHEAD_MS : AHEAD_MS);
    // What has come into view meanwhile.
    if (!this.#signal.aborted) this.want(this.#wanted);
  }

  /** @returns how long to wait before these are asked about again; 0 if all have their answers */
  async #answersTo(batch: Question[], isAhead: boolean): Promise<number> {
    const generation = this.#generation;
    this.#isAsking = true;
    const reply = await this.#asking.match(batch, isAhead);
    this.#isAsking = false;
    this.#askedAt = performance.now();
    // What was answered from the contacts of before does not count.
    if (this.#signal.aborted || generation !== this.#generation) return 0;
    if (!reply) return RETRY_MS;
    const isWhole = this.#take(batch, reply);
    this.#asking.onChange(reply.style);
    return isWhole ? 0 : BUDGET_RETRY_MS;
  }

  #nextBatch(): Question[] {
    return ofOneLanguage(this.#wanted.filter(this.isOpen)).slice(0, MAX_TEXTS_PER_MATCH);
  }

  /** @returns whether each has its answer */
  #take(batch: readonly Question[], reply: MatchAnswer): boolean {
    if (this.#known.size > MAX_ANSWERS) {
      this.#known.clear();
      this.#outdated.clear();
    }
    let isWhole = true;
    batch.forEach((question, index) => {
      const answer = reply.known[index] ?? undefined;
      if (answer === undefined) isWhole = false;
      else {
        this.#known.set(question, answer);
        this.#outdated.delete(question);
      }
    });
    return isWhole;
  }

  #askAfter(delay: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, delay);
  }
}
