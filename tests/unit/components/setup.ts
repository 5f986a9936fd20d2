import { cleanup } from '@testing-library/preact';
import { afterEach, beforeEach, vi } from 'vitest';
import { browser } from 'wxt/browser';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

const sentences = new Map(Object.entries(messages).map(([key, { message }]) => [key, message]));

/** The browser's own rule: `$1` … `$9` in a message are replaced, an unknown key gives nothing. */
function getMessage(key: string, substitutions: string | string[] = []): string {
  const values = [substitutions].flat();
  const sentence = sentences.get(key) ?? '';
  return sentence.replace(/\$([1-9])/gu, (_, digit: string) => values[Number(digit) - 1] ?? '');
}

/** Nothing is laid out here; a list that shows what is seen needs to be as large as a popup. */
function giveElementsASize(): void {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(50);
}

/** Import this before any component: it gives them the English sentences. */
beforeEach(() => {
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation(getMessage);
  vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-US');
  giveElementsASize();
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
