import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createCallbellClient } from '../utils/api/client.ts';
import { CallbellError } from '../utils/api/errors.ts';
import { mintCardToken, redeemCardToken } from '../utils/browser/card-tokens.ts';
import { openConversation } from '../utils/browser/conversation.ts';
import { followSiteAccess, refreshPages } from '../utils/browser/page-script.ts';
import { onSiteAccessChange } from '../utils/browser/site-access.ts';
import { attachSyncAlarms, runPass } from '../utils/browser/sync-alarms.ts';
import { serve } from '../utils/messages/serve.ts';
import { countryOfLocales } from '../utils/phone/country.ts';
import { getApiKey } from '../utils/store/api-key.ts';
import { findContact } from '../utils/store/contacts.ts';
import {
  activateGeneration,
  beginGeneration,
  collectLeftovers,
  rebuildIndexes,
  rowsFor,
  stagePage,
} from '../utils/store/generations.ts';
import { areKnown, forgetPhoneTable, matchPhone } from '../utils/store/match.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
  getSettings,
  getSyncStatus,
  putSyncStatus,
} from '../utils/store/state.ts';
import { type SyncWorld, runSlice, startPass } from '../utils/sync/runner.ts';

export default defineBackground(() => {
  const world: SyncWorld = {
    client: async () => {
      const apiKey = await getApiKey();
      return apiKey === undefined ? undefined : createCallbellClient(apiKey);
    },
    store: {
      status: getSyncStatus,
      begin: beginGeneration,
      stage: stagePage,
      activate: async (pass, finished) => {
        const activated = await buildingIndexes(async () =>
          activateGeneration(pass, await country(), finished),
        );
        if (activated) void refreshPages();
        return activated;
      },
      put: putSyncStatus,
      rowsFor,
      collectLeftovers,
    },
    now: Date.now,
    random: Math.random,
  };

  const alarmHandlers = {
    begin: async () => {
      if ((await getApiKey()) !== undefined) await startPass(world, false);
    },
    hasPass: async () => 'pass' in (await getSyncStatus()).phase,
    runSlice: () => runSlice(world),
  };

  async function syncNow(): Promise<void> {
    await startPass(world, true);
    void runPass(alarmHandlers);
  }

  serve({
    'account.connect': async ({ apiKey: typed }) => {
      const apiKey = typed.trim();
      try {
        const identity = await createCallbellClient(apiKey).identify();
        const account = { ...identity, keyEnding: apiKey.slice(-4), connectedAt: Date.now() };
        await connectAccount(account, apiKey);
        forgetPhoneTable();
        await syncNow();
        return account;
      } catch (error) {
        if (error instanceof CallbellError) return { error: error.detail };
        throw error;
      }
    },
    'account.disconnect': async () => {
      await disconnectAccount();
      forgetPhoneTable();
      void refreshPages();
      return null;
    },
    'sync.start': async () => {
      await syncNow();
      return null;
    },
    'settings.change': async ({ settings }) => {
      await changeSettings(settings);
      await buildingIndexes(async () => rebuildIndexes(await country()));
      forgetPhoneTable();
      void refreshPages();
      return null;
    },
    'conversation.open': async ({ uuid, background }) => {
      const contact = await findContact(uuid);
      return contact === undefined ? false : openConversation(contact, background);
    },
    'card.contacts': async ({ token }, { tab }) => {
      const text = await redeemCardToken(token, tab?.id ?? -1);
      if (text === undefined) return null;
      return { text, ...(await matchPhone(text, await country())) };
    },
    'page.match': async ({ texts }) => areKnown(texts, await country()),
    'page.card': async ({ text }, { tab }) => {
      const [known] = await areKnown([text], await country());
      return known && tab?.id !== undefined ? mintCardToken(text, tab.id) : null;
    },
  });

  attachSyncAlarms(alarmHandlers);
  onSiteAccessChange(() => void followSiteAccess());
  browser.runtime.onStartup.addListener(() => void followSiteAccess());
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void followSiteAccess();
    if (reason === 'install') void openOptionsIfNew();
  });
});

/** A new user has to enter a key first; who installs anew over a kept profile has one. */
async function openOptionsIfNew(): Promise<void> {
  if ((await getAccount()) === undefined) await browser.runtime.openOptionsPage();
}

/** The country that numbers without a country code are read with. */
async function country(): Promise<string> {
  const { defaultCountry } = await getSettings();
  return defaultCountry ?? countryOfLocales(navigator.languages);
}

/** One at a time: an index built with yesterday's country must not replace today's. */
function buildingIndexes<T>(build: () => Promise<T>): Promise<T> {
  return navigator.locks.request('indexes', build);
}
