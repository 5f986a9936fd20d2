import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldTag } from '../../../utils/search/fold.ts';
import { parseQuery, type Query, tagTerm } from '../../../utils/search/query.ts';
import { anyText } from '../support/contact.ts';

const query = (parts: Partial<Query>): Query => ({ words: [], tags: [], digits: null, ...parts });

describe('what is typed means', () => {
  it.each<[string, Partial<Query>]>([
    ['', {}],
    ['   \t ', {}],
    ['Mario', { words: ['mario'] }],
    ['  João   DA silva ', { words: ['joao', 'da', 'silva'] }],
    ['tag:Sales', { tags: ['sales'] }],
    ['TAG:Sales', { tags: ['sales'] }],
    ['tag:"very important"', { tags: ['very important'] }],
    ['tag:"very important', { tags: ['very important'] }],
    ['tag:"a b" tag:c mario', { tags: ['a b', 'c'], words: ['mario'] }],
    ['mario tag:à-rappeler rossi', { tags: ['a-rappeler'], words: ['mario', 'rossi'] }],
    ['tag:', {}],
    ['tag:""', {}],
    ['tag:"', {}],
    ['tag: sales', { words: ['sales'] }],
    ['tag:tag:x', { tags: ['tag:x'] }],
    ['montag:x', { words: ['montag:x'] }],
    ['"mario rossi"', { words: ['"mario', 'rossi"'] }],
    ['12', { words: ['12'] }],
    ['+39', { words: ['+39'] }],
    ['room 1234', { words: ['room', '1234'] }],
  ])('%j', (typed, parts) => {
    expect(parseQuery(typed)).toEqual(query(parts));
  });

  it.each([
    ['347', '347'],
    ['347 123 4567', '3471234567'],
    ['+39 347 123.4567', '393471234567'],
    ['(+39) 347-123-4567', '393471234567'],
    ['(030) 90 18 20', '030901820'],
    ['0039/347', '0039347'],
    ['３４７１２３', '347123'],
    ['347\u00A0123', '347123'],
    ['347–123', '347123'],
    ['tag:sales 347 123', '347123'],
  ])('%j the number %s', (typed, digits) => {
    expect(parseQuery(typed).digits).toBe(digits);
  });

  it.each(['a347', '347a', 'mario 347', '347@x', '1+1234', '12', '1 2', '347,123'])(
    '%j no number',
    (typed) => {
      expect(parseQuery(typed).digits).toBeNull();
    },
  );
});

it('reads any text, and gives folded, non-empty parts', () => {
  const anyTyped = fc
    .array(fc.oneof(anyText, fc.constantFrom('tag:', 'tag:"', '"', ' ', '+39')))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyTyped, (typed) => {
      const { words, tags, digits } = parseQuery(typed);
      for (const word of words) expect(word).toMatch(/^\S+$/u);
      for (const tag of tags) expect(tag).toBe(foldTag(tag));
      expect([...words, ...tags]).not.toContain('');
      if (digits !== null) expect(digits).toMatch(/^\d{3,}$/u);
    }),
  );
});

describe('tagTerm', () => {
  it.each([
    ['sales', 'tag:sales'],
    ['very important', 'tag:"very important"'],
  ])('of %s is what a user would type', (tag, term) => {
    expect(tagTerm(tag)).toBe(term);
  });

  it('is read back as that tag and nothing else, also behind and before others', () => {
    fc.assert(
      fc.property(anyText, (tag) => {
        fc.pre(foldTag(tag) !== '');
        expect(parseQuery(tagTerm(tag))).toEqual(query({ tags: [foldTag(tag)] }));
        expect(parseQuery(`mario ${tagTerm(tag)} tag:x`)).toEqual(
          query({ words: ['mario'], tags: [foldTag(tag), 'x'] }),
        );
      }),
      { numRuns: 500 },
    );
  });
});
