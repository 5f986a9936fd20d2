/* eslint-disable @typescript-eslint/no-misused-promises -- WXT's types are those of Chrome's callbacks */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { contactsInTab, jumpInTab } from '../../../utils/browser/on-this-page.ts';
import type { NumberPlace } from '../../../utils/phone/country.ts';
import type { MatchPlace } from '../../../utils/store/not-here.ts';
import { contact } from '../support/contact.ts';
import { stubLocks } from '../support/locks.ts';
import { fillStore } from '../support/store.ts';

const ANNA = contact({ uuid: 'anna', phoneNumber: '+39 347 123 4567' });
const TWIN = contact({ uuid: 'twin', phoneNumber: '0039 347 1234567' });
const JOSE = contact({ uuid: 'jose', phoneNumber: '+34 612 345 678' });

const italian = ({ host }: NumberPlace): Promise<MatchPlace> =>
  Promise.resolve({ countries: ['IT'], host, notHere: [] });

interface Frame {
  frameId: number;
  result: unknown;
}

const inLanguage = (lang: string, ...texts: string[]) => ({
  numbers: texts.map((text) => ({ text, alternatives: [] as string[], lang })),
  host: 'shop.test',
});

const page = (...texts: string[]) => inLanguage('it', ...texts);

/** What the frames of the tab say; an error is a page that no extension may read. */
function tabHas(frames: Frame[] | Error): void {
  const run = vi.fn(() =>
    frames instanceof Error ? Promise.reject(frames) : Promise.resolve(frames),
  );
  vi.spyOn(browser.scripting, 'executeScript').mockImplementation(run);
}

beforeEach(async () => {
  vi.restoreAllMocks();
  stubLocks();
  await fillStore([ANNA, TWIN, JOSE]);
});

describe('who is on a page', () => {
  it('is told in its order, each once, with the number that stands there', async () => {
    const result = page('+34 612345678', '06 999', '347 123 4567', '+39 347 123 4567');
    tabHas([{ frameId: 0, result }]);
    const found = (await contactsInTab(1, italian)) ?? [];
    expect(found.map(({ contact: { uuid }, text, guessed }) => [uuid, text, guessed])).toEqual([
      ['jose', '+34 612345678', false],
      ['anna', '347 123 4567', true],
      ['twin', '347 123 4567', true],
    ]);
  });

  it('leaves out whom the user has said that the site does not mean', async () => {
    tabHas([{ frameId: 0, result: page('347 123 4567', '+34 612345678') }]);
    const found = await contactsInTab(1, (place) =>
      Promise.resolve({
        countries: ['IT'],
        host: place.host,
        // In another writing, and of another site.
        notHere: [
          { host: 'shop.test', text: '+39 347 1234567', uuid: 'anna' },
          { host: 'other.test', text: '+34 612345678', uuid: 'jose' },
        ],
      }),
    );
    expect(found?.map(({ contact: { uuid } }) => uuid)).toEqual(['twin', 'jose']);
  });

  it('is looked for in all frames, the page itself first, each with its own countries', async () => {
    tabHas([
      { frameId: 5, result: { ...inLanguage('es', '612 345 678'), host: '' } },
      { frameId: 0, result: page('347 123 4567') },
    ]);
    const places: NumberPlace[] = [];
    const found = await contactsInTab(1, (place) => {
      places.push(place);
      return Promise.resolve({
        countries: [place.lang.toUpperCase()],
        host: place.host,
        notHere: [],
      });
    });
    expect(found?.map(({ contact: { uuid } }) => uuid)).toEqual(['anna', 'twin', 'jose']);
    // A frame without a host is its page's.
    expect(places).toEqual([
      { lang: 'it', host: 'shop.test' },
      { lang: 'es', host: 'shop.test' },
    ]);
  });

  it('is looked for with the countries of each part of a page, in the page’s order', async () => {
    const [spanish] = inLanguage('es', '612 345 678').numbers;
    const [italian, ...more] = page('347 123 4567', '612 345 678').numbers;
    tabHas([{ frameId: 0, result: { ...page(), numbers: [spanish, italian, ...more] } }]);
    const found = await contactsInTab(1, ({ lang, host }) =>
      Promise.resolve({ countries: [lang.toUpperCase()], host, notHere: [] }),
    );
    expect(found?.map(({ contact: { uuid } }) => uuid)).toEqual(['jose', 'anna', 'twin']);
  });

  it('is found by another writing of the same place, and named by what stands there', async () => {
    const numbers = [{ text: '(0)347 123 4567 12', alternatives: ['347 123 4567'], lang: '' }];
    tabHas([{ frameId: 0, result: { ...page(), numbers } }]);
    const found = await contactsInTab(1, italian);
    expect(found?.[0]).toMatchObject({ text: '(0)347 123 4567 12', guessed: true });
  });

  it.each([
    ['nothing', null],
    ['no object', 'x'],
    ['too many numbers', page(...Array.from({ length: 50_001 }, () => '06 999'))],
    ['a text that is too long', page('1'.repeat(65))],
    ['an empty text', page('')],
    ['no language', { ...page(), numbers: [{ text: '1', alternatives: [] }] }],
  ])('is not taken from a page that says %s', async (_, result) => {
    tabHas([{ frameId: 0, result }]);
    expect(await contactsInTab(1, italian)).toBeNull();
  });

  it('is unknown where no extension may read', async () => {
    tabHas(new Error('Cannot access a chrome:// URL'));
    expect(await contactsInTab(1, italian)).toBeNull();
  });

  it('is at most 200', async () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      contact({ uuid: `u${index}`, phoneNumber: `+39 347 ${1_000_000 + index}` }),
    );
    await fillStore(many);
    tabHas([{ frameId: 0, result: page(...many.map(({ phoneNumber }) => phoneNumber ?? '')) }]);
    expect(await contactsInTab(1, italian)).toHaveLength(200);
  });

  it('is nobody before there are contacts', async () => {
    await fillStore([]);
    tabHas([{ frameId: 0, result: page('+39 347 123 4567') }]);
    expect(await contactsInTab(1, italian)).toEqual([]);
  });
});

describe('a jump', () => {
  const calls = () => vi.mocked(browser.scripting.executeScript).mock.calls.map(([call]) => call);

  it('goes to the first frame that has the number now', async () => {
    tabHas([
      { frameId: 0, result: page('+39 06 1') },
      { frameId: 9, result: page('347 123 4567') },
      { frameId: 4, result: page('347 123 4567') },
    ]);
    await jumpInTab(1, '347 123 4567');
    expect(calls().at(-1)).toMatchObject({
      target: { tabId: 1, frameIds: [4] },
      args: ['347 123 4567'],
    });
  });

  it('to a number that has gone is none, and no error', async () => {
    tabHas([{ frameId: 0, result: page('+39 06 1') }]);
    await jumpInTab(1, '347 123 4567');
    expect(calls().filter((call) => 'args' in call)).toEqual([]);
  });
});
