import type { NotHere } from '../settings.ts';
import { readPhone } from '../phone/keys.ts';
import { areKnown, matchPhone, type PhoneMatch } from './match.ts';

/** The site that numbers stand on, with what its user has said of it. */
export interface MatchPlace {
  /** The countries to read numbers with, likeliest first. */
  countries: readonly string[];
  /** The site's host name. */
  host: string;
  /** Every "not this person here" of the settings, those of other sites too. */
  notHere: readonly NotHere[];
}

/** Says of each written number whether it is a contact's whom the site can mean. */
export async function areKnownHere(
  texts: readonly string[],
  place: MatchPlace,
): Promise<boolean[]> {
  const known = await areKnown(texts, ...place.countries);
  return Promise.all(
    texts.map(async (text, index) => {
      if (known[index] !== true) return false;
      const excluded = excludedFor(text, place);
      if (excluded.size === 0) return true;
      const { contacts } = await matchPhone(text, ...place.countries);
      return contacts.some(({ uuid }) => !excluded.has(uuid));
    }),
  );
}

/** Every contact with this number whom the site can mean. */
export async function matchPhoneHere(text: string, place: MatchPlace): Promise<PhoneMatch> {
  const match = await matchPhone(text, ...place.countries);
  const excluded = excludedFor(text, place);
  return { ...match, contacts: match.contacts.filter(({ uuid }) => !excluded.has(uuid)) };
}

/** Whom this number does not mean on this site, in whatever writing that was said. */
function excludedFor(text: string, { countries, host, notHere }: MatchPlace): Set<string> {
  const ofSite = notHere.filter((entry) => entry.host === host);
  if (ofSite.length === 0) return new Set();
  const keys = keysOf(text, countries);
  return new Set(
    ofSite
      .filter((entry) => [...keysOf(entry.text, countries)].some((key) => keys.has(key)))
      .map(({ uuid }) => uuid),
  );
}

function keysOf(text: string, countries: readonly string[]): Set<number> {
  return new Set(readPhone(text, ...countries).map(({ key }) => key));
}
