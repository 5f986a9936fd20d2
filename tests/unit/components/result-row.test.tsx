// @vitest-environment happy-dom
import './setup.ts';
import { render } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import { ResultRow } from '../../../components/popup/ResultRow.tsx';
import type { Contact } from '../../../utils/contact.ts';
import { parseQuery } from '../../../utils/search/query.ts';
import { makeContact } from './make-contact.ts';

function show(parts: Partial<Contact>, typed = '') {
  const { container } = render(
    <ul>
      <ResultRow
        id="row"
        row={{ contact: makeContact(parts) }}
        query={parseQuery(typed)}
        fields={[]}
        isActive={false}
        onOpen={() => {}}
        onDetails={() => {}}
      />
    </ul>,
  );
  return (part: string) => container.querySelector(part)?.textContent;
}

test.each(['\u3164', '\u2800', ' \u200B'])('a contact named %j is called by its number', (name) => {
  const text = show({ name });
  expect(text('.result-name')).toBe('+39 347 123 4567');
  // Said once: below it stands the channel.
  expect(text('.result-place')).toBe('WhatsApp VenditeWhatsApp');
});

test('a tag of which nothing can be seen is not shown', () => {
  expect(show({ tags: ['\u3164', 'VIP'] })('.result-tags')).toBe('VIP');
});

test.each([
  ['tag:"vip"', 'VIP'],
  ['tag:vip', 'VIP gold'],
])('of several tags the one that %s asks for is shown', (typed, tag) => {
  expect(show({ tags: ['Other', 'VIP gold', 'VIP'] }, typed)('.result-tags .chip')).toBe(tag);
});

describe('a long name or tag', () => {
  test('is not cut within an emoji', () => {
    const text = show({ name: 'a'.repeat(199) + '😀', tags: [`${'b'.repeat(58)}👍🏽`] });
    expect(text('.result-name')).toBe('a'.repeat(199));
    expect(text('.result-tags')).toBe('b'.repeat(58));
  });
});

describe('the place of a match in a note', () => {
  test.each([
    ['Hangul, which is folded to more letters', '안녕하세요 고객님 오늘은 회의 있어요', '회의'],
    ['letters of two code units, folded to one', `${'𝓪'.repeat(30)} roma oggi`, 'roma'],
    ['a ligature folded to eighteen letters', '﷽ ﷽ ﷽ ﷽ ﷽ ﷽ ﷽ ﷽ roma oggi', 'roma'],
    ['emoji', `${'😀'.repeat(30)}roma oggi`, 'roma'],
    ['full-width letters', 'ｎｏｔｅ　ｏｆ　ａ　ｔｒｉｐ　ｔｏ　ｒｏｍａ', 'roma'],
  ])('is shown with what stands around it: %s', (_, note, typed) => {
    const shown = show({ note }, typed)('.result-elsewhere') ?? '';
    expect(shown).toMatch(/^….{1,8}(?:회의|roma|ｒｏｍａ)/u);
    expect(note.endsWith(shown.slice(1))).toBe(true);
    expect(shown).not.toMatch(/\p{Surrogate}/u);
  });
});
