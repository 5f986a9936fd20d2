import type { Contact } from '../../utils/contact.ts';
import { countryOfLocales } from '../../utils/phone/country.ts';
import { matchPhones } from '../../utils/store/match.ts';
import { getSettings } from '../../utils/store/state.ts';

/** Whose each of these written numbers is, read with the user's own country. */
export async function matchNumbers(texts: readonly string[]): Promise<Contact[][]> {
  const { defaultCountry } = await getSettings();
  const country = defaultCountry ?? countryOfLocales(navigator.languages);
  const matches = await matchPhones(texts, country);
  return matches.map(({ contacts }) => contacts);
}
