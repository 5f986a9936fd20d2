/**
 * One thing that a hostile page can try, as a function that runs in the page's main world (it is
 * sent as text: nothing from around it, but `window.leak` is there).
 *
 * @returns for each number what it saw, `''` for nothing out of the ordinary; `null` where the
 *   browser has no such interface
 */
export interface Probe {
  name: string;
  look: () => string[] | null | Promise<string[] | null>;
}
