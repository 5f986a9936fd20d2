import { openConversation } from '../../utils/browser/conversation.ts';
import { callbellClient } from '../../utils/browser/sync-service.ts';
import type { Contact } from '../../utils/contact.ts';
import { lookUpPhone } from '../../utils/live/look-up-phone.ts';
import { refreshContact } from '../../utils/live/refresh-contact.ts';
import type { Handlers } from '../../utils/messages/serve.ts';
import { findContact } from '../../utils/store/contacts.ts';
import { numberCountry } from '../../utils/store/country.ts';
import { eraseUse, recordUse } from '../../utils/store/use.ts';

/** What is done with one contact, wherever it is shown. */
export const contactHandlers = {
  'conversation.open': async ({ uuid, background, isPrivate }, { tab }) =>
    openConversationOf(uuid, background, !isPrivate && tab?.incognito !== true),
  'use.erase': async () => {
    await eraseUse();
    return null;
  },
  'contact.refresh': async ({ uuid }) => {
    const client = await callbellClient();
    return client ? refreshContact(client, uuid) : { error: { kind: 'key-refused' } };
  },
  'phone.lookup': async ({ text }) => {
    const client = await callbellClient();
    return client
      ? lookUpPhone(client, text, [await numberCountry()])
      : { error: { kind: 'key-refused' } };
  },
} satisfies Partial<Handlers>;

/**
 * Opens a contact's conversation, and puts the contact before others in searches from now on.
 *
 * @returns false for somebody who is gone, or whose conversation is not at Callbell
 */
export async function openConversationOf(
  uuid: Contact['uuid'],
  background: boolean,
  isRemembered: boolean,
): Promise<boolean> {
  const contact = await findContact(uuid);
  const isOpen = contact !== undefined && (await openConversation(contact, background));
  if (isOpen && isRemembered) await recordUse(uuid, Date.now());
  return isOpen;
}
