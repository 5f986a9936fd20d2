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
import { attachLookUps } from '../utils/browser/look-ups.ts';
import { attachOmnibox } from '../utils/browser/omnibox.ts';
import {
  answerMissing,
  attachSync,
  callbellClient,
  fetchTagged,
  followSyncSettings,
  syncNow,
} from '../utils/browser/sync-service.ts';
import { attachToolbar, showCount } from '../utils/browser/toolbar.ts';
import { onSiteAccessChange } from '../utils/browser/site-access.ts';
import type { Contact } from '../utils/contact.ts';
import { lookUpPhone } from '../utils/live/look-up-phone.ts';
import { refreshContact } from '../utils/live/refresh-contact.ts';
import { serve } from '../utils/messages/serve.ts';
import { likelyCountries, type NumberPlace } from '../utils/phone/country.ts';
import { writingsOf } from '../utils/phone/writings.ts';
import type { NotHere, SettingsChange } from '../utils/settings.ts';
import { onStoreChange } from '../utils/store/changes.ts';
import { findContact } from '../utils/store/contacts.ts';
import { numberCountry } from '../utils/store/country.ts';
import { currentDirectory } from '../utils/store/directory.ts';
import { areKnownHere, type MatchPlace, matchPhoneHere } from '../utils/store/not-here.ts';
import { storageProblem } from '../utils/store/problem.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
  getSettings,
  getSyncStatus,
} from '../utils/store/state.ts';
import { eraseUse, recordUse } from '../utils/store/use.ts';

/** The oldest are forgotten first. */
const MAX_NOT_HERE = 1_000;

export default defineBackground(() => {
  serve({
    'account.connect': async ({ apiKey: typed }) => {
      const apiKey = typed.trim();
      try {
        const identity = await createCallbellClient(apiKey).identify();
        const account = { ...identity, keyEnding: apiKey.slice(-4), connectedAt: Date.now() };
        const before = await getAccount();
        await connectAccount(account, apiKey);
        if (before?.email !== account.email) await changeSettings({ notHere: [] });
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
      await changeSettings({ notHere: [] });
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
    'conversation.open': async ({ uuid, background, isPrivate }, { tab }) => {
      const contact = await findContact(uuid);
      const isRemembered = !isPrivate && tab?.incognito !== true;
      return contact === undefined ? false : openAndRemember(contact, background, isRemembered);
    },
    'use.erase': async () => {
      await eraseUse();
      return null;
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
      const client = await callbellClient();
      return client ? refreshContact(client, uuid) : { error: { kind: 'key-refused' } };
    },
    'phone.lookup': async ({ text }) => {
      const client = await callbellClient();
      return client
        ? lookUpPhone(client, text, [await numberCountry()])
        : { error: { kind: 'key-refused' } };
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

  attachLookUps();
  attachOmnibox({
    openDirectory: currentDirectory,
    openConversation: async (uuid, background) => {
      const contact = await findContact(uuid);
      return contact !== undefined && openAndRemember(contact, background, true);
    },
  });
  attachSync();
  attachToolbar();
  attachNumberCommands();
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

/** Opens a conversation, and puts the contact before others in searches from now on. */
async function openAndRemember(
  contact: Contact,
  background: boolean,
  isRemembered: boolean,
): Promise<boolean> {
  const isOpen = await openConversation(contact, background);
  if (isOpen && isRemembered) await recordUse(contact.uuid, Date.now());
  return isOpen;
}

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
