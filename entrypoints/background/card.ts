import { redeemCardToken } from '../../utils/browser/card-tokens.ts';
import { refreshPages } from '../../utils/browser/page-script.ts';
import type { Handlers } from '../../utils/messages/serve.ts';
import { writingsOf } from '../../utils/phone/writings.ts';
import type { NotHere } from '../../utils/settings.ts';
import { readFunnels } from '../../utils/store/funnels.ts';
import { matchPhoneHere } from '../../utils/store/not-here.ts';
import { changeSettings, getSettings, getSyncStatus } from '../../utils/store/state.ts';

/** The oldest are forgotten first. */
const MAX_NOT_HERE = 1_000;

/** What the card's own page asks for; the page around it asks in `page.ts`. */
export const cardHandlers = {
  'card.contacts': async ({ token }, { tab }) => {
    const subject = await redeemCardToken(token, tab?.id ?? -1);
    if (subject === undefined) return null;
    const { text, countries, host, wantsLookUp } = subject;
    const [{ cardFields, avatars, notHere }, { phase, lastWhole }, funnels] = await Promise.all([
      getSettings(),
      getSyncStatus(),
      readFunnels(),
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
      // All funnels: who is read anew in the card, or looked up there, may be in any.
      view: { fields: cardFields, avatars, funnels },
    };
  },
  'card.not-here': async ({ isNotHere, ...entry }) => {
    await changeNotHere(entry, isNotHere);
    void refreshPages();
    return null;
  },
} satisfies Partial<Handlers>;

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
