import type { FirefoxDriver, FirefoxTab } from './firefox.ts';
import { until } from './driver.ts';

/** Parts of Firefox's own window, used as its code does when the user uses them. */

const SEARCH_HANDLER = `ChromeUtils.importESModule(
  'resource://gre/modules/ExtensionSearchHandler.sys.mjs',
).ExtensionSearchHandler`;

export interface Suggestion {
  content: string;
  description: string;
}

/** What the extension suggests for text behind its keyword in the address bar. */
export async function suggestionsFor(
  firefox: FirefoxDriver,
  keyword: string,
  typed: string,
): Promise<Suggestion[]> {
  const asked = JSON.stringify({ keyword, text: `${keyword} ${typed}`, inPrivateWindow: false });
  return (await firefox.evaluateInChrome(
    `new Promise((resolve) => ${SEARCH_HANDLER}.handleSearch(${asked}, resolve))`,
  )) as Suggestion[];
}

/** Presses Enter behind what the address bar holds. */
export async function enterInAddressBar(
  firefox: FirefoxDriver,
  keyword: string,
  content: string,
): Promise<void> {
  const entered = JSON.stringify(`${keyword} ${content}`);
  await firefox.evaluateInChrome(
    `${SEARCH_HANDLER}.handleInputEntered(${JSON.stringify(keyword)}, ${entered}, 'tab')`,
  );
}

/** Chooses from the menu that a right click at a place of the page opens. */
export async function chooseFromMenu(
  firefox: FirefoxDriver,
  tab: FirefoxTab,
  place: { x: number; y: number },
  label: string,
): Promise<void> {
  await tab.page.mouse.click(place.x, place.y, { button: 'right' });
  await until(
    async () =>
      (await firefox.evaluateInChrome(`(() => {
        const menu = document.getElementById('contentAreaContextMenu');
        const item = [...menu.querySelectorAll('menuitem')].find(
          (one) => !one.hidden && one.label === ${JSON.stringify(label)},
        );
        if (menu.state !== 'open' || !item) return false;
        menu.activateItem(item);
        return true;
      })()`)) === true
        ? true
        : undefined,
    { what: `"${label}" in the menu` },
  );
}

/** Whether the sidebar shows a page of this extension. */
export async function isSidebarOpen(firefox: FirefoxDriver): Promise<boolean> {
  const url = await firefox.evaluateInChrome(
    `SidebarController.isOpen ? SidebarController.currentID : ''`,
  );
  return typeof url === 'string' && url.endsWith('-sidebar-action');
}
