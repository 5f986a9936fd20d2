import type { CallbellClient, Channel } from '../api/client.ts';
import { type ApiError, CallbellError } from '../api/errors.ts';
import type { Contact } from '../contact.ts';
import { dialledVariants, writingsOf } from '../phone/writings.ts';
import { saveContacts } from '../store/save-contacts.ts';

/** Whose number it is (nobody's: an empty list), or why that cannot be told. */
export type LookedUp = { contacts: Contact[] } | { error: ApiError };

/** An account has a handful. */
const MAX_CHANNELS = 20;

/**
 * Asks Callbell whose number this is, and keeps what it says. Without a channel Callbell searches
 * only the main one, so each WhatsApp channel is asked.
 *
 * @param countries the countries to read the number with, likeliest first
 */
export async function lookUpPhone(
  client: CallbellClient,
  text: string,
  countries: readonly string[],
): Promise<LookedUp> {
  const numbers = dialledVariants(writingsOf(text, countries)?.e164 ?? text);
  try {
    const channels = (await client.channels()).filter(isWhatsApp).slice(0, MAX_CHANNELS);
    const asked = (channels.length === 0 ? [undefined] : channels).flatMap((channel) =>
      numbers.map((number) => client.contactByPhone(number, channel?.uuid)),
    );
    const answers = await Promise.allSettled(asked);
    const contacts = answers.flatMap((answer) =>
      answer.status === 'fulfilled' && answer.value ? [answer.value] : [],
    );
    // "Nobody's" is only true if every channel has said so.
    const failed = answers.find(({ status }) => status === 'rejected');
    if (contacts.length === 0 && failed?.status === 'rejected') throw failed.reason;
    const distinct = [...new Map(contacts.map((contact) => [contact.uuid, contact])).values()];
    if (distinct.length > 0) await saveContacts(distinct);
    return { contacts: distinct };
  } catch (error) {
    if (error instanceof CallbellError) return { error: error.detail };
    throw error;
  }
}

function isWhatsApp({ type }: Channel): boolean {
  return type === 'whatsapp';
}
