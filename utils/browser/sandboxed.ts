import { type Browser, browser } from 'wxt/browser';

/**
 * Of the frames of a target, those in which the card's page cannot run. What a sandbox takes from a
 * document, the frame's own, one around it, or one that a header asks for, it takes from all frames
 * in it, the extension's too: without scripts that page stays empty, and without its origin it is
 * nobody, to whom the worker says nothing. Every page is asked, whoever's its numbers are, and no
 * script of it can tell.
 *
 * @returns without those that do not answer
 */
export async function sandboxedFrames(
  target: Browser.scripting.InjectionTarget,
): Promise<Set<number>> {
  const look = { target, injectImmediately: true };
  const found = await Promise.all([
    run({ ...look, func: isSandboxed }).then((all) => all.filter(({ result }) => result === true)),
    // A browser that runs no script of the page there runs this one neither, and says `null`:
    // Chrome's content scripts are told by nothing else.
    run({ ...look, world: 'MAIN', func: () => true }).then((all) =>
      all.filter(({ result }) => result === null),
    ),
  ]);
  return new Set(found.flat().map(({ frameId }) => frameId));
}

/** Runs in the frame, as text: it knows nothing of this file. */
function isSandboxed(): boolean {
  return origin === 'null' || matchMedia('(scripting: none)').matches;
}

type Injection = Parameters<typeof browser.scripting.executeScript>[0];

/** @returns nothing where the browser does not let us in */
async function run(
  injection: Injection,
): Promise<Pick<Browser.scripting.InjectionResult<unknown>, 'frameId' | 'result'>[]> {
  try {
    return await browser.scripting.executeScript(injection);
  } catch {
    return [];
  }
}
