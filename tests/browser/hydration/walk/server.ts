import { NUMBER, STYLE } from '../words.ts';

/**
 * Stands in for Angular and Qwik, which need tools of their own to be built: a document in which
 * everything has its place and its number. It has been made smaller by leaving out tags, so that
 * Angular's comment is parsed as the last node of the head.
 */
export function html(): string {
  return `<!doctype html><html : lang="it"><head :><meta : charset="utf-8"><title :>App</title>
    <style :>${STYLE}</style><script : async src="client.js"></script><!--nghm-->
    <app-root :><p : id="a">${NUMBER}</p><input : id="field"><button : id="more">More 0</button></app-root>`;
}
