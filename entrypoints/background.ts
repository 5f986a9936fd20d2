import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createCallbellClient } from '../utils/api/client.ts';
import { CallbellError } from '../utils/api/errors.ts';
import { takeFromBudget } from '../utils/browser/ask-budget.ts';
import { mintCardToken, redeemCardToken } from '../utils/browser/card-tokens.ts';
import { openConversation } from '../utils/browser/conversation.ts';
import { attachNumberCommands, takeWish } from '../utils/browser/number-commands.ts';
import {
  followSiteAccess,
  injectCardScript,
  refreshPages,
  stopInFrame,
} from '../utils/browser/page-script.ts';
import { contactsInTab, jumpInTab } from '../utils/browser/on-this-page.ts';
import { attachToolbar, showCount } from '../utils/browser/toolbar.ts';
import { onSiteAccessChange } from '../utils/browser/site-access.ts';
import { attachSyncAlarms, runPass } from '../utils/browser/sync-alarms.ts';
import { lookUpPhone } from '../utils/live/look-up-phone.ts';
import { refreshContact } from '../utils/live/refresh-contact.ts';
import { serve } from '../utils/messages/serve.ts';
import { countryOfLocales, likelyCountries, type NumberPlace } from '../utils/phone/country.ts';
import { writingsOf } from '../utils/phone/writings.ts';
import type { NotHere, SettingsChange } from '../utils/settings.ts';
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
import { forgetPhoneTable } from '../utils/store/match.ts';
import { areKnownHere, type MatchPlace, matchPhoneHere } from '../utils/store/not-here.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
  getSettings,
  getSyncStatus,
} from '../utils/store/state.ts';
import { type SyncWorld, runSlice, startPass } from '../utils/sync/runner.ts';

/** The oldest are forgotten first. */
const MAX_NOT_HERE = 1_000;

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
        const before = await getAccount();
        await connectAccount(account, apiKey);
        if (before?.email !== account.email) await changeSettings({ notHere: [] });
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
      await changeSettings({ notHere: [] });
      forgetPhoneTable();
      void refreshPages();
      return null;
    },
    'sync.start': async () => {
      await syncNow();
      return null;
    },
    'settings.change': async ({ settings }) => {
      await changeAndFollow(settings);
      return null;
    },
    'conversation.open': async ({ uuid, background }) => {
      const contact = await findContact(uuid);
      return contact === undefined ? false : openConversation(contact, background);
    },
    'card.contacts': async ({ token }, { tab }) => {
      const subject = await redeemCardToken(token, tab?.id ?? -1);
      if (subject === undefined) return null;
      const { text, countries, host, wantsLookUp } = subject;
      const [{ cardFields, avatars, notHere }, { phase, lastWhole }] = await Promise.all([
        getSettings(),
        getSyncStatus(),
      ]);
      const match = await matchPhoneHere(text, { countries, host, notHere });
      return {
        text,
        host,
        wantsLookUp,
        ...match,
        writings: writingsOf(
          text,
          countries,
          match.contacts.flatMap(({ phoneNumber }) => phoneNumber ?? []),
        ),
        syncedAt: lastWhole?.finishedAt ?? null,
        syncError: phase.kind === 'failed' ? phase.error : null,
        view: { fields: cardFields, avatars },
      };
    },
    'card.not-here': async ({ isNotHere, ...entry }) => {
      await changeNotHere(entry, isNotHere);
      void refreshPages();
      return null;
    },
    'contact.refresh': async ({ uuid }) => {
      const client = await world.client();
      const refreshed = client
        ? await refreshContact(client, uuid)
        : { error: { kind: 'key-refused' as const } };
      return refreshed;
    },
    'phone.lookup': async ({ text }) => {
      const client = await world.client();
      if (!client) return { error: { kind: 'key-refused' } };
      const looked = await lookUpPhone(client, text, [await country()]);
      if ('contacts' in looked && looked.contacts.length > 0) {
        forgetPhoneTable();
        void refreshPages();
      }
      return looked;
    },
    'tab.contacts': async ({ tabId }) => contactsInTab(tabId, countriesFor),
    'tab.jump': async ({ tabId, text }) => {
      await jumpInTab(tabId, text);
      return null;
    },
    'page.match': async ({ texts, lang }, sender) => {
      const [{ markStyle, sitesOff }, place, granted] = await Promise.all([
        getSettings(),
        placeOf(lang, sender),
        takeFromBudget(sender.tab?.id ?? -1, texts.length),
      ]);
      if (sitesOff.includes(hostOf({ url: sender.origin }))) {
        await stopInFrame(sender.tab?.id, sender.frameId);
        return { known: texts.map(() => null), style: markStyle };
      }
      const known = await areKnownHere(texts.slice(0, granted), place);
      return { known: texts.map((_, index) => known[index] ?? null), style: markStyle };
    },
    'page.card': async ({ text, lang, wish }, { tab, ...sender }) => {
      if (tab?.id === undefined) return null;
      if ((await takeFromBudget(tab.id, 1)) === 0) return null;
      const [{ cardRestMs, cardOnlyWithAlt }, place, wantsLookUp] = await Promise.all([
        getSettings(),
        placeOf(lang, sender),
        takeWish(tab.id, wish),
      ]);
      const [known] = await areKnownHere([text], place);
      if (known !== true && !wantsLookUp) return null;
      const { countries, host } = place;
      const token = await mintCardToken(
        { text, countries: [...countries], host, wantsLookUp },
        tab.id,
      );
      return { token, restMs: cardRestMs, onlyWithAlt: cardOnlyWithAlt };
    },
    'page.count': async ({ count }, { tab, frameId }) => {
      if (tab?.id !== undefined) await showCount(tab.id, frameId ?? 0, count);
      return null;
    },
    'page.card-script': async (_, { tab, frameId }) => {
      if (tab?.id !== undefined) await injectCardScript(tab.id, frameId ?? 0);
      return null;
    },
  });

  attachSyncAlarms(alarmHandlers);
  attachToolbar();
  attachNumberCommands();
  onSiteAccessChange(() => void followSites());
  browser.runtime.onStartup.addListener(() => void followSites());
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void followSites();
    if (reason === 'install') void openOptionsIfNew();
  });
});

