import { useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import { CountrySelect, countryName } from '../CountrySelect.tsx';
import { SiteList } from './SiteList.tsx';

export interface PhoneNumbersSectionProps {
  /** ISO 3166-1 alpha-2 codes. */
  countries: readonly string[];
  /** The one that the browser's language implies. */
  impliedCountry: string;
  /** What the user chose; `null` follows the browser's language. */
  chosen: string | null;
  /** What the user chose for single sites, by host name. */
  bySite: Readonly<Record<string, string>>;
  onChoose: (country: string | null) => Promise<unknown>;
  onForgetSite: (host: string) => Promise<unknown>;
}

/** Which country numbers without a country code are read with. */
export function PhoneNumbersSection(props: PhoneNumbersSectionProps) {
  const { countries, impliedCountry, chosen, bySite, onChoose, onForgetSite } = props;
  const [failed, setFailed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const attempt = (work: Promise<unknown>) => {
    setFailed(false);
    work.catch(() => setFailed(true));
  };
  const sites = Object.entries(bySite).map(([host, country]) => ({
    key: host,
    name: host,
    note: countryName(country),
  }));
  return (
    <section aria-labelledby="phone-numbers">
      <h2 id="phone-numbers" ref={heading} tabIndex={-1}>
        {t('phone_heading')}
      </h2>
      <label htmlFor="country">{t('phone_country')}</label>
      <CountrySelect
        id="country"
        describedBy="country-hint"
        countries={countries}
        none={t('phone_country_auto', countryName(impliedCountry))}
        chosen={chosen}
        onChoose={(country) => attempt(onChoose(country))}
      />
      <p id="country-hint" class="muted">
        {t('phone_country_hint')}
      </p>
      {failed && (
        <p role="alert" class="problem">
          {t('request_failed')}
        </p>
      )}
      <SiteList
        id="site-countries"
        heading={t('phone_sites')}
        hint={t('phone_sites_hint')}
        sites={sites}
        action="remove"
        onAct={(host) => {
          // The button is about to go.
          heading.current?.focus();
          attempt(onForgetSite(host));
        }}
      />
    </section>
  );
}
