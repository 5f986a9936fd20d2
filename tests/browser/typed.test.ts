import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customFields, makeContact } from '../fake-callbell/contacts.ts';
import { type BrowserName, PATIENCE_MS, type Tab } from './harness/driver.ts';
import { type Stage, setStage } from './harness/stage.ts';

const PEOPLE = [
  makeContact({ uuid: 'd1'.padEnd(32, '0'), name: 'Luca D’Angelo', tags: ['zelkova gold'] }),
  makeContact({ uuid: 'd2'.padEnd(32, '0'), name: 'ZELKOVA S.p.A.', tags: ['zelkova'] }),
  makeContact({
    uuid: 'd3'.padEnd(32, '0'),
    name: 'Anna De Zelkovi',
    ...customFields({
      'Renewal date': { type: 'date', value: '2031-12-09' },
      Orders: { type: 'number', value: '987' },
    }),
  }),
];

/** Of the table in `tests/unit/search/typed.test.ts`, what goes through the store and its names. */
describe.each<BrowserName>(['chrome', 'firefox'])('what people type in %s', (browserName) => {
  let stage: Stage;
  let popup: Tab;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: 40 });
    for (const one of PEOPLE) stage.fake.contacts.add(one);
    await stage.connect(43);
    popup = await stage.browser.openExtensionPage('popup.html');
    await popup.bringToFront();
    await popup.waitFor(() => document.querySelector('.result') !== null);
  });

  afterAll(() => stage.close());

  it.each([
    ['dangelo', ['Luca D’Angelo']],
    ["d'angelo", ['Luca D’Angelo']],
    ['zelkova spa', ['ZELKOVA S.p.A.']],
    ['dezelkovi', ['Anna De Zelkovi']],
    ['zelkov -spa -luca', ['Anna De Zelkovi']],
    ['dangelo OR dezelkovi', ['Anna De Zelkovi', 'Luca D’Angelo']],
    ['renewal date:2031-12', ['Anna De Zelkovi']],
    ['renewal:>2031-11', ['Anna De Zelkovi']],
    ['orders:987', ['Anna De Zelkovi']],
    ['tag:zelkova', ['Luca D’Angelo', 'ZELKOVA S.p.A.']],
    ['tag:zelkova gold', ['Luca D’Angelo']],
    ['tag:"zelkova"', ['ZELKOVA S.p.A.']],
    ['(“De Zelkovi”)', ['Anna De Zelkovi']],
  ])('%s', async (typed, names) => {
    await popup.fill({ name: 'Search contacts' }, typed);
    const shown = (): Promise<string[]> =>
      popup.evaluate(() =>
        [...document.querySelectorAll('.result-name')].map((one) => one.textContent).toSorted(),
      );
    await expect.poll(shown, { timeout: PATIENCE_MS }).toEqual(names.toSorted());
  });
});
