/** @jsxImportSource solid-js */
import { hydrate } from 'solid-js/web';
import { Page } from './page.tsx';

hydrate(() => <Page />, document);
