import { useEffect, useState } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import { CountrySelect } from '../CountrySelect.tsx';

export interface SiteCountryProps {
  /** Loads ISO 3166-1 alpha-2 codes. */
  countries: () => Promise<readonly string[]>;
  chosen: string | null;
  onChoose: (country: string | null) => void;
}

/** Which country the numbers of one site are read with. */
export function SiteCountry({ countries, chosen, onChoose }: SiteCountryProps) {
  const [codes, setCodes] = useState<readonly string[]>(chosen === null ? [] : [chosen]);
  useEffect(() => {
    // Without them the choice that was made can still be taken back.
    countries().then(setCodes, () => {});
  }, [countries]);
  return (
    <div class="site-country">
      <label htmlFor="site-country">{t('site_country')}</label>
      <CountrySelect
        id="site-country"
        countries={codes}
        none={t('site_country_auto')}
        chosen={chosen}
        onChoose={onChoose}
      />
    </div>
  );
}
