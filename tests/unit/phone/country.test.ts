import { expect, it } from 'vitest';
import { countryOfLocales, likelyCountries } from '../../../utils/phone/country.ts';

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

it.each([
  ['the site’s own country and no other', { lang: 'fr', host: 'crm.example.de' }, ['ES'], 'ES'],
  [
    'the language’s region first',
    { lang: 'de-AT', host: 'shop.de' },
    ['AT', 'DE', 'IT'],
    undefined,
  ],
  ['the host’s country', { lang: '', host: 'www.loja.com.br' }, ['BR', 'IT'], undefined],
  ['Britain’s domain', { lang: 'en', host: 'firm.co.uk' }, ['GB', 'IT'], undefined],
  ['no country of an international domain', { lang: '', host: 'app.io' }, ['IT'], undefined],
  ['a language that implies a country', { lang: 'fr', host: 'app.com' }, ['FR', 'IT'], undefined],
  ['nothing from English alone', { lang: 'en', host: 'localhost' }, ['IT'], undefined],
  ['nothing from no language', { lang: 'und', host: 'localhost' }, ['IT'], undefined],
  ['nothing from nonsense', { lang: '???', host: '' }, ['IT'], undefined],
])('takes %s', (_, place, countries, ofSite) => {
  const bySite = ofSite === undefined ? {} : { [place.host]: ofSite };
  expect(likelyCountries(place, 'IT', bySite)).toEqual(countries);
});
