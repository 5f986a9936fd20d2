import { createCallbellClient } from '../../utils/api/client.ts';
import { CallbellError } from '../../utils/api/errors.ts';
import { keyIn, oddCharacterIn } from '../../utils/typed-key.ts';
import { rememberConnected } from '../../utils/browser/erased.ts';
import { syncNow } from '../../utils/browser/sync-service.ts';
import type { Handlers } from '../../utils/messages/serve.ts';
import { storageProblem } from '../../utils/store/problem.ts';
import {
  changeSettings,
  connectAccount,
  disconnectAccount,
  getAccount,
} from '../../utils/store/state.ts';

/** The key comes, and goes with everything that was read by it. */
export const accountHandlers = {
  'account.connect': async ({ apiKey: typed }) => {
    const apiKey = keyIn(typed);
    // No request can carry it.
    if (oddCharacterIn(apiKey) !== undefined) return { error: { kind: 'key-refused' } };
    try {
      const identity = await createCallbellClient(apiKey).identify();
      const account = { ...identity, keyEnding: apiKey.slice(-4), connectedAt: Date.now() };
      const before = await getAccount();
      await connectAccount(account, apiKey);
      await rememberConnected(true);
      if (before?.email !== account.email) await changeSettings({ notHere: [] });
      await syncNow();
      return account;
    } catch (error) {
      const problem = error instanceof CallbellError ? error.detail : storageProblem(error);
      if (!problem) throw error;
      return { error: problem };
    }
  },
  'account.disconnect': async () => {
    await rememberConnected(false);
    await disconnectAccount();
    await changeSettings({ notHere: [] });
    return null;
  },
} satisfies Partial<Handlers>;
