import { browser } from 'wxt/browser';
import { t } from '../i18n.ts';

/** A command and its keys, as the browser's own page for them has it. */
export interface Shortcut {
  name: string;
  description: string;
  /** Empty if there are none. */
  keys: string;
}

export async function readShortcuts(): Promise<Shortcut[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name = '', description = '', shortcut = '' }) => ({
    name,
    // Chrome has no description for the one that it carries out itself.
    description: description || t('command_popup'),
    keys: shortcut,
  }));
}

/** Opens the browser's page where shortcuts are changed: no extension may do that itself. */
export async function openShortcutSettings(): Promise<void> {
  // Firefox's own, which WXT's types, being Chrome's, do not have.
  const commands: typeof browser.commands & { openShortcutSettings?: () => Promise<void> } =
    browser.commands;
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
