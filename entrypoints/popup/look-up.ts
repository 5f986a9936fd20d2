import type { AskCallbell } from '../../components/popup/LookUp.tsx';
import { send } from '../../utils/messages/send.ts';

/** Asks Callbell, through the worker, whose number this is. */
export const lookUp: AskCallbell = (text) => send('phone.lookup', { text });
