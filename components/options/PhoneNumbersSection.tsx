import { useMemo, useState } from 'preact/hooks';
import { t, textLocale } from '../../utils/i18n.ts';

export interface PhoneNumbersSectionProps {
  /** ISO 3166-1 alpha-2 codes. */
  countries: readonly string[];
  /** The one that the browser's language implies. */
  impliedCountry: string;
  /** What the user chose; `null` follows the browser's language. */
  chosen: string | null;
  onChoose: (country: string | null) => Promise<unknown>;
}

/** Which country numbers without a country code are read with. */
export function PhoneNumbersSection(props: PhoneNumbersSectionProps) {
  const { countries, impliedCountry, chosen, onChoose } = props;
  const [failed, setFailed] = useState(false);
  const named = useMemo(() => namedCountries(countries), [countries]);
  const choose = (value: string) => {
    setFailed(false);
    onChoose(value === '' ? null : value).catch(() => setFailed(true));
  };
  return (
    <section aria-labelledby="phone-numbers">
      <h2 id="phone-numbers">{t('phone_heading')}</h2>
      <label htmlFor="country">{t('phone_country')}</label>
      <select
        id="country"
        aria-describedby="country-hint"
        value={chosen ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t('phone_country_auto', countryName(impliedCountry))}</option>
        {named.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <p id="country-hint" class="muted">
        {t('phone_country_hint')}
      </p>
      {failed && (
        <p role="alert" class="problem">
          {t('request_failed')}
        </p>
      )}
    </section>
  );
}

function countryName(code: string): string {
  return new Intl.DisplayNames(textLocale(), { type: 'region' }).of(code) ?? code;
}

function namedCountries(codes: readonly string[]): { code: string; name: string }[] {
  const { compare } = new Intl.Collator(textLocale());
  return codes
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => compare(a.name, b.name));
}
