import { STYLE } from './words.ts';

/** A document around an app that is only a part of it. */
export function documentOf(body: string, head = ''): string {
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>App</title>
    <style>${STYLE}</style>${head}<script async src="client.js"></script></head>
    <body>${body}</body></html>`;
}
