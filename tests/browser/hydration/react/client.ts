import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { Page } from './page.ts';

hydrateRoot(document, createElement(Page), {
  onRecoverableError: (error) => window.trouble.push(String(error)),
});
