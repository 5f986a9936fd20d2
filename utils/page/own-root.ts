/** The sign of a root of ours, in the world that all our scripts in a frame share and no page sees. */
const OURS = Symbol.for('lens-for-callbell-root');

/** A root that only we can look into, and that none of our scripts reads as a part of the page. */
export function ownRoot(host: HTMLElement): ShadowRoot {
  return Object.assign(host.attachShadow({ mode: 'closed' }), { [OURS]: true });
}

/** Whether a root is one that we have put into the page. */
export function isOwnRoot(root: ShadowRoot): boolean {
  return OURS in root;
}
