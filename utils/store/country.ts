import { countryOfLocales } from '../phone/country.ts';
import { getSettings } from './state.ts';

/** The country that numbers without a country code are read with, as ISO 3166-1 alpha-2. */
export async function numberCountry(): Promise<string> {
  const { defaultCountry } = await getSettings();
  return defaultCountry ?? countryOfLocales(navigator.languages);
}
