import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createCallbellClient } from '../utils/api/client.ts';
import { CallbellError } from '../utils/api/errors.ts';
import { takeFromBudget } from '../utils/browser/ask-budget.ts';
import { mintCardToken, redeemCardToken } from '../utils/browser/card-tokens.ts';
import { openConversation } from '../utils/browser/conversation.ts';
import { followSiteAccess, refreshPages } from '../utils/browser/page-script.ts';
import { contactsInTab, jumpInTab } from '../utils/browser/on-this-page.ts';
import {
  answerMissing,
  attachSync,
  fetchTagged,
  followSyncSettings,
  syncNow,
} from '../utils/browser/sync-service.ts';
import { attachToolbar, showCount } from '../utils/browser/toolbar.ts';
import { onSiteAccessChange } from '../utils/browser/site-access.ts';
import { serve } from '../utils/messages/serve.ts';
import { likelyCountries, type NumberPlace } from '../utils/phone/country.ts';
import type { SettingsChange } from '../utils/settings.ts';
import { onStoreChange } from '../utils/store/changes.ts';
import { findContact } from '../utils/store/contacts.ts';
import { numberCountry } from '../utils/store/country.ts';
import { areKnown, matchPhone } from '../utils/store/match.ts';
import { storageProblem } from '../utils/store/problem.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
  getSettings,
} from '../utils/store/state.ts';

export default defineBackground(() => {
  serve({
    'account.connect': async ({ apiKey: typed }) => {
      const apiKey = typed.trim();
      try {
        const identity = await createCallbellClient(apiKey).identify();
        const account = { ...identity, keyEnding: apiKey.slice(-4), connectedAt: Date.now() };
        await connectAccount(account, apiKey);
        await syncNow();
        return account;
      } catch (error) {
        const problem = error instanceof CallbellError ? error.detail : storageProblem(error);
        if (!problem) throw error;
        return { error: problem };
      }
    },
    'account.disconnect': async () => {
      await disconnectAccount();
      return null;
    },
    'sync.start': async () => {
      await syncNow();
      return null;
    },
    'sync.missing': async ({ answer }) => {
      await answerMissing(answer);
      return null;
    },
    'tag.fetch': ({ tag }) => fetchTagged(tag),
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
      const { text, countries } = subject;
      return { text, ...(await matchPhone(text, ...countries)) };
    },
    'tab.contacts': async ({ tabId }) => contactsInTab(tabId, countriesFor),
    'tab.jump': async ({ tabId, text }) => {
      await jumpInTab(tabId, text);
      return null;
    },
    'page.match': async ({ texts, lang }, sender) => {
      const [{ markStyle }, countries, granted] = await Promise.all([
        getSettings(),
        countriesFor({ lang, host: hostOf(sender) }),
        takeFromBudget(sender.tab?.id ?? -1, texts.length),
      ]);
      const known = await areKnown(texts.slice(0, granted), ...countries);
      return { known: texts.map((_, index) => known[index] ?? null), style: markStyle };
    },
    'page.card': async ({ text, lang }, { tab, ...sender }) => {
      if (tab?.id === undefined) return null;
      if ((await takeFromBudget(tab.id, 1)) === 0) return null;
      const countries = await countriesFor({ lang, host: hostOf(sender) });
      const [known] = await areKnown([text], ...countries);
      return known ? mintCardToken({ text, countries }, tab.id) : null;
    },
    'page.count': async ({ count }, { tab, frameId }) => {
      if (tab?.id !== undefined) await showCount(tab.id, frameId ?? 0, count);
      return null;
    },
  });

  attachSync();
  attachToolbar();
  onStoreChange((changes) => {
    if (changes.includes('contacts')) void refreshPages();
  }, new AbortController().signal);
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
  await changeSettings(change);
  await followSyncSettings(change);
  if (change.sitesOff) await followSites();
  void refreshPages();
}

/** The countries to read a page's numbers with. */
async function countriesFor(place: NumberPlace): Promise<string[]> {
  const { countryBySite } = await getSettings();
  return likelyCountries(place, await numberCountry(), countryBySite);
}

/** The host name of a content script's page, as a hint only: it proves nothing. */
function hostOf({ url }: { url?: string | undefined }): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
}
