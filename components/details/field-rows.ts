import { bsuidForPhone, type Contact, type CustomField } from '../../utils/contact.ts';
import {
  customFieldKey,
  FIELDS_BEFORE_CUSTOM,
  type OwnField,
  ownFieldKey,
} from '../../utils/field-key.ts';
import { type Funnel, funnelLabel } from '../../utils/funnel.ts';
import { t } from '../../utils/i18n.ts';
import type { CardField } from '../../utils/settings.ts';
import { isBlank, visible } from '../../utils/text.ts';
import { fieldText } from './FieldValue.tsx';

/** One line of a contact's details. */
export interface Row {
  /** Tells it from its siblings: two custom fields may have one name. */
  id: string;
  label: string;
  /** What copying copies. */
  text: string;
  isSensitive: boolean;
  content: { own: OwnField } | { field: CustomField };
}

type PlainRow = Omit<Row, 'isSensitive'> & { key: string };

/**
 * What has a value and is not hidden, the fields that the user has chosen first.
 *
 * @param funnels the account's; without them the funnel is left out
 */
export function rowsOf(
  contact: Contact,
  chosen: readonly CardField[],
  funnels?: readonly Funnel[],
): Row[] {
  const places = new Map(chosen.map(({ key }, index) => [key, index]));
  const placeOf = ({ key }: PlainRow): number => places.get(key) ?? chosen.length;
  const showOf = ({ key }: PlainRow): CardField['show'] =>
    chosen[places.get(key) ?? -1]?.show ?? 'shown';
  return allRows(contact, funnels)
    .filter((row) => row.text !== '' && showOf(row) !== 'hidden')
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((row) => ({ ...row, isSensitive: showOf(row) === 'sensitive' }));
}

function allRows(contact: Contact, funnels: readonly Funnel[] | undefined): PlainRow[] {
  const own = (field: OwnField): PlainRow => ({
    id: field,
    key: ownFieldKey(field),
    label: ownFieldLabel(field),
    text: field === 'funnel' ? funnelText(contact, funnels) : ownText(contact, field),
    content: { own: field },
  });
  const custom = contact.fields.map((field, index): PlainRow => ({
    id: `field-${index}`,
    key: customFieldKey(field.name),
    label: field.name,
    text: fieldText(field),
    content: { field },
  }));
  return [...FIELDS_BEFORE_CUSTOM.map(own), ...custom, own('note')];
}

const OWN_LABELS = {
  phone: 'field_phone',
  bsuid: 'field_bsuid',
  assigned: 'field_assigned',
  funnel: 'field_funnel',
  tags: 'field_tags',
  note: 'field_note',
} as const satisfies Record<OwnField, string>;

/** What one of Callbell's own fields is called. */
export function ownFieldLabel(field: OwnField): string {
  return t(OWN_LABELS[field]);
}

function funnelText({ funnelId }: Contact, funnels: readonly Funnel[] | undefined): string {
  const id = visible(funnelId);
  if (id === '' || !funnels) return '';
  const funnel = funnels.find(({ uuid }) => uuid === id);
  return funnel ? funnelLabel(funnel) : t('funnel_unknown', id);
}

function ownText(contact: Contact, field: Exclude<OwnField, 'funnel'>): string {
  const { phoneNumber, assignedUser, tags, note } = contact;
  switch (field) {
    case 'phone':
      return visible(phoneNumber);
    case 'bsuid':
      return bsuidForPhone(contact);
    case 'assigned':
      return visible(assignedUser);
    case 'tags':
      return tags.filter((tag) => !isBlank(tag)).join(', ');
    case 'note':
      return visible(note);
  }
}
