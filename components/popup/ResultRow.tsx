import { type Contact, contactState } from '../../utils/contact.ts';
import { formatNumber, t } from '../../utils/i18n.ts';
import { nameOf, sourceOf, stateText } from '../details/contact-view.ts';
import { Initials } from '../details/Initials.tsx';
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

/** One contact in the list: what tells it from its namesakes, in two lines. */
export function ResultRow({ id, contact, isActive, onOpen, onDetails }: ResultRowProps) {
  const name = nameOf(contact);
  const place = placeInRow(contact);
  const state = contactState(contact);
  const spoken = [name, place, sourceOf(contact), stateText(state), ...contact.tags];
  const hidden = contact.tags.length - TAGS_SHOWN;
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      aria-label={spoken.filter((part) => part !== '').join(', ')}
      class={`result ${isActive ? 'active' : ''}`}
      // The search field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
    >
      <Initials name={name} />
      <div class="result-text">
        <div class="result-line">
          <Text value={name} class="result-name" most={200} />
          <StateBadge state={state} />
        </div>
        <div class="result-line">
          <span class="result-place">
            <Text value={place} class="digits" most={100} />
            <Text value={sourceOf(contact)} class="place" most={40} />
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

/** The number, or where the contact writes from if it has none. */
function placeInRow(contact: Contact): string {
  const isNamedByNumber = contact.name.trim() === '';
  const number = isNamedByNumber ? '' : (contact.phoneNumber ?? '');
  return number || (contact.channel?.title ?? '');
}
