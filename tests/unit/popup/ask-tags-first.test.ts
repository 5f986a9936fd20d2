import { beforeEach, expect, it, vi } from 'vitest';
import { askTagsFirst } from '../../../entrypoints/popup/ask-tags-first.ts';
import * as messages from '../../../utils/messages/send.ts';
import type { Directory } from '../../../utils/search/directory.ts';
import { currentDirectory } from '../../../utils/store/directory.ts';
import { saveContacts } from '../../../utils/store/save-contacts.ts';
import { connectAccount } from '../../../utils/store/state.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { ACCOUNT, emptyStore, fillStore } from '../support/store.ts';

vi.mock(import('../../../utils/messages/send.ts'), async (original) => ({
  ...(await original()),
  send: vi.fn(),
}));

/** Callbell knows one more with each tag than the store. */
beforeEach(async () => {
  stubLocks();
  vi.mocked(messages.send).mockReset();
  vi.mocked(messages.send).mockImplementation(async (_, request) => {
    const { tag } = request as { tag: string };
    await saveContacts([contact({ uuid: `new-${tag}`, tags: [tag] })]);
    return { contacts: 1 };
  });
  await emptyStore();
  await connectAccount(ACCOUNT, 'key');
});

async function unfinished(): Promise<Directory> {
  await saveContacts([contact({ uuid: 'here', tags: ['vip'] })]);
  const directory = await currentDirectory();
  if (!directory) throw new Error('there are contacts');
  expect(directory.isWhole).toBe(false);
  return askTagsFirst(directory);
}

it('has the answer whole while the first sync runs, and asks for a tag once', async () => {
  const directory = await unfinished();
  expect((await directory.find('tag:vip')).total).toBe(2);
  expect(messages.send).toHaveBeenCalledExactlyOnceWith('tag.fetch', { tag: 'vip' });
  await directory.find('tag:vip');
  expect(messages.send).toHaveBeenCalledOnce();
});

it('asks for tags as they are written', async () => {
  const directory = await unfinished();
  expect((await directory.find('tag:"Très Importante"')).total).toBe(1);
  expect(messages.send).toHaveBeenCalledExactlyOnceWith('tag.fetch', { tag: 'Très Importante' });
});

it('finds who is there if Callbell does not answer', async () => {
  vi.mocked(messages.send).mockRejectedValue(new Error('gone'));
  const directory = await unfinished();
  expect((await directory.find('tag:VIP')).total).toBe(1);
});

it.each(['', 'anna', '-tag:nobody', 'tag:'])('asks nothing for %o', async (typed) => {
  await (await unfinished()).find(typed);
  expect(messages.send).not.toHaveBeenCalled();
});

it('gives up what a next key has overtaken', async () => {
  const directory = await unfinished();
  const end = new AbortController();
  const found = directory.find('tag:overtaken', end.signal);
  end.abort();
  await expect(found).rejects.toThrow();
  expect(messages.send).not.toHaveBeenCalled();
});

it('asks nothing once everybody is there', async () => {
  await fillStore([contact({ uuid: 'all', tags: ['vip'] })]);
  const directory = await currentDirectory();
  expect(directory && askTagsFirst(directory)).toBe(directory);
});
