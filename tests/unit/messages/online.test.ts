import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tellWhenOnline } from '../../../utils/messages/online.ts';

describe('a page that is open', () => {
  it('tells the worker that the browser is online again, and nothing is wrong if nobody hears', async () => {
    const send = vi.spyOn(fakeBrowser.runtime, 'sendMessage');
    send.mockRejectedValueOnce(new Error('no worker'));
    tellWhenOnline();
    globalThis.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'sync.online' }));
    send.mockResolvedValueOnce({ ok: true, value: null });
    globalThis.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  });
});
