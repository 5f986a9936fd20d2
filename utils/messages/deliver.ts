/** How often a message is sent that reaches nobody, and how long after each, in milliseconds. */
const ATTEMPTS = 4;
const PAUSE_MS = 100;

/**
 * Sends a message to the service worker, again where it has reached nobody: Firefox loses those
 * that come while it is just about to end the event page, and says so.
 *
 * @param sendOnce sends it; whoever rejects as the browsers do where nobody listens is asked again
 * @returns the answer
 * @throws whatever `sendOnce` rejects with for another reason, or at last
 */
export async function deliver(sendOnce: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce();
    } catch (error) {
      // Neither browser gives this error a name.
      const hasReachedNobody = String(error).includes('Receiving end does not exist');
      if (!hasReachedNobody || attempt === ATTEMPTS) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
