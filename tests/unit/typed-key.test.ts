import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIn, oddCharacterIn } from '../../utils/typed-key.ts';

const KEY = 'demo-key_0123.456789abcdef';

describe('a pasted key', () => {
  it.each([
    KEY,
    `  ${KEY}\n`,
    `\u200B${KEY}\u200B`,
    `\uFEFF${KEY}`,
    `demo-key_0123\u200B.456789abcdef`,
    `demo-key_0123.\n456789abcdef`,
    `“${KEY}”`,
    `"${KEY}"`,
    `«\u00A0${KEY}\u00A0»`,
    `\`${KEY}\``,
    `Bearer ${KEY}`,
    `“Bearer ${KEY}”`,
    `bearer\u00A0${KEY}`,
  ])('is the key alone: %j', (pasted) => {
    expect(keyIn(pasted)).toBe(KEY);
    expect(oddCharacterIn(keyIn(pasted))).toBeUndefined();
  });

  it.each([
    ['chiave…', '…'],
    ['аbc', 'а'],
    ['key🔑', '🔑'],
  ])('with what no key has says so: %j', (pasted, odd) => {
    expect(oddCharacterIn(keyIn(pasted))).toBe(odd);
  });

  it('law: whatever has no odd character can be sent as a header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (pasted) => {
        const key = keyIn(pasted);
        if (oddCharacterIn(key) !== undefined) return;
        expect(new Headers({ authorization: `Bearer ${key}` }).get('authorization')).toBe(
          `Bearer ${key}`.trim(),
        );
      }),
    );
  });
});
