// @vitest-environment happy-dom
import { browser } from '@wxt-dev/browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const closed = new Map<Element, ShadowRoot>();
const openOrClosedShadowRoot = vi.fn(
  (element: HTMLElement) => element.shadowRoot ?? closed.get(element) ?? null,
);

beforeEach(() => {
  vi.resetModules();
  Object.assign(browser, { dom: { openOrClosedShadowRoot } });
});

afterEach(() => {
  document.body.replaceChildren();
  openOrClosedShadowRoot.mockClear();
  Reflect.deleteProperty(browser, 'dom');
});

function show(html: string): Element {
  // eslint-disable-next-line no-unsanitized/property -- the tables of this file
  document.body.innerHTML = html;
  return document.body.firstElementChild ?? document.body;
}

it('finds the closed roots of what can have one, and asks of nothing else', async () => {
  const { shadowRootsBelow } = await import('../../../../utils/page/find/shadow-roots.ts');
  const host = show('<x-card></x-card><table><tr><td><a><b>1</b></a><svg></svg></td></tr></table>');
  const root = host.attachShadow({ mode: 'closed' });
  closed.set(host, root);
  expect([...shadowRootsBelow(document.body)].filter((found) => found)).toEqual([root]);
  const asked = new Set(openOrClosedShadowRoot.mock.calls.map(([{ localName }]) => localName));
  expect([...asked]).toEqual(['body', 'x-card']);
});

it('never finds one of ours', async () => {
  const { shadowRootsBelow } = await import('../../../../utils/page/find/shadow-roots.ts');
  const { ownRoot } = await import('../../../../utils/page/own-root.ts');
  const host = show('<div></div>') as HTMLElement;
  closed.set(host, ownRoot(host));
  expect([...shadowRootsBelow(document.body)]).toEqual([]);
  expect(openOrClosedShadowRoot).toHaveBeenCalledWith(host);
});
