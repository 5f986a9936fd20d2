import type { LookUpReply } from '../../utils/messages/protocol.ts';
import type { RefreshContact } from '../details/use-refresh.ts';
import type { GripMove } from './Grip.tsx';

/** What the card can have done. */
export interface CardActions {
  /** Resolves to whether there was a conversation to open. */
  openConversation: (uuid: string, background: boolean) => Promise<boolean>;
  refresh: RefreshContact;
  lookUp: (text: string) => Promise<LookUpReply>;
  /** Says that somebody is not whom the site means by the number, or takes it back. */
  setNotHere: (
    entry: { uuid: string; text: string; host: string },
    isNotHere: boolean,
  ) => Promise<unknown>;
  close: () => void;
  pin: (isPinned: boolean) => void;
  move: (move: GripMove) => void;
}
