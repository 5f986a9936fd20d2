import { type Contact, contactState } from '../../utils/contact.ts';
import { formatNumber, t } from '../../utils/i18n.ts';
import { nameOf, sourceOf } from '../details/contact-view.ts';
import { Initials } from '../details/Initials.tsx';
import { Places } from '../details/Places.tsx';
import { StateBadge } from '../details/StateBadge.tsx';
import { Icon } from '../Icon.tsx';
import { Text } from '../Text.tsx';

const TAGS_SHOWN = 2;

export interface ResultRowProps {
  id: string;
  contact: Contact;
  isActive: boolean;
  onOpen: (background: boolean) => void;
  onDetails: () => void;
}

/**
 * One contact in the list: what tells it from its namesakes, in two lines. Its accessible name is
 * that text, so it begins with the contact's name.
 */
export function ResultRow({ id, contact, isActive, onOpen, onDetails }: ResultRowProps) {
  const name = nameOf(contact);
  const hidden = contact.tags.length - TAGS_SHOWN;
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      class={`result ${isActive ? 'active' : ''}`}
      // The search field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
    >
      <Initials name={name} />
      <div class="result-text">
        <div class="result-line">
          <Text value={name} class="result-name" most={200} />
          <StateBadge state={contactState(contact)} />
        </div>
        <div class="result-line">
          <span class="result-place digits">
            <Places places={placesInRow(contact)} />
          </span>
          <span class="result-tags">
            {contact.tags.slice(0, TAGS_SHOWN).map((tag) => (
              <Text key={tag} value={tag} class="chip small" most={60} />
            ))}
            {hidden > 0 && (
              <span class="chip small">{t('contact_more_tags', formatNumber(hidden))}</span>
            )}
          </span>
        </div>
      </div>
      {/* Options hold no controls; with the keyboard it is the right arrow. */}
      <span
        class="result-details"
        aria-hidden="true"
        title={t('details')}
        onClick={(event) => {
          event.stopPropagation();
          onDetails();
        }}
      >
        <Icon name="forward" />
      </span>
    </li>
  );
}

/** The number, or the channel if there is none, and the source. */
function placesInRow(contact: Contact): string[] {
  const isNamedByNumber = contact.name.trim() === '';
  const number = isNamedByNumber ? '' : (contact.phoneNumber ?? '');
  const place = number || (contact.channel?.title ?? '');
  return [place, sourceOf(contact)].filter((text) => text.trim() !== '');
}
