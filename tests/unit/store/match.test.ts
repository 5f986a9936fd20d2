import { beforeEach, describe, expect, it } from 'vitest';
import { findContact, readFacets, readManifest } from '../../../utils/store/contacts.ts';
import { maintain } from '../../../utils/store/maintain.ts';
import { areKnown, matchPhone, matchPhones } from '../../../utils/store/match.ts';
import { changeSettings, connectAccount, disconnectAccount } from '../../../utils/store/state.ts';
import { contact, contacts } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { fillStore, OTHER_ACCOUNT, replaceAll } from '../support/store.ts';

beforeEach(stubLocks);

const mario = contact({ uuid: 'a1', name: 'Mario', phoneNumber: '+39 347 123 4567' });
const maria = contact({ uuid: 'a2', name: 'Maria', phoneNumber: '347 1234567' });
const juan = contact({ uuid: 'b1', name: 'Juan', phoneNumber: '34612345678' });
const silent = contact({ uuid: 'c1', name: 'Silent' });

describe('a written number', () => {
  beforeEach(() => fillStore([mario, juan, maria, silent]));

  it('is known or not', async () => {
    const texts = ['0039 347 1234567', '+34 612 345 678', '347-123-4567', '+39 347 000 0000', ''];
    expect(await areKnown(texts, 'IT')).toEqual([true, true, true, false, false]);
    expect(await areKnown([], 'IT')).toEqual([]);
  });

  it('brings everybody whose it is', async () => {
    const match = await matchPhone('+39 347 1234567', 'IT');
    expect(match).toEqual({ contacts: [mario, maria], guessed: false });
  });

  it('of many brings the same as each alone, in their order', async () => {
    const texts = ['347 1234567', '+39 347 000 0000', '+34 612 345 678', '0039 347 1234567', ''];
    const alone = await Promise.all(texts.map((text) => matchPhone(text, 'IT')));
    expect(await matchPhones(texts, 'IT')).toEqual(alone);
    expect(alone.map(({ contacts: found }) => found.length)).toEqual([2, 0, 1, 2, 0]);
  });

  it('says when its country was guessed', async () => {
    expect(await matchPhone('347 123 4567', 'IT')).toMatchObject({ guessed: true });
    expect(await matchPhone('612 345 678', 'ES')).toEqual({ contacts: [juan], guessed: true });
    expect(await matchPhone('+34 612 345 678', 'FR')).toEqual({
      contacts: [juan],
      guessed: false,
    });
  });

  it.each(['', 'abc', '+39 347 000 0000', '0', '12345'])('%o is nobody’s', async (text) => {
    expect(await matchPhone(text, 'IT')).toEqual({ contacts: [], guessed: false });
  });
});

describe('what is known changes', () => {
  it('with the next whole pass', async () => {
    expect(await areKnown(['+39 347 123 4567'], 'IT')).toEqual([false]);
    await fillStore([mario]);
    expect(await areKnown(['+39 347 123 4567'], 'IT')).toEqual([true]);
    await replaceAll([juan]);
    expect(await areKnown(['+39 347 123 4567'], 'IT')).toEqual([false]);
    expect(await matchPhone('+34 612 345 678', 'IT')).toMatchObject({ contacts: [juan] });
  });

  it('with the account, at once', async () => {
    await fillStore([mario]);
    expect(await areKnown(['+39 347 123 4567'], 'IT')).toEqual([true]);
    await connectAccount(OTHER_ACCOUNT, 'key');
    expect(await areKnown(['+39 347 123 4567'], 'IT')).toEqual([false]);
    await replaceAll([juan]);
    expect(await areKnown(['+39 347 123 4567'], 'IT')).toEqual([false]);
    await disconnectAccount();
    expect(await areKnown(['+34 612 345 678'], 'IT')).toEqual([false]);
  });

  it('with the country that numbers are read with', async () => {
    const national = contact({ uuid: 'n', phoneNumber: '612 345 678' });
    await fillStore([national]);
    expect(await areKnown(['+34 612 345 678'], 'IT')).toEqual([false]);
    await changeSettings({ defaultCountry: 'ES' });
    while (await maintain());
    expect(await areKnown(['+34 612 345 678'], 'ES')).toEqual([true]);
    expect(await findContact('n')).toEqual(national);
  });
});

it('answers many questions at once while the contacts change, and never with another’s', async () => {
  await fillStore([...contacts(120), mario]);
  const asking = Promise.all(
    Array.from({ length: 40 }, async () => {
      const { contacts: found } = await matchPhone('+39 347 123 4567', 'IT');
      return found.map(({ uuid }) => uuid).filter((uuid) => uuid !== mario.uuid);
    }),
  );
  await replaceAll([mario, ...contacts(120, 'b')]);
  expect((await asking).flat()).toEqual([]);
});

describe('findContact', () => {
  it('finds each by the whole uuid', async () => {
    // The first 13 digits are the same: the key alone does not tell these apart.
    const twins = ['1', '2', '3'].map((end) => contact({ uuid: `0123456789abcdef${end}` }));
    await fillStore([...twins, ...contacts(120), contact({ uuid: 'not-hex' })]);
    for (const twin of twins) expect(await findContact(twin.uuid)).toEqual(twin);
    expect((await findContact('not-hex'))?.uuid).toBe('not-hex');
    expect((await findContact('a00000077'))?.uuid).toBe('a00000077');
  });

  it.each(['', '0123456789abc', '0123456789abcdef', 'zzz', '__proto__', 'x'.repeat(64)])(
    'finds nobody by %o',
    async (uuid) => {
      expect(await findContact(uuid)).toBeUndefined();
      await fillStore([contact({ uuid: '0123456789abcdef1' })]);
      expect(await findContact(uuid)).toBeUndefined();
    },
  );
});

it('counts tags of the contacts that are read', async () => {
  await fillStore(contacts(3, 'a', { tags: ['sales'] }));
  const tags = async (): Promise<unknown> => {
    const manifest = await readManifest();
    return manifest && (await readFacets(manifest)).tags;
  };
  expect(await tags()).toEqual([{ name: 'sales', count: 3 }]);
  await replaceAll([contact({ uuid: 'a00000001', tags: ['sales', 'vip'] })]);
  expect(await tags()).toEqual([
    { name: 'sales', count: 1 },
    { name: 'vip', count: 1 },
  ]);
});
