import { ADDED } from '../words.ts';

/** What the server has numbered, in its order. */
const NUMBERED = 'html head meta title style script app-root p input button'.split(' ');

function expect(is: unknown, what: string): void {
  if (is !== true) window.trouble.push(what);
}

/**
 * Qwik 2 counts the elements that have the attribute `:`, in the document's order, and takes what is
 * at a number for what the server has said of that number (`processVNodeData`,
 * packages/qwik/src/core/client/process-vnode-data.ts).
 */
function count(): void {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node instanceof Element; node = walker.nextNode()) {
    if (node.hasAttribute(':')) found.push(node.localName);
  }
  expect(found.join() === NUMBERED.join(), `counted ${found.join()}`);
}

/**
 * Angular wants its comment in the body or at the end of a head whose end was left out, and goes from
 * its root's first child to that one's next sibling and so on (`verifySsrContentsIntegrity`,
 * `locateNextRNode`, packages/core/src/hydration).
 */
function step(): HTMLElement | undefined {
  let end = document.head.lastChild;
  while (end instanceof Text) end = end.previousSibling;
  expect(end instanceof Comment && end.data === 'nghm', 'no mark at the end of the head');
  const root = document.body.firstElementChild;
  expect(root?.localName === 'app-root' && root.nextElementSibling === null, 'no root');
  const [number, field, more] = [root?.firstChild, root?.firstChild?.nextSibling, root?.lastChild];
  const isThere = [number, field, more].map((node) => (node instanceof Element ? node.id : ''));
  expect(isThere.join() === 'a,field,more', `stepped to ${isThere.join()}`);
  return more instanceof HTMLElement ? more : undefined;
}

/** Whoever goes through the document itself finds a head and a body, and the head as it was sent. */
function walk(): void {
  const parts = [...document.documentElement.children].map(({ localName }) => localName);
  expect(parts.join() === 'head,body', `${parts.join()} under <html>`);
  const head = [...document.head.children].map(({ localName }) => localName);
  expect(head.slice(0, 4).join() === 'meta,title,style,script', `${head.join()} in the head`);
}

count();
walk();
step()?.addEventListener('click', ({ currentTarget }) => {
  if (!(currentTarget instanceof HTMLElement)) return;
  currentTarget.textContent = 'More 1';
  const added = document.createElement('p');
  added.id = 'b';
  added.textContent = ADDED;
  currentTarget.after(added);
});
window.isHydrated = true;
