import { getCountries } from 'libphonenumber-js/max';

const FALLBACK = 'IT';

/** Every country whose numbers can be read, as ISO 3166-1 alpha-2 codes. */
export function phoneCountries(): string[] {
  return getCountries();
}

/**
 * The country to read national numbers with until the user has chosen one: that of the first of
 * the browser's languages that names or implies one (`pt-BR`; `it` is most likely Italy).
 */
export function countryOfLocales(locales: readonly string[]): string {
  const known = new Set<string>(getCountries());
  for (const locale of locales) {
    const region = regionOf(locale);
    if (region !== undefined && known.has(region)) return region;
  }
  return FALLBACK;
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region;
  } catch {
    return undefined;
  }
}
