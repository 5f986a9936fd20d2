import { render } from 'svelte/server';
import { documentOf } from '../document.ts';
import Page from './Page.svelte';

export function html(): string {
  const { head, body } = render(Page);
  return documentOf(`<div id="app">${body}</div>`, head);
}
