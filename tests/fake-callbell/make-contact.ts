import type { CustomField, FakeContact } from './types.ts';

const DASHBOARD = 'https://dash.callbell.eu';

/**
 * The uuid of a contact's conversation. It differs from the contact's own, as in the documented
 * examples, so that a client which builds the link itself instead of reading `conversationHref`
 * lands on "not found". Applying it twice gives the contact's uuid back.
 */
export function conversationUuid(uuid: string): string {
  let reversed = '';
  // Split and joined it would be the slowest part of making a million contacts.
  for (let at = uuid.length - 1; at >= 0; at--) reversed += uuid.charAt(at);
  return reversed;
}

/**
 * Both writings of a set of custom fields: the plain one, where a checkbox is a JSON array inside
 * a string, and the typed one. Spread it into a contact, or into `contacts.update`.
 */
export function customFields(
  fields: Readonly<Record<string, CustomField>>,
): Pick<FakeContact, 'customFields' | 'customFieldsMetadata'> {
  const plain: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    // The documented answers put a space after the comma, which JSON.stringify does not.
    plain[name] =
      field.type === 'checkbox'
        ? `[${field.value.map((value) => JSON.stringify(value)).join(', ')}]`
        : field.value;
  }
  return { customFields: plain, customFieldsMetadata: fields };
}

/**
 * A whole contact from the parts that matter to the caller: the rest is an open WhatsApp contact,
 * created now, without phone number, tags, fields or note, with links that fit its uuid.
 */
export function makeContact(parts: Partial<FakeContact> & Pick<FakeContact, 'uuid'>): FakeContact {
  const { uuid, ...rest } = parts;
  return {
    uuid,
    name: null,
    phoneNumber: null,
    avatarUrl: null,
    createdAt: isoSeconds(Date.now()),
    closedAt: null,
    blockedAt: null,
    source: 'whatsapp',
    href: `${DASHBOARD}/contacts/${uuid}`,
    conversationHref: `${DASHBOARD}/chat/${conversationUuid(uuid)}`,
    assignedUser: null,
    tags: [],
    customFields: {},
    customFieldsMetadata: {},
    note: null,
    ...rest,
  };
}

/** ISO 8601 without milliseconds, as the API writes its times. */
export function isoSeconds(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
