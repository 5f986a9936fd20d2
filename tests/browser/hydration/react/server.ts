import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { Page } from './page.ts';

export function html(): string {
  return `<!doctype html>${renderToString(createElement(Page))}`;
}
