import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserName } from '../harness/driver.ts';

/** What the hostile page has caught, as `window.hostile`. */
export interface Hostile {
  /** Names of patched functions that somebody called before the page's own clock rang. */
  quiet: string[] | undefined;
  calls: string[];
  /** Text of roots that the page's own custom elements have opened. */
  roots: () => string[];
}

declare global {
  interface Window {
    hostile: Hostile;
  }
}

/**
 * Defines every tag that an extension might use (T3) and replaces what it might call (T4), before
 * any content script. The page itself calls none of it until {@link Hostile.quiet} is there.
 */
export function beHostile(tags: readonly string[]): void {
  const calls: string[] = [];
  const internals: ElementInternals[] = [];
  const later = window.setTimeout.bind(window);
  for (const tag of tags) {
    try {
      customElements.define(
        tag,
        class extends HTMLElement {
          constructor() {
            super();
            internals[internals.length] = this.attachInternals();
          }
        },
      );
    } catch {
      // Some names with a hyphen are reserved.
    }
  }
  window.hostile = {
    quiet: undefined,
    calls,
    roots: () => internals.map(({ shadowRoot }) => shadowRoot?.textContent ?? 'closed'),
  };
  const patch = (owner: object, ownerName: string, names: string): void => {
    for (const name of names.split(' ')) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, name);
      const original: unknown = descriptor?.value;
      if (typeof original !== 'function') continue;
      Object.defineProperty(owner, name, {
        ...descriptor,
        value: function (this: unknown, ...given: unknown[]): unknown {
          calls[calls.length] = `${ownerName}.${name}`;
          return Reflect.apply(original, this, given);
        },
      });
    }
  };
  patch(Element.prototype, 'Element', 'attachShadow append setAttribute getBoundingClientRect');
  patch(Element.prototype, 'Element', 'getClientRects closest querySelectorAll');
  patch(Node.prototype, 'Node', 'appendChild insertBefore contains');
  patch(Document.prototype, 'Document', 'createElement createRange createTreeWalker');
  patch(Range.prototype, 'Range', 'setStart setEnd getClientRects');
  patch(CSSStyleDeclaration.prototype, 'Style', 'setProperty');
  patch(HTMLElement.prototype, 'HTMLElement', 'showPopover hidePopover');
  patch(EventTarget.prototype, 'EventTarget', 'addEventListener dispatchEvent');
  patch(MessagePort.prototype, 'MessagePort', 'postMessage start');
  patch(window, 'window', 'getComputedStyle requestIdleCallback requestAnimationFrame setTimeout');
  patch(window, 'window', 'postMessage MutationObserver ResizeObserver MessageChannel');
  patch(Array.prototype, 'Array', 'push map filter some find flatMap');
  patch(Map.prototype, 'Map', 'get set');
  patch(Set.prototype, 'Set', 'add has');
  patch(String.prototype, 'String', 'slice matchAll replace');
  patch(RegExp.prototype, 'RegExp', 'exec test');
  patch(JSON, 'JSON', 'parse stringify');
  patch(Promise.prototype, 'Promise', 'then');
  later(() => {
    const seen: string[] = [];
    for (let index = 0; index < calls.length; index += 1) seen[index] = calls[index] ?? '';
    window.hostile.quiet = seen;
  }, 1_500);
}

/** Everything in the built content scripts that could be a tag with a hyphen. */
export async function tagsInBundle(browserName: BrowserName): Promise<string[]> {
  const folder = new URL(`../../../.output/${browserName}-mv3/`, import.meta.url);
  const scripts = await Promise.all(
    ['page.js', 'lens.js'].map((name) => readFile(new URL(name, folder), 'utf8')),
  );
  const names = scripts.join('\n').match(/\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b/gu) ?? [];
  return [...new Set([...names, 'lens-card', 'callbell-card', 'lens-for-callbell'])];
}

/** The paths of all that the built extension has, as a page would ask for them. */
export async function packagedFiles(browserName: BrowserName): Promise<string[]> {
  const folder = new URL(`../../../.output/${browserName}-mv3/`, import.meta.url);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const root = fileURLToPath(folder);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'));
}
