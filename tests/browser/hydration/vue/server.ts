import { renderToString } from 'vue/server-renderer';
import { documentOf } from '../document.ts';
import { newApp } from './page.ts';

export async function html(): Promise<string> {
  return documentOf(`<div id="app">${await renderToString(newApp())}</div>`);
}
