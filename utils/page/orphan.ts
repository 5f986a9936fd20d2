import { browser } from '@wxt-dev/browser';

/** Whether the extension that put this script here is gone: its APIs are then, too. */
export function isOrphaned(): boolean {
  const runtime = browser.runtime as { id?: string } | undefined;
  return runtime?.id === undefined;
}
