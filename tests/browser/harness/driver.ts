/** The targets of the build. "chrome" is any browser of that family: Chromium, Chrome, Edge. */
export type BrowserName = 'chrome' | 'firefox';

/** What survives the way into a page and back. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** `'api.callbell.eu:443'` and the like, each with the loopback port that stands in for it. */
export type HostMap = Readonly<Record<string, number>>;

/** An element: by a CSS selector, or by the name (and role) that the browser computes for it. */
export type Target = string | { name: string; role?: string };

/**
 * How long a test waits for what must come, in milliseconds. Only a test that fails ever waits as
 * long: a browser beside other work takes ten seconds for what it usually does in one.
 */
export const PATIENCE_MS = 30_000;

export interface WaitOptions {
  /** Milliseconds; {@link PATIENCE_MS} unless given. */
  timeout?: number;
  /** What is waited for, in the words of the error: "the first contact". */
  what?: string;
}

/** A document in a tab: the page itself or a frame in it. */
export interface Scope {
  url(): Promise<string>;
  /**
   * Runs `fn` in the document's main world and answers what it returns.
   *
   * `fn` is sent as text: it must not use anything from around it; `argument` and the result are
   * copied as JSON.
   */
  evaluate<Result>(fn: () => Result | Promise<Result>): Promise<Result>;
  evaluate<Result, Argument extends Json>(
    fn: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /**
   * Waits until `fn`, run in the document again and again, returns something truthy; answers that.
   * A document that is just being replaced counts as "not yet".
   */
  waitFor<Result>(fn: () => Result, options?: WaitOptions): Promise<NonNullable<Result>>;
  waitFor<Result, Argument extends Json>(
    fn: (argument: Argument) => Result,
    options: WaitOptions & { argument: Argument },
  ): Promise<NonNullable<Result>>;
  /** The value of an expression (awaited), run past the document's security policy. */
  run(expression: string): Promise<unknown>;
  /** Waits for the first element that matches and answers its `innerText`. */
  text(selector: string): Promise<string>;
  /** Waits for the element and clicks its middle with the real pointer. */
  click(target: Target): Promise<void>;
  /** Waits for the field, replaces its content by typing; fires what typing fires. */
  fill(target: Target, text: string): Promise<void>;
}

export interface Tab extends Scope {
  /** Leaves for `url`; answers when the new document has been parsed (not when all is loaded). */
  goto(url: string): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Presses one key, named as in `KeyboardEvent.key`, in whatever has the focus. */
  press(key: string): Promise<void>;
  /** Moves the real pointer, in CSS pixels of the viewport. */
  moveMouse(x: number, y: number): Promise<void>;
  /** Clicks with the real pointer. */
  clickAt(x: number, y: number): Promise<void>;
  /** Presses the real pointer's button, moves by so much in steps, and lets go. */
  drag(from: { x: number; y: number }, by: { x: number; y: number }): Promise<void>;
  /** Waits for a frame whose URL `matches`; frames in closed shadow roots are found too. */
  frame(matches: (url: string) => boolean, options?: WaitOptions): Promise<Scope>;
  bringToFront(): Promise<void>;
  /** Writes a PNG of the viewport. */
  screenshot(path: string): Promise<void>;
  /** What media queries say about the colour scheme, from now on (Firefox: in every tab). */
  setColorScheme(scheme: 'light' | 'dark'): Promise<void>;
  close(): Promise<void>;
}

/** One running browser with the extension in it. */
export interface Driver {
  readonly browserName: BrowserName;
  /** `chrome-extension://…/popup.html` for `popup.html`. */
  extensionUrl(path: string): string;
  /** Opens an extension page in a new tab. */
  openExtensionPage(path: string): Promise<Tab>;
  /** Opens any page in a new tab. */
  open(url: string): Promise<Tab>;
  /** All open tabs, those that the extension opened included. */
  tabs(): Promise<Tab[]>;
  /** Waits for an open tab whose URL `matches`. */
  tab(matches: (url: string) => boolean, options?: WaitOptions): Promise<Tab>;
  /**
   * Has the browser do what it does when the user presses the shortcut of a command of the
   * manifest; automation's own key presses go past the browser to the page.
   */
  pressShortcut(command: string): Promise<void>;
  /**
   * Ends the service worker (Chromium) or event page (Firefox) as the browser does with an idle
   * one; the next event starts it again. Nothing happens if it is not running.
   */
  stopBackground(): Promise<void>;
  /** Whether the service worker or event page is running now. */
  backgroundRunning(): Promise<boolean>;
  /** Switches the extension off or on, as the user does on the browser's page of extensions. */
  switchExtension(isOn: boolean): Promise<void>;
  /** Closes the browser; the profile stays if the caller gave it, and can be launched again. */
  close(): Promise<void>;
}

function sleep(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Answers what `probe` answers once that is neither undefined nor a rejection.
 *
 * @throws after the timeout, also when `probe` never answers; its last rejection is the cause.
 */
export async function until<Result>(
  probe: () => Result | undefined | Promise<Result | undefined>,
  { timeout = PATIENCE_MS, what = 'a condition' }: WaitOptions = {},
): Promise<Result> {
  const deadline = Date.now() + timeout;
  let cause: unknown;
  do {
    try {
      const result = await Promise.race([probe(), sleep(deadline - Date.now())]);
      if (result !== undefined) return result;
    } catch (error) {
      cause = error;
    }
    await sleep(50);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${timeout} ms for ${what} in vain.`, { cause });
}

/**
 * The text of an expression that calls `fn` with `argument`. Compilers that keep functions' names
 * (tsx) call a helper of theirs inside `fn`, which the page does not have: it gets one here.
 */
export function callExpression(
  fn: (argument: never) => unknown,
  argument: Json | undefined,
): string {
  const given = argument === undefined ? '' : JSON.stringify(argument);
  return `(() => { const __name = (fn) => fn; return (${fn.toString()})(${given}); })()`;
}

/** What a browser's own frame must give, for {@link scopeMethods} to make a {@link Scope} of it. */
export interface RawScope {
  url(): Promise<string>;
  /** The value of an expression (awaited), copied. */
  run(expression: string): Promise<unknown>;
}

type AnyPageFunction = (argument: never) => unknown;

/** The methods of {@link Scope} that are alike in all browsers. */
export function scopeMethods(
  raw: RawScope,
): Pick<Scope, 'url' | 'evaluate' | 'waitFor' | 'run' | 'text'> {
  const evaluate = (fn: AnyPageFunction, argument?: Json): Promise<unknown> =>
    raw.run(callExpression(fn, argument));
  const waitFor = (
    fn: AnyPageFunction,
    options: WaitOptions & { argument?: Json } = {},
  ): Promise<unknown> =>
    until(
      async () => {
        const result = await evaluate(fn, options.argument);
        if (result) return result;
        return undefined;
      },
      { what: fn.toString(), ...options },
    );
  const scope = { url: () => raw.url(), evaluate, waitFor } as Pick<
    Scope,
    'url' | 'evaluate' | 'waitFor'
  >;
  return {
    ...scope,
    run: (expression) => raw.run(expression),
    text: async (selector) => {
      const found = await scope.waitFor(
        (wanted: string) => {
          const element = document.querySelector<HTMLElement>(wanted);
          return element === null ? null : { text: element.innerText };
        },
        { argument: selector, what: `an element ${selector}` },
      );
      return found.text;
    },
  };
}
