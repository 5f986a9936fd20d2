import {
  answerMissing,
  checkContacts,
  fetchTagged,
  followOnline,
  syncNow,
} from '../../utils/browser/sync-service.ts';
import type { Handlers } from '../../utils/messages/serve.ts';

export const syncHandlers = {
  'sync.start': async () => {
    await syncNow();
    return null;
  },
  'sync.online': () => {
    void followOnline();
    return Promise.resolve(null);
  },
  'contacts.check': async () => {
    await checkContacts();
    return null;
  },
  'sync.missing': async ({ answer }) => {
    await answerMissing(answer);
    return null;
  },
  'tag.fetch': ({ tag }) => fetchTagged(tag),
} satisfies Partial<Handlers>;
