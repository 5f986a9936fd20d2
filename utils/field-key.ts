/** What Callbell has of every contact, in the order in which it is shown where nobody chose one. */
export const OWN_FIELDS = ['phone', 'bsuid', 'assigned', 'funnel', 'tags', 'note'] as const;

export type OwnField = (typeof OWN_FIELDS)[number];

/** Those that stand before the custom fields where nobody chose an order; the note stands behind. */
export const FIELDS_BEFORE_CUSTOM = OWN_FIELDS.filter((field) => field !== 'note');

const OWN = 'own:';
const CUSTOM = 'field:';

/** The name of one of Callbell's own fields in the settings: no custom field can have the same. */
export function ownFieldKey(field: OwnField): string {
  return OWN + field;
}

/** The name of a custom field in the settings. */
export function customFieldKey(name: string): string {
  return CUSTOM + name;
}

/** What a name in the settings stands for. */
export function readFieldKey(key: string): { own: OwnField } | { custom: string } | undefined {
  if (key.startsWith(CUSTOM)) return { custom: key.slice(CUSTOM.length) };
  const own = OWN_FIELDS.find((field) => ownFieldKey(field) === key);
  return own && { own };
}
