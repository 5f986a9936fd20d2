import { t, textDirection, textLocale } from '../utils/i18n.ts';

/**
 * Gives an extension page its language, direction and title, and finds where to render. The
 * markup cannot have them: the browser puts no messages into HTML.
 *
 * @throws {Error} if the page has no element with the id `root`
 */
export function prepareDocument(title: string = t('extensionName')): HTMLElement {
  document.documentElement.lang = textLocale();
  document.documentElement.dir = textDirection();
  document.title = title;
  const root = document.getElementById('root');
  if (!root) throw new Error('no #root in the page');
  return root;
}
