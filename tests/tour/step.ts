import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/** A step of the tour that did not happen; the message is one sentence for the user. */
export class StepFailed extends Error {
  override name = 'StepFailed';
}

/** Longer than every wait inside a step, so that those can say more exactly what is missing. */
const TIME_LIMIT_MS = 60_000;

/**
 * Does one step and answers what it answers.
 *
 * @param what what should happen, to stand before "did not happen"
 * @throws {@link StepFailed} if the work fails, or goes on for longer than a minute
 */
export async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const ended = new AbortController();
  const limit = sleep(TIME_LIMIT_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`It took longer than ${TIME_LIMIT_MS / 1000} s.`);
  });
  // When the work is quicker, the limit ends with an error that nobody waits for.
  limit.catch(() => undefined);
  try {
    return await Promise.race([work(), limit]);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // Playwright's messages go on with a log, in colours.
    const [why] = stripVTControlCharacters(message).split('\n');
    throw new StepFailed(`${what} did not happen: ${why}`, { cause });
  } finally {
    ended.abort();
  }
}
