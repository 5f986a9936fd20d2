import { type Contact, contactState } from '../../utils/contact.ts';
import { formatNumber, t } from '../../utils/i18n.ts';
import { nameOf, sourceOf } from '../details/contact-view.ts';
import { Initials } from '../details/Initials.tsx';
import { Places } from '../details/Places.tsx';
import { StateBadge } from '../details/StateBadge.tsx';
import { Icon, type IconName } from '../Icon.tsx';
import { Text } from '../Text.tsx';
import type { Row } from './rows.ts';

const TAGS_SHOWN = 1;

export interface ResultRowProps {
  id: string;
  row: Row;
  isActive: boolean;
  onOpen: (background: boolean) => void;
  onDetails: () => void;
  /** Only for a row of somebody who is on the page. */
  onJump: () => void;
}

/**
 * One contact in the list: what tells it from its namesakes, in two lines. Its accessible name is
 * that text, so it begins with the contact's name.
 */
export function ResultRow({ id, row, isActive, onOpen, onDetails, onJump }: ResultRowProps) {
  const { contact, place } = row;
  const name = nameOf(contact);
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
        {place ? <PlaceLine place={place} /> : <ContactLine contact={contact} />}
      </div>
      {/* Options hold no controls; the keyboard has Shift+Enter and the right arrow for these. */}
      {place && <RowButton icon="jump" title={t('page_jump')} onClick={onJump} />}
      <RowButton icon="forward" title={t('details')} onClick={onDetails} />
    </li>
  );
}

/** The number as the page has it. */
function PlaceLine({ place: { text, guessed } }: { place: NonNullable<Row['place']> }) {
  return (
    <div class="result-line">
      <span class="result-place digits">
        <Text value={text} most={80} />
      </span>
      {guessed && <span class="result-guessed">{t('card_guessed')}</span>}
    </div>
  );
}

/** What tells the contact from its namesakes. */
function ContactLine({ contact }: { contact: Contact }) {
  const hidden = contact.tags.length - TAGS_SHOWN;
  return (
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
  );
}

interface RowButtonProps {
  icon: IconName;
  title: string;
  onClick: () => void;
}

/** Something that the pointer can do with a row besides opening the conversation. */
function RowButton({ icon, title, onClick }: RowButtonProps) {
  return (
    <span
      class={`result-button ${icon === 'forward' ? 'mirrored' : ''}`}
      aria-hidden="true"
      title={title}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <Icon name={icon} />
    </span>
  );
}

/** The number, or the channel if there is none, and the source. */
function placesInRow(contact: Contact): string[] {
  const isNamedByNumber = contact.name.trim() === '';
  const number = isNamedByNumber ? '' : (contact.phoneNumber ?? '');
  const place = number || (contact.channel?.title ?? '');
  return [place, sourceOf(contact)].filter((text) => text.trim() !== '');
}
