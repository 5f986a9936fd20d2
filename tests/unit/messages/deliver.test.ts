import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliver } from '../../../utils/messages/deliver.ts';

const lost = new Error('Could not establish connection. Receiving end does not exist.');

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a message to the worker', () => {
  it('is sent again if it has reached nobody', async () => {
    const send = vi.fn().mockRejectedValueOnce(lost).mockRejectedValueOnce(lost);
    const answer = deliver(send.mockResolvedValue('here'));
    await vi.runAllTimersAsync();
    expect(await answer).toBe('here');
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('is given up after a few attempts', async () => {
    const send = vi.fn().mockRejectedValue(lost);
    const answer = expect(deliver(send)).rejects.toBe(lost);
    await vi.runAllTimersAsync();
    await answer;
    expect(send).toHaveBeenCalledTimes(4);
  });

  it('is not sent again if somebody may have had it', async () => {
    const died = new Error('The message port closed before a response was received.');
    const send = vi.fn().mockRejectedValue(died);
    await expect(deliver(send)).rejects.toBe(died);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('that has an answer is sent once', async () => {
    const send = vi.fn().mockResolvedValue(undefined);
    expect(await deliver(send)).toBeUndefined();
    expect(send).toHaveBeenCalledTimes(1);
  });
});
