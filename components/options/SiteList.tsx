import { t } from '../../utils/i18n.ts';
import { Text } from '../Text.tsx';

export interface ListedSite {
  key: string;
  /** As people write it. */
  name: string;
  /** What has been chosen for it. */
  note?: string;
}

export interface SiteListProps {
  id: string;
  heading: string;
  hint?: string;
  sites: readonly ListedSite[];
  /** What its buttons say that they do. */
  action: 'remove' | 'switch-on';
  /** Is given the site's key. */
  onAct: (key: string) => void;
}

const BUTTON = {
  remove: ['pages_remove', 'pages_remove_site'],
  'switch-on': ['pages_switch_on', 'pages_switch_on_site'],
} as const;

/** Sites with a button each, under a heading; nothing where there are none. */
export function SiteList({ id, heading, hint, sites, action, onAct }: SiteListProps) {
  if (sites.length === 0) return null;
  const [label, accessibleName] = BUTTON[action];
  return (
    <>
      <h3 id={id}>{heading}</h3>
      {hint !== undefined && <p class="muted under-heading">{hint}</p>}
      <ul class="sites" aria-labelledby={id}>
        {sites.map(({ key, name, note }) => (
          <li key={key}>
            <span>
              <Text value={name} />
              {note !== undefined && <span class="muted site-note">{note}</span>}
            </span>
            <button type="button" aria-label={t(accessibleName, name)} onClick={() => onAct(key)}>
              {t(label)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
