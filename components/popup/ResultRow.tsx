import type { RefCallback } from 'preact';
import { type Contact, contactState } from '../../utils/contact.ts';
import { formatNumber, t } from '../../utils/i18n.ts';
import { isAskedTag } from '../../utils/search/filters.ts';
import { fold } from '../../utils/search/fold.ts';
import { highlight, highlightPhone, placeOf } from '../../utils/search/highlight.ts';
import { type Query, wordsOf } from '../../utils/search/query.ts';
import { startsWord } from '../../utils/search/typos.ts';
import { type CardField, isOwnFieldShown } from '../../utils/settings.ts';
import { clip, isBlank, letterStart, visible } from '../../utils/text.ts';
import { nameOf, placesOf, sourceOf } from '../details/contact-view.ts';
import { type Row as FieldRow, rowsOf } from '../details/field-rows.ts';
import { Initials } from '../details/Initials.tsx';
import { StateBadge } from '../details/StateBadge.tsx';
import { Icon, type IconName } from '../Icon.tsx';
import { Marked } from '../Marked.tsx';
import { Text } from '../Text.tsx';
import type { Row } from './rows.ts';

const TAGS_SHOWN = 1;
/** In UTF-16 code units. */
const MOST_NAME = 200;
const MOST_TAG = 60;

export interface ResultRowProps {
  id: string;
  /** Not there while it is still being read. */
  row: Row | undefined;
  /** What was looked for, to be set off. */
  query?: Query;
  /** Which fields may be seen. */
  fields: readonly CardField[];
  isActive: boolean;
  /** In a list of which only a part is there: the row's place, and how far down it stands. */
  place?: { index: number; total: number; top: number };
  rowRef?: RefCallback<HTMLLIElement>;
  onOpen: (background: boolean) => void;
  onDetails: () => void;
  /** Only for a row of somebody who is on the page. */
  onJump?: () => void;
}

const NOTHING: Query = { terms: [], filters: [], problems: [] };

/**
 * One contact in the list: what tells it from its namesakes, in two lines. Its accessible name is
 * that text, so it begins with the contact's name.
 */
export function ResultRow(props: ResultRowProps) {
  const { id, row, query = NOTHING, isActive, place, rowRef = null } = props;
  return (
    <li
      id={id}
      ref={rowRef}
      role="option"
      aria-selected={isActive}
      aria-setsize={place?.total}
      aria-posinset={place && place.index + 1}
      data-index={place?.index}
      class={`result ${isActive ? 'active' : ''}`}
      style={place && { transform: `translateY(${place.top}px)` }}
      // The search field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => props.onOpen(event.ctrlKey || event.metaKey)}
    >
      {row ? <RowContent {...props} row={row} query={query} /> : <span class="row-loading" />}
    </li>
  );
}

type RowContentProps = ResultRowProps & { row: Row; query: Query };

function RowContent({ row, query, fields, onJump, onDetails }: RowContentProps) {
  const { contact, place } = row;
  const name = nameOf(contact);
  return (
    <>
      <Initials name={name} />
      <div class="result-text">
        <div class="result-line">
          <Marked class="result-name" pieces={highlight(clip(name, MOST_NAME), query)} />
          <StateBadge state={contactState(contact)} />
        </div>
        {place ? (
          <PlaceLine place={place} />
        ) : (
          <ContactLine contact={contact} query={query} fields={fields} />
        )}
      </div>
      {/* Options hold no controls; the keyboard has Shift+Enter and the right arrow for these. */}
      {place && onJump && <RowButton icon="jump" title={t('page_jump')} onClick={onJump} />}
      <RowButton icon="forward" title={t('details')} onClick={onDetails} />
    </>
  );
}

/** The number as the page has it. */
function PlaceLine({ place: { text, guessed } }: { place: NonNullable<Row['place']> }) {
  return (
    <div class="result-line">
      <span class="result-place digits">
        <Text value={text} most={80} />
      </span>
      {guessed && (
        <span class="result-guessed" title={t('card_guessed')}>
          {t('page_guessed')}
        </span>
      )}
    </div>
  );
}

