import { useState } from 'preact/hooks';
import type { Contact } from '../../utils/contact.ts';
import { t } from '../../utils/i18n.ts';
import type { RefreshReply } from '../../utils/messages/protocol.ts';
import { errorText } from '../error-text.ts';

/** Reads one contact from Callbell, now. */
export type RefreshContact = (uuid: string) => Promise<RefreshReply>;

export interface Refreshing {
  isRefreshing: boolean;
  /** Resolves to the contact as it is now; to nothing where that is not to be had, and says why. */
  refresh: (uuid: string) => Promise<Contact | undefined>;
}

/** @param say is given what went wrong, and an empty text before anything can */
export function useRefresh(ask: RefreshContact, say: (problem: string) => void): Refreshing {
  const [isRefreshing, setIsRefreshing] = useState(false);
  const refresh = async (uuid: string): Promise<Contact | undefined> => {
    setIsRefreshing(true);
    say('');
    try {
      const answer = await ask(uuid);
      if ('error' in answer) say(errorText(answer.error));
      else if ('gone' in answer) say(t('contact_gone'));
      else return answer;
    } catch {
      say(t('request_failed'));
    } finally {
      setIsRefreshing(false);
    }
    return undefined;
  };
  return { isRefreshing, refresh };
}
