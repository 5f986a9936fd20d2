import { useMemo } from 'preact/hooks';
import { textLocale } from '../utils/i18n.ts';

export interface CountrySelectProps {
  id: string;
  /** ISO 3166-1 alpha-2 codes. */
  countries: readonly string[];
  /** The first option: no country is chosen. */
  none: string;
  /** `null` if none is chosen. */
  chosen: string | null;
  onChoose: (country: string | null) => void;
  describedBy?: string;
}

/** A select field of countries by their names. The caller gives it its label. */
export function CountrySelect(props: CountrySelectProps) {
  const { id, countries, none, chosen, onChoose, describedBy } = props;
  const named = useMemo(() => namedCountries(countries), [countries]);
  return (
    <select
      id={id}
      aria-describedby={describedBy}
      value={chosen ?? ''}
      onChange={({ currentTarget: { value } }) => onChoose(value === '' ? null : value)}
    >
      <option value="">{none}</option>
      {named.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** What the language of our sentences calls a country. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(textLocale(), { type: 'region' }).of(code) ?? code;
}

function namedCountries(codes: readonly string[]): { code: string; name: string }[] {
  const { compare } = new Intl.Collator(textLocale());
  return codes
    .map((code) => ({ code, name: countryName(code) }))
    .sort((a, b) => compare(a.name, b.name));
}
