import { getCountries } from 'libphonenumber-js/max';

const FALLBACK = 'IT';

/** Top-level domains that are a country's, and whose sites mostly are not. */
const INTERNATIONAL_DOMAINS = new Set(
  'ac ag ai am bz cc cd co dj fm gg gl io is la li ly me ms nu pw sc sh so st tk to tv vc vu ws'.split(
    ' ',
  ),
);

/** What is known of the page that a number stands on. */
export interface NumberPlace {
  /** The language of what it stands in, as the page says (BCP 47), or `''`. */
  lang: string;
  /** The page's host name, or `''`. */
  host: string;
}

/** Every country whose numbers can be read, as ISO 3166-1 alpha-2 codes. */
export function phoneCountries(): string[] {
  return getCountries();
}

/**
 * The country to read national numbers with until the user has chosen one: that of the first of
 * the browser's languages that names or implies one (`pt-BR`; `it` is most likely Italy).
 */
export function countryOfLocales(locales: readonly string[]): string {
  return locales.map(impliedRegion).find(isKnown) ?? FALLBACK;
}

/**
 * The countries that a number without a country code may be of, likeliest first: the one the user
 * set for the site and no other; else those that the page's language and its host name hint at,
 * then the user's own.
 *
 * English without a region is everywhere's, so `en` alone is no hint; nor is `und`, no language.
 */
export function likelyCountries(
  { lang, host }: NumberPlace,
  own: string,
  countryBySite: Readonly<Record<string, string>> = {},
): string[] {
  const ofSite = countryBySite[host];
  if (ofSite !== undefined) return [ofSite];
  const implied = /^(?:en|und)$/iu.test(lang) ? undefined : impliedRegion(lang);
  const hints = [namedRegion(lang), regionOfHost(host), implied, own];
  return [...new Set(hints.filter(isKnown))];
}

function isKnown(region: string | undefined): region is string {
  return region !== undefined && (getCountries() as string[]).includes(region);
}

function regionOfHost(host: string): string | undefined {
  const domain = host.split('.').at(-1)?.toLowerCase() ?? '';
  if (!/^[a-z]{2}$/u.test(domain) || INTERNATIONAL_DOMAINS.has(domain)) return undefined;
  return domain === 'uk' ? 'GB' : domain.toUpperCase();
}

function namedRegion(locale: string): string | undefined {
  return parseLocale(locale)?.region;
}

function impliedRegion(locale: string): string | undefined {
  return parseLocale(locale)?.maximize().region;
}

function parseLocale(locale: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}
