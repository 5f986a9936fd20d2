import { describe, expect, it } from 'vitest';
import { digitGroups } from '../../../components/details/field-value.ts';
import { contact } from '../support/contact.ts';
import { findExactly, packed } from '../support/search.ts';

describe('the number of a field as it is shown', () => {
  it.each(['100234', '20121', '2024', '00042', '7', '12.50', '1234567.50'])(
    'finds who has it: %s',
    (value) => {
      const [other, owner] = [
        contact({ uuid: 'a', name: 'Ann' }),
        contact({ uuid: 'b', name: 'Bo', fields: [{ name: 'N', type: 'number', value }] }),
      ];
      const shown = digitGroups(value).join('');
      expect(findExactly(packed([other, owner]), shown)).toEqual([1]);
    },
  );
});
