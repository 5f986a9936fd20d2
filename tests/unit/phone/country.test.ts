import { expect, it } from 'vitest';
import { countryOfLocales } from '../../../utils/phone/country.ts';

it.each([
  [['it-IT', 'en'], 'IT'],
  [['it'], 'IT'],
  [['pt-BR'], 'BR'],
  [['pt'], 'BR'],
  [['de-AT', 'de'], 'AT'],
  [['es-MX'], 'MX'],
  [['es-419', 'fr-FR'], 'FR'],
  [['not a locale', 'fr'], 'FR'],
  [[], 'IT'],
])('reads national numbers for %j as %s', (locales, country) => {
  expect(countryOfLocales(locales)).toBe(country);
});