interface ContactLineProps {
  contact: Contact;
  query: Query;
  fields: readonly CardField[];
}

/** What tells the contact from its namesakes, and where else it fits what was asked. */
function ContactLine({ contact, query, fields }: ContactLineProps) {
  const seen = contact.tags.filter((tag) => !isBlank(tag));
  const tags = isOwnFieldShown('tags', fields) ? tagsFirst(seen, query) : [];
  const hidden = tags.length - TAGS_SHOWN;
  const places = placesInRow(contact, fields);
  const elsewhere = matchElsewhere(contact, query, fields);
  return (
    <div class="result-line">
      <span class="result-place digits">
        {places.map((text, index) => (
          <span key={text} class="place">
            <Marked
              pieces={index === 0 ? highlightPhone(text, query) : [{ text, isMatch: false }]}
            />
          </span>
        ))}
      </span>
      {elsewhere === undefined ? (
        <span class="result-tags">
          {tags.slice(0, TAGS_SHOWN).map((tag) => (
            <Marked key={tag} class="chip small" pieces={highlight(clip(tag, MOST_TAG), query)} />
          ))}
          {hidden > 0 && (
            <span class="chip small">{t('contact_more_tags', formatNumber(hidden))}</span>
          )}
        </span>
      ) : (
        <span class="result-elsewhere">
          <Marked pieces={highlight(elsewhere, query)} />
        </span>
      )}
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
function placesInRow(contact: Contact, fields: readonly CardField[]): string[] {
  const isNamedByNumber = isBlank(contact.name);
  const hasNumber = !isNamedByNumber && isOwnFieldShown('phone', fields);
  const number = hasNumber ? visible(contact.phoneNumber) : '';
  const place = number === '' ? (contact.channel?.title ?? '') : number;
  return [place, sourceOf(contact)].filter((text) => !isBlank(text));
}

/** The tag that was looked for is the one to be seen. */
function tagsFirst(tags: readonly string[], query: Query): string[] {
  const isAsked = (tag: string): boolean =>
    wordsOf(query).some(({ text }) => fold(tag).includes(text)) ||
    query.filters.some(({ test }) => test.kind === 'tag' && isAskedTag(test, tag));
  return [...tags.filter(isAsked), ...tags.filter((tag) => !isAsked(tag))];
}

/** How much is shown before a match in a long text, in UTF-16 code units. */
const BEFORE_MATCH = 6;

/**
 * The part of the contact that a word is found in, if it is one that the row does not show. Of a
 * field that is covered, no more than its name; of one that is hidden, nothing.
 */
function matchElsewhere(
  contact: Contact,
  query: Query,
  fields: readonly CardField[],
): string | undefined {
  const inRow = [contact.name, ...contact.tags, ...placesInRow(contact, fields)];
  const shown = inRow.map(fold).join(' ');
  const word = wordsOf(query).find(
    ({ text, digits }) => digits === null && !shown.includes(text),
  )?.text;
  if (word === undefined) return undefined;
  const rows = rowsOf(contact, fields);
  const others = [
    ...rows,
    ...placesOf(contact).map((text) => ({ label: '', text, isSensitive: false })),
  ];
  const found = others.find(({ text }) => fold(text).includes(word));
  if (!found) return fieldNamed(word, rows);
  if (found.isSensitive) return found.label;
  const at = placeOf(word, found.text);
  if (at <= BEFORE_MATCH * 2) return found.text;
  return `…${found.text.slice(letterStart(found.text, at - BEFORE_MATCH))}`;
}

/** The custom field that a word is found in the name of, with what it holds if that may be seen. */
function fieldNamed(word: string, rows: readonly FieldRow[]): string | undefined {
  const named = rows.find(({ label, content }) => 'field' in content && beginsIn(label, word));
  return named && (named.isSensitive ? named.label : `${named.label}: ${named.text}`);
}

/** Whether a word of a text begins so. */
function beginsIn(text: string, word: string): boolean {
  const folded = fold(text);
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
    if (startsWord(folded, at)) return true;
  }
  return false;
}
