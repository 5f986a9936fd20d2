import { setStyle } from './style.ts';

/**
 * The one node that is put into a page: a plain `div` under `<html>` with a closed root. A tag
 * with a hyphen could be defined by the page beforehand, and the root would be its own to open
 * (security T3); a node in `<body>` would be in the way of the page's own code.
 */
export interface Layer {
  host: HTMLElement;
  /** Holds the boxes; its origin is that of the document. */
  boxes: HTMLElement;
  /** Holds the card. */
  card: HTMLElement;
}

/** Puts the layer into the page; it is taken out when the signal aborts. */
export function insertLayer(signal: AbortSignal): Layer {
  const host = document.createElement('div');
  setStyle(host, {
    all: 'initial',
    position: 'absolute',
    left: '0',
    top: '0',
    width: '0',
    height: '0',
    'z-index': '2147483647',
    'pointer-events': 'none',
  });
  const root = host.attachShadow({ mode: 'closed' });
  const boxes = document.createElement('div');
  const card = document.createElement('div');
  root.append(boxes, card);
  document.documentElement.append(host);

  signal.addEventListener('abort', () => host.remove(), { once: true });
  hideInPrint(host, signal);
  return { host, boxes, card };
}

function hideInPrint(host: HTMLElement, signal: AbortSignal): void {
  addEventListener('beforeprint', () => setStyle(host, { display: 'none' }), { signal });
  addEventListener('afterprint', () => setStyle(host, { display: 'block' }), { signal });
}
