import { takeFromBudget } from '../../utils/browser/ask-budget.ts';
import { mintCardToken } from '../../utils/browser/card-tokens.ts';
import { closeCards, hearEscape } from '../../utils/browser/escape.ts';
import { canHaveCards, handOn, openOuterCard } from '../../utils/browser/outer-card.ts';
import { takeWish } from '../../utils/browser/number-commands.ts';
import { contactsInTab, jumpInTab } from '../../utils/browser/on-this-page.ts';
import { injectLens, stopInFrame } from '../../utils/browser/page-script.ts';
import { showCount } from '../../utils/browser/toolbar.ts';
import type { Handlers } from '../../utils/messages/serve.ts';
import { areKnownHere } from '../../utils/store/not-here.ts';
import { getSettings } from '../../utils/store/state.ts';
import { isLeftAlone, matchPlaceOf, placeOf } from './sites.ts';

/** What the scripts in a page may ask: which of their numbers are known, and for a card. */
export const pageHandlers = {
  'page.match': async ({ texts, isAhead, lang }, sender) => {
    const [{ markStyle, sitesOff }, place, granted] = await Promise.all([
      getSettings(),
      placeOf(lang, sender),
      takeFromBudget(sender.tab?.id ?? -1, texts.length, isAhead),
    ]);
    if (isLeftAlone(sender, sitesOff)) {
      await stopInFrame(sender.tab?.id, sender.frameId);
      return { known: texts.map(() => null), style: markStyle };
    }
    const known = await areKnownHere(texts.slice(0, granted), place);
    return { known: texts.map((_, index) => known[index] ?? null), style: markStyle };
  },
  'page.card': async ({ text, lang, wish }, sender) => {
    const { tab } = sender;
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
  'page.lens': async (_, { tab, frameId = 0 }) => {
    if (tab?.id !== undefined && (await canHaveCards(tab.id, frameId))) {
      await injectLens(tab.id, frameId);
    }
    return null;
  },
  'page.outer-card': async ({ show }, { tab, frameId }) => {
    if (tab?.id === undefined || frameId === undefined) return 'nowhere';
    return openOuterCard(tab.id, frameId, show);
  },
  'page.card-word': async (word, { tab, frameId }) => {
    if (tab?.id !== undefined && frameId !== undefined) await handOn(tab.id, frameId, word);
    return null;
  },
  'page.hear-escape': async ({ isOpen }, { tab }) => {
    if (tab?.id !== undefined) await hearEscape(tab.id, isOpen);
    return null;
  },
  'page.escape': async (_, { tab }) => {
    if (tab?.id !== undefined) await closeCards(tab.id);
    return null;
  },
  'tab.contacts': async ({ tabId }) => contactsInTab(tabId, matchPlaceOf),
  'tab.jump': async ({ tabId, text }) => {
    await jumpInTab(tabId, text);
    return null;
  },
} satisfies Partial<Handlers>;
