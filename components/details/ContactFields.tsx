import type { ComponentChildren } from 'preact';
import type { Contact } from '../../utils/contact.ts';
import type { CardView } from '../../utils/settings.ts';
import { Text } from '../Text.tsx';
import { Chips } from './Chips.tsx';
import { Covered } from './Covered.tsx';
import { type Row, rowsOf } from './field-rows.ts';
import { FieldRow } from './FieldRow.tsx';
import { FieldValue } from './FieldValue.tsx';
import { useCopy } from './use-copy.ts';

export interface ContactFieldsProps {
  contact: Contact;
  view: Pick<CardView, 'fields' | 'funnels'>;
  underPhone?: ComponentChildren;
}

/** Everything Callbell knows about a contact and that has a value. */
export function ContactFields({ contact, view, underPhone }: ContactFieldsProps) {
  const copying = useCopy();
  return (
    <>
      <dl class="fields">
        {rowsOf(contact, view.fields, view.funnels).map((row) => {
          const { id, label, text, isSensitive } = row;
          const value = <RowValue row={row} contact={contact} />;
          return (
            <FieldRow key={id} id={id} label={label} copyable={text} copying={copying}>
              {isSensitive ? <Covered label={label}>{value}</Covered> : value}
              {id === 'phone' && underPhone}
            </FieldRow>
          );
        })}
      </dl>
      <div role="status" class={`toast ${copying.message === '' ? 'sr-only' : ''}`}>
        {copying.message}
      </div>
    </>
  );
}

function RowValue({ row: { content, text }, contact }: { row: Row; contact: Contact }) {
  if ('field' in content) return <FieldValue field={content.field} />;
  switch (content.own) {
    case 'phone':
    case 'bsuid':
      return <Text value={text} class="digits" />;
    case 'assigned':
    case 'funnel':
      return <Text value={text} />;
    case 'tags':
      return <Chips values={contact.tags} />;
    case 'note':
      return <Text value={text} class="note" />;
  }
}
