import { hydrate } from 'svelte';
import Page from './Page.svelte';

const target = document.querySelector('#app');
if (target) hydrate(Page, { target });
