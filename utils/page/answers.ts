import {
  type MarkStyle,
  type MatchAnswer,
  MAX_TEXTS_PER_MATCH,
} from '../messages/page-protocol.ts';

/** Who did not answer is asked again soon; who had enough questions, not before this. */
const RETRY_MS = 1_000;
const BUDGET_RETRY_MS = 20_000;
const MAX_RETRY_MS = 300_000;
/** A list that a user scrolls for hours shows more numbers than need be kept in mind. */
const MAX_ANSWERS = 5_000;

type Match = (texts: string[]) => Promise<MatchAnswer | undefined>;

/**
 * What the worker has said about the numbers of this page. Each is asked about once, in batches
 * one after another, and again only after a while where the answer had to wait.
 */
export class Answers {
  readonly #match: Match;
  readonly #onChange: (style: MarkStyle) => void;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, boolean>();
  #wanted: string[] = [];
  #generation = 0;
  #isAsking = false;
  #retries = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(match: Match, onChange: (style: MarkStyle) => void, signal: AbortSignal) {
    this.#match = match;
    this.#onChange = onChange;
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#retryTimer), { once: true });
  }

  /** `undefined` as long as there is no answer. */
  readonly isKnown = (text: string): boolean | undefined => this.#known.get(text);

  /** Sees to it that these texts, and no others, get answers. */
  want(texts: string[]): void {
    this.#wanted = texts;
    if (!this.#isAsking && this.#retryTimer === undefined) void this.#ask();
  }

  /** The contacts have changed: everything is asked again. */
  forget(): void {
    this.#generation += 1;
    this.#known.clear();
    this.#retries = 0;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.want(this.#wanted);
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
      const generation = this.#generation;
      const reply = await this.#match(batch);
      if (this.#signal.aborted) return;
      // What was answered from the contacts of before does not count.
      if (generation !== this.#generation) continue;
      const isWhole = this.#take(batch, reply);
      if (reply) this.#onChange(reply.style);
      if (!isWhole) {
        this.#retryLater(reply === undefined ? RETRY_MS : BUDGET_RETRY_MS);
        break;
      }
      this.#retries = 0;
    }
    this.#isAsking = false;
  }

  #nextBatch(): string[] {
    return this.#wanted.filter((text) => !this.#known.has(text)).slice(0, MAX_TEXTS_PER_MATCH);
  }

  /** @returns whether each text has its answer */
  #take(batch: readonly string[], reply: MatchAnswer | undefined): boolean {
    if (this.#known.size > MAX_ANSWERS) this.#dropUnwanted();
    let isWhole = true;
    batch.forEach((text, index) => {
      const answer = reply?.known[index] ?? undefined;
      if (answer === undefined) isWhole = false;
      else this.#known.set(text, answer);
    });
    return isWhole;
  }

  #dropUnwanted(): void {
    const wanted = new Set(this.#wanted);
    for (const text of this.#known.keys()) if (!wanted.has(text)) this.#known.delete(text);
  }

  #retryLater(base: number): void {
    const delay = Math.min(base * 2 ** this.#retries, MAX_RETRY_MS);
    this.#retries += 1;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      void this.#ask();
    }, delay);
  }
}
