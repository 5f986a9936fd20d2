import { refreshPages } from '../../utils/browser/page-script.ts';
import { followSyncSettings } from '../../utils/browser/sync-service.ts';
import type { Handlers } from '../../utils/messages/serve.ts';
import type { SettingsChange } from '../../utils/settings.ts';
import { changeSettings } from '../../utils/store/state.ts';
import { followSites } from './sites.ts';

export const settingsHandlers = {
  'settings.change': async ({ settings }) => {
    await changeAndFollow(settings);
    return null;
  },
} satisfies Partial<Handlers>;

/** Changes settings, and all that hangs on those that were changed. */
async function changeAndFollow(change: SettingsChange): Promise<void> {
  await changeSettings(change);
  await followSyncSettings(change);
  if (change.sitesOff) await followSites();
  void refreshPages();
}