/** A new user has to enter a key first; who installs anew over a kept profile has one. */
async function openOptionsIfNew(): Promise<void> {
  if ((await getAccount()) === undefined) await browser.runtime.openOptionsPage();
}

function followSites(): Promise<void> {
  return followSiteAccess(async () => (await getSettings()).sitesOff);
}

/** Changes settings, and all that hangs on those that were changed. */
async function changeAndFollow(change: SettingsChange): Promise<void> {
  // One change at a time: each is compared with what was there before it.
  const isOtherCountry = await navigator.locks.request('settings', async () => {
    const before = await country();
    await changeSettings(change);
    return before !== (await country());
  });
  if (isOtherCountry) {
    await buildingIndexes(async () => rebuildIndexes(await country()));
    forgetPhoneTable();
  }
  if (change.sitesOff) await followSites();
  void refreshPages();
}

/** The country that numbers without a country code are read with. */
async function country(): Promise<string> {
  const { defaultCountry } = await getSettings();
  return defaultCountry ?? countryOfLocales(navigator.languages);
}

/** The countries to read a page's numbers with. */
async function countriesFor(place: NumberPlace): Promise<string[]> {
  const { countryBySite } = await getSettings();
  return likelyCountries(place, await country(), countryBySite);
}

/** Where a content script's numbers stand. */
async function placeOf(lang: string, sender: { url?: string | undefined }): Promise<MatchPlace> {
  const host = hostOf(sender);
  const [{ notHere }, countries] = await Promise.all([getSettings(), countriesFor({ lang, host })]);
  return { countries, host, notHere };
}

/** Remembers or takes back that somebody is not whom a site means by a number. */
async function changeNotHere(entry: NotHere, isNotHere: boolean): Promise<void> {
  await navigator.locks.request('settings', async () => {
    const { notHere } = await getSettings();
    const others = notHere.filter(
      ({ host, text, uuid }) => host !== entry.host || text !== entry.text || uuid !== entry.uuid,
    );
    await changeSettings({
      notHere: isNotHere ? [entry, ...others].slice(0, MAX_NOT_HERE) : others,
    });
  });
}

/** The host name of a content script's page, as a hint only: it proves nothing. */
function hostOf({ url }: { url?: string | undefined }): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
}

/** One at a time: an index built with yesterday's country must not replace today's. */
function buildingIndexes<T>(build: () => Promise<T>): Promise<T> {
  return navigator.locks.request('indexes', build);
}
