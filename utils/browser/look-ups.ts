import { type Browser, browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { t } from '../i18n.ts';
import { writtenNumbers } from '../phone/written-numbers.ts';
import { textOfLink } from '../search/pasted.ts';
import { clip } from '../text.ts';
import { ask } from './asked.ts';
import { openSidePanel } from './side-panel.ts';

/** Entries of the context menu. */
const SELECTION = 'look-up-selection';
const LINK = 'look-up-link';

/** Commands of the manifest. */
const LOOK_UP_SELECTION = 'look-up-selection';
const OPEN_PANEL = 'open-panel';

/** Links that are about a phone number; around a picture too. */
const PHONE_LINKS = [
  'tel:*',
  'sms:*',
  'callto:*',
  '*://wa.me/*',
  '*://api.whatsapp.com/send*',
  '*://web.whatsapp.com/send*',
];

/** More than this is no list of numbers, in UTF-16 code units. */
const MOST_SELECTED = 20_000;
/** More than this is no name. */
const MOST_NAME = 200;

/**
 * "Look up in Callbell" on selected text and on links to numbers, and the commands for it. Call it
 * in the worker's first turn, so that no event is missed.
 */
export function attachLookUps(): void {
  browser.runtime.onInstalled.addListener(() => void createMenus());
  browser.contextMenus.onClicked.addListener((info) => {
    const isLink = info.menuItemId === LINK;
    const text = isLink
      ? (textOfLink(info.linkUrl ?? '') ?? '')
      : askedOf(info.selectionText ?? '');
    lookUp(Promise.resolve(text));
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === LOOK_UP_SELECTION) lookUp(selectionIn(tab).then(askedOf));
    // Before anything is waited for: the key press counts no longer then.
    else if (command === OPEN_PANEL && tab) void openSidePanel(tab.windowId);
  });
}

/** Opens the popup at once, since browsers allow that only now, and tells it what for. */
function lookUp(text: Promise<string>): void {
  const opened = browser.action.openPopup();
  void text.then(ask);
  opened.catch(() => browser.tabs.create({ url: browser.runtime.getURL('/popup.html') }));
}

async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: SELECTION,
    title: t('menu_look_up'),
    contexts: ['selection'],
  });
  browser.contextMenus.create({
    id: LINK,
    // Both are there where a link is part of what is selected.
    title: t('menu_look_up_link'),
    contexts: ['link'],
    targetUrlPatterns: PHONE_LINKS,
  });
}

/**
 * What to look up of a text that was selected on a page: its numbers, one a line, whatever stands
 * around them; without any, its words, none of which is taken for a filter.
 */
export function askedOf(selected: string): string {
  const text = selected.slice(0, MOST_SELECTED);
  const numbers = writtenNumbers(text);
  if (numbers.length > 0) return numbers.join('\n');
  const words = text.replace(/["“”„:]/gu, ' ').split(/\s+/u);
  const bare = words.map((word) => word.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, ''));
  return clip(bare.filter((word) => word !== '').join(' '), MOST_NAME);
}

/** @returns nothing where no extension may read */
async function selectionIn(tab: Browser.tabs.Tab | undefined): Promise<string> {
  if (tab?.id === undefined) return '';
  try {
    const results = await browser.scripting.executeScript({
      target: { tabId: tab.id },
      func: () => getSelection()?.toString() ?? '',
    });
    return z.string().safeParse(results[0]?.result).data ?? '';
  } catch {
    return '';
  }
}
