import {
  customFieldKey,
  FIELDS_BEFORE_CUSTOM,
  ownFieldKey,
  readFieldKey,
} from '../../utils/field-key.ts';
import { type MessageKey, t } from '../../utils/i18n.ts';
import type { CardField } from '../../utils/settings.ts';
import { ownFieldLabel } from '../details/field-rows.ts';
import { IconButton } from '../IconButton.tsx';
import { Text } from '../Text.tsx';

const CHOICES = [
  ['shown', 'card_field_shown'],
  ['hidden', 'card_field_hidden'],
  ['sensitive', 'card_field_sensitive'],
] as const satisfies readonly (readonly [CardField['show'], MessageKey])[];

export interface CardFieldListProps {
  /** In the user's order; fields that are not named come after them. */
  chosen: readonly CardField[];
  /** The names of the account's custom fields. */
  names: readonly string[];
  onChange: (fields: CardField[]) => void;
}

/** Which fields of a contact the card shows, in which order, and which it covers. */
export function CardFieldList({ chosen, names, onChange }: CardFieldListProps) {
  const fields = allFields(chosen, names);
  const change = (index: number, show: string) =>
    onChange(
      fields.map((field, at) => (at === index && isShow(show) ? { ...field, show } : field)),
    );
  const move = (from: number, to: number) => {
    const moved = fields.toSpliced(from, 1);
    const field = fields[from];
    if (field) onChange(moved.toSpliced(to, 0, field));
  };
  return (
    <>
      <h3 id="card-fields">{t('card_fields')}</h3>
      <p class="muted under-heading">{t('card_fields_hint')}</p>
      <ul class="card-fields" aria-labelledby="card-fields">
        {fields.map(({ key, show }, index) => {
          const name = fieldName(key);
          return (
            <li key={key}>
              <Text value={name} most={200} class="card-field-name" />
              <select
                aria-label={t('card_field_choice', name)}
                value={show}
                onChange={({ currentTarget: { value } }) => change(index, value)}
              >
                {CHOICES.map(([value, label]) => (
                  <option key={value} value={value}>
                    {t(label)}
                  </option>
                ))}
              </select>
              <IconButton
                icon="up"
                label={t('card_field_up', name)}
                busy={index === 0}
                onClick={() => move(index, index - 1)}
              />
              <IconButton
                icon="down"
                label={t('card_field_down', name)}
                busy={index === fields.length - 1}
                onClick={() => move(index, index + 1)}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The chosen fields, then the account's others in the order in which the card has them. */
function allFields(chosen: readonly CardField[], names: readonly string[]): CardField[] {
  const keys = [
    ...FIELDS_BEFORE_CUSTOM.map(ownFieldKey),
    ...names.map(customFieldKey),
    ownFieldKey('note'),
  ];
  const known = new Set(chosen.map(({ key }) => key));
  const others = keys.filter((key) => !known.has(key));
  return [...chosen, ...others.map((key): CardField => ({ key, show: 'shown' }))];
}

function fieldName(key: string): string {
  const field = readFieldKey(key);
  if (!field) return key;
  return 'own' in field ? ownFieldLabel(field.own) : field.custom;
}

function isShow(value: string): value is CardField['show'] {
  return CHOICES.some(([show]) => show === value);
}
