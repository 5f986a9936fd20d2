import { type Contact, contactState } from '../../utils/contact.ts';
import { customFieldKey, ownFieldKey } from '../../utils/field-key.ts';
import { t } from '../../utils/i18n.ts';
import type { CardField } from '../../utils/settings.ts';
import { isBlank } from '../../utils/text.ts';
import { nameOf, sourceOf, stateText } from '../details/contact-view.ts';
import { fieldText } from '../details/FieldValue.tsx';

/** A column of the table that is copied. */
export interface Column {
  id: string;
  label: string;
  value: (contact: Contact) => string;
  /** Its name in the settings, if it has one there. */
  key?: string;
}

/**
 * What every contact has, then the custom fields that any of these has; not what the user has
 * hidden. What is covered until it is clicked can be chosen: that is as good as a click.
 */
export function columnsOf(contacts: readonly Contact[], fields: readonly CardField[]): Column[] {
  const hidden = new Set(fields.filter(({ show }) => show === 'hidden').map(({ key }) => key));
  return allColumns(contacts).filter(({ key }) => key === undefined || !hidden.has(key));
}

function allColumns(contacts: readonly Contact[]): Column[] {
  const names = new Set(contacts.flatMap(({ fields }) => fields.map(({ name }) => name)));
  return [
    { id: 'name', label: t('column_name'), value: nameOf },
    { id: 'state', label: t('column_state'), value: (one) => stateText(contactState(one)) },
    { id: 'source', label: t('column_source'), value: sourceOf },
    { id: 'team', label: t('column_team'), value: (one) => one.team?.name ?? '' },
    {
      id: 'assigned',
      key: ownFieldKey('assigned'),
      label: t('field_assigned'),
      value: (one) => one.assignedUser ?? '',
    },
    {
      id: 'tags',
      key: ownFieldKey('tags'),
      label: t('field_tags'),
      value: (one) => one.tags.filter((tag) => !isBlank(tag)).join(', '),
    },
    { id: 'note', key: ownFieldKey('note'), label: t('field_note'), value: (one) => one.note },
    { id: 'link', label: t('column_link'), value: (one) => one.conversationHref ?? '' },
    ...[...names].map((name) => ({
      id: `field ${name}`,
      key: customFieldKey(name),
      label: name,
      value: (contact: Contact) => {
        const field = contact.fields.find((one) => one.name === name);
        return field === undefined ? '' : fieldText(field);
      },
    })),
  ];
}

/**
 * Numbers and their contacts as tab-separated values, with a head, ready for a spreadsheet. A line
 * for each contact of a number, and one for a number that is nobody's.
 */
export function tableOf(
  rows: readonly { number: string; contacts: readonly Contact[] }[],
  columns: readonly Column[],
  chosen: readonly string[],
): string {
  const shown = columns.filter(({ id }) => chosen.includes(id));
  const lines = rows.flatMap(({ number, contacts }) =>
    contacts.length === 0
      ? [[number, ...shown.map(() => '')]]
      : contacts.map((contact) => [number, ...shown.map(({ value }) => value(contact))]),
  );
  const head = [t('field_phone'), ...shown.map(({ label }) => label)];
  return [head, ...lines].map((cells) => cells.map(cell).join('\t')).join('\n');
}

/**
 * One line, no tabs. A spreadsheet would run what begins like a formula, and names are written by
 * strangers: such a cell is made text. Numbers with a plus are not formulas.
 */
function cell(text: string): string {
  const flat = text.replace(/[\t\n\r]+/gu, ' ').trim();
  const isFormula =
    /^[=@]/u.test(flat) || (/^[+-]/u.test(flat) && !/^[+-][\d\s().-]+$/u.test(flat));
  return isFormula ? `'${flat}` : flat;
}
