/** @jsxImportSource solid-js */
import { renderToString } from 'solid-js/web';
import { Page } from './page.tsx';

export function html() {
  return `<!doctype html>${renderToString(() => <Page />)}`;
}
