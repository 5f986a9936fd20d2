import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import { Text } from '../Text.tsx';
import { Chips } from './Chips.tsx';
import { FieldRow } from './FieldRow.tsx';
import { fieldText, FieldValue } from './FieldValue.tsx';
import { useCopy } from './use-copy.ts';

/** Everything Callbell knows about a contact and that has a value. */
export function ContactFields({ contact }: { contact: Contact }) {
  const copying = useCopy();
  const { phoneNumber, assignedUser, tags, note } = contact;
  return (
    <>
      <dl class="fields">
        {phoneNumber && (
          <FieldRow id="phone" label={t('field_phone')} copyable={phoneNumber} copying={copying}>
            <Text value={phoneNumber} class="digits" />
          </FieldRow>
        )}
        {assignedUser && (
          <FieldRow id="assigned" label={t('field_assigned')} copying={copying}>
            <Text value={assignedUser} />
          </FieldRow>
        )}
        {tags.length > 0 && (
          <FieldRow id="tags" label={t('field_tags')} copying={copying}>
            <Chips values={tags} />
          </FieldRow>
        )}
        {contact.fields.map((field, index) => {
          const text = fieldText(field);
          const id = `field-${index}`;
          return (
            text !== '' && (
              <FieldRow key={id} id={id} label={field.name} copyable={text} copying={copying}>
                <FieldValue field={field} />
              </FieldRow>
            )
          );
        })}
        {note.trim() !== '' && (
          <FieldRow id="note" label={t('field_note')} copyable={note} copying={copying}>
            <Text value={note.trim()} class="note" />
          </FieldRow>
        )}
      </dl>
      <div role="status" class={`toast ${copying.message === '' ? 'sr-only' : ''}`}>
        {copying.message}
      </div>
    </>
  );
}
