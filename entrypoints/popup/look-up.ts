import { browser } from 'wxt/browser';
import type { AskCallbell } from '../../components/popup/LookUp.tsx';
import { contactSchema } from '../../utils/contact.ts';
import { protocol, replyEnvelope } from '../../utils/messages/protocol.ts';
import { z } from '../../utils/zod.ts';

const [, failed] = protocol['account.connect'].reply.options;
const replySchema = z.union([z.object({ contacts: z.array(contactSchema) }), failed]);

/** Asks Callbell, through the worker, whose number this is. */
export const lookUp: AskCallbell = async (text) => {
  const answer: unknown = await browser.runtime.sendMessage({ type: 'phone.lookup', text });
  const envelope = replyEnvelope.parse(answer);
  if (!envelope.ok) throw new Error(`phone.lookup: ${envelope.reason}`);
  return replySchema.parse(envelope.value);
};
