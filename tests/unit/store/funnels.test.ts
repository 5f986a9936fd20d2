import { beforeEach, describe, expect, it } from 'vitest';
import type { Funnel } from '../../../utils/funnel.ts';
import { onStoreChange } from '../../../utils/store/changes.ts';
import { closeDatabase, database } from '../../../utils/store/database.ts';
import { readFunnels, saveFunnels } from '../../../utils/store/funnels.ts';
import { beginRun } from '../../../utils/store/runs.ts';
import { connectAccount, disconnectAccount, getSyncStatus } from '../../../utils/store/state.ts';
import { newRun } from '../../../utils/sync/machine.ts';
import { type Run, runOf } from '../../../utils/sync/status.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/store.ts';

const FUNNELS: Funnel[] = [
  { uuid: 'f1', name: 'New leads', emoji: '🔥' },
  { uuid: 'f2', name: 'Won', emoji: '' },
];
const KEY = 'key-of-john-0123456789abcdef';

beforeEach(stubLocks);

async function begunRun(): Promise<Run> {
  await beginRun((id, before) => ({
    ...before,
    phase: { kind: 'running', run: newRun(id, 'whole', 0) },
  }));
  const run = runOf(await getSyncStatus());
  if (!run) throw new Error('no run has begun');
  return run;
}

describe('the funnels of the account', () => {
  it('are none until they are read', async () => {
    expect(await readFunnels()).toEqual([]);
  });

  it('are kept, and survive a restart', async () => {
    await connectAccount(ACCOUNT, KEY);
    await saveFunnels(FUNNELS);
    await closeDatabase();
    expect(await readFunnels()).toEqual(FUNNELS);
    await saveFunnels(FUNNELS.slice(1));
    expect(await readFunnels()).toEqual(FUNNELS.slice(1));
  });

  it('are none where what is stored cannot be read', async () => {
    const db = await database();
    await db.put('state', [{ uuid: 5 }], 'funnels');
    expect(await readFunnels()).toEqual([]);
  });

  it('tell of their change', async () => {
    await connectAccount(ACCOUNT, KEY);
    const listening = new AbortController();
    const heard = new Promise<readonly string[]>((resolve) => {
      onStoreChange((changes) => {
        if (changes.includes('funnels')) resolve(changes);
      }, listening.signal);
    });
    await saveFunnels(FUNNELS);
    expect(await heard).toEqual(['funnels']);
    listening.abort();
  });

  it('go with the account', async () => {
    await connectAccount(ACCOUNT, KEY);
    await saveFunnels(FUNNELS);
    await connectAccount({ ...ACCOUNT, keyEnding: 'new!' }, 'new key');
    expect(await readFunnels()).toEqual(FUNNELS);
    await connectAccount(OTHER_ACCOUNT, 'other key');
    expect(await readFunnels()).toEqual([]);
    await saveFunnels(FUNNELS);
    await disconnectAccount();
    expect(await readFunnels()).toEqual([]);
  });
});

describe('funnels that come late', () => {
  it('are not kept without an account', async () => {
    await connectAccount(ACCOUNT, KEY);
    await disconnectAccount();
    await saveFunnels(FUNNELS);
    expect(await readFunnels()).toEqual([]);
  });

  it('are kept as long as the sync that has read them goes on', async () => {
    await connectAccount(ACCOUNT, KEY);
    await saveFunnels(FUNNELS, await begunRun());
    expect(await readFunnels()).toEqual(FUNNELS);
  });

  it('are not kept for another account than they were read from', async () => {
    await connectAccount(ACCOUNT, KEY);
    const run = await begunRun();
    await connectAccount(OTHER_ACCOUNT, 'other key');
    await saveFunnels(FUNNELS, run);
    await begunRun();
    await saveFunnels(FUNNELS, run);
    expect(await readFunnels()).toEqual([]);
  });
});
