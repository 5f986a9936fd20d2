import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CONTACTS } from '../fake-callbell/contacts.ts';
import type { ChromiumTab } from './harness/chromium.ts';
import { type BrowserName, type Scope, type Tab } from './harness/driver.ts';
import type { FirefoxTab } from './harness/firefox.ts';
import { openRealPopup, popupHas } from './harness/popup.ts';
import { type Stage, hasText, setStage } from './harness/stage.ts';

/** As many as the lists, the search and the popup are made for. Firefox, which does the same, has fewer to read. */
const SIZES = { chrome: 100_000, firefox: 20_000 };

/** Not 20 as elsewhere: 5,000 requests at the pace that Lens keeps would take 17 minutes. */
const PAGE_SIZE = 5_000;

describe.each<BrowserName>(['chrome', 'firefox'])('finding somebody in %s', (browserName) => {
  const CONTACTS = SIZES[browserName];
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(browserName, { contacts: CONTACTS, pageSize: PAGE_SIZE });
    await stage.connect();
  });

  afterAll(() => stage.close());

  const openPopup = async (): Promise<Tab> => {
    const popup = await stage.browser.openExtensionPage('popup.html');
    await popup.waitFor(() => document.querySelector('[role=option] .result-name') !== null, {
      what: 'the first contact',
    });
    return popup;
  };

  /** Types, and waits until the list is that of the last letter: the next key moves in it. */
  const typeAndSee = async (popup: Tab, text: string): Promise<void> => {
    await popup.type(text);
    await popup.waitFor(
      (length: number) => document.querySelector('mark')?.textContent.length === length,
      { argument: text.length, what: `what was found for "${text}"` },
    );
  };

  /**
   * Every stroke of the keyboard counts, the shortcut that opens the popup as well. Nothing is
   * clicked, and nobody says where to type.
   *
   * @returns how many it took to the conversation
   */
  const strokesTo = async (name: string, letters: string): Promise<number> => {
    const strokes = ['the shortcut', ...Array.from(letters), 'Enter'];
    const popup = await openRealPopup(stage.browser);
    await popupHas(popup, 'document.activeElement.getAttribute("role")', 'combobox');
    // Also where the screen is too low for the popup, as here in Chromium.
    await popupHas(
      popup,
      'document.querySelector(".popup-foot")?.getBoundingClientRect().bottom <= document.defaultView.innerHeight',
      true,
    );
    for (const letter of letters) await popup.press(letter);
    await popupHas(popup, 'document.querySelector("input").value', letters);
    await popupHas(
      popup,
      'document.querySelector("[aria-selected=true] .result-name")?.textContent',
      name,
    );
    await popup.press('Enter');
    const chat = await stage.browser.tab((url) => url.startsWith('https://dash.callbell.eu/chat/'));
    await chat.waitFor((wanted: string) => document.title.includes(wanted), { argument: name });
    await chat.close();
    return strokes.length;
  };

  it('takes three strokes to a conversation: the shortcut, a letter, Enter', async () => {
    // Whom one has never opened takes the letters that tell that contact from 100,000 others.
    expect(await strokesTo('Giulia Bianchi', 'giulia bi')).toBe(11);
    expect(await strokesTo('Giulia Bianchi', 'g')).toBe(3);
  });

  it('offers whom one has opened, before anything is typed', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.waitFor(
      () =>
        document.querySelector('#recent-results .result-name')?.textContent === 'Giulia Bianchi',
      { what: 'the contact opened last' },
    );
    // Then who has written last, without those above.
    expect(
      await popup.evaluate(() =>
        Array.from(
          document.querySelectorAll('#in-touch-results .result-name'),
          ({ textContent }) => textContent,
        ),
      ),
    ).toEqual([
      'João Araújo',
      'María José García',
      'Jürgen Müller',
      'Praxis Müller',
      'Chloé Lefèvre',
    ]);
    await popup.close();
  });

  it('scrolls a long list by keys and by wheel, of which only what is seen is there', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.press('End');
    await activeIs(popup, CONTACTS);
    await popup.press('Home');
    await typeAndSee(popup, 'mar');
    for (let page = 0; page < 5; page += 1) await popup.press('PageDown');
    await activeIs(popup, 36);
    await popup.press('PageUp');
    await activeIs(popup, 29);
    await popup.moveMouse(150, 300);
    await turnWheel(popup, 20_000);
    await popup.waitFor(rowsStandWhereTheyBelong, { what: 'rows after scrolling' });
    const rows = await popup.evaluate(() => document.querySelectorAll('.found > li').length);
    expect(rows).toBeLessThan(60);
    await popup.close();
  });

  it('shows a contact over the long list, and comes back to its place', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.press('End');
    await activeIs(popup, CONTACTS);
    const before = await popup.evaluate(() => document.querySelector('.results')?.scrollTop);
    await popup.press('ArrowRight');
    await popup.waitFor(() => document.activeElement?.matches('.shown-contact h1'));
    // Rows that are hidden have no height: all would be drawn if that were believed.
    const rows = await popup.evaluate(() => document.querySelectorAll('.found > li').length);
    expect(rows).toBeLessThan(60);
    await popup.press('Escape');
    await popup.waitFor(() => document.activeElement?.matches('input'));
    await activeIs(popup, CONTACTS);
    await popup.waitFor(
      (top: number) => Math.abs((document.querySelector('.results')?.scrollTop ?? 0) - top) < 2,
      { argument: before ?? 0, what: 'the place in the list' },
    );
    await popup.waitFor(rowsStandWhereTheyBelong, { what: 'rows after coming back' });
    await popup.close();
  });

  it('narrows down with filters, offers their values, and takes them out again', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.type('is:open plan:pre');
    await popup.click('.completion');
    const typed = 'is:open Plan:"Premium" ';
    await popup.waitFor(
      (wanted: string) => document.querySelector('input')?.value.toLowerCase() === wanted,
      { argument: typed.toLowerCase(), what: 'the completed filter' },
    );
    await popup.waitFor(() => document.querySelectorAll('.filter').length === 2);
    const some = await countOf(popup);
    await popup.click('.filter');
    await popup.waitFor(() => document.querySelectorAll('.filter').length === 1);
    await popup.waitFor(
      (before: number) =>
        Number(
          /\d[\d,]*/u
            .exec(document.querySelector('.result-head')?.textContent ?? '')?.[0]
            .replaceAll(',', ''),
        ) > before,
      { argument: some, what: 'more contacts without one filter' },
    );
    await popup.close();
  });

  it('explains what it cannot read, and forgives a slip', async () => {
    const popup = await openPopup();
    await clear(popup);
    await popup.type('is:asleep guilia bianchi');
    await hasText(popup, 'takes open, closed or blocked');
    await hasText(popup, 'Nobody matches exactly');
    await firstIs(popup, 'Giulia Bianchi');
    await popup.close();
  });

  it('refreshes one contact, and finds it as it is then', async () => {
    const uuid = DEMO_CONTACTS[0]?.uuid ?? '';
    const popup = await openPopup();
    await clear(popup);
    await popup.type('giulia bianchi');
    await popup.waitFor(() => document.querySelector('[aria-selected=true] mark') !== null);
    await popup.press('ArrowRight');
    await popup.waitFor(() => document.querySelector('.shown-contact') !== null);
    stage.fake.contacts.update(uuid, { note: 'Zieht nach Zürich' });
    stage.fake.log.clear();
    await popup.click({ name: 'Refresh this contact', role: 'button' });
    await hasText(popup, 'Zieht nach Zürich');
    await hasText(popup, 'Read from Callbell just now');
    expect(stage.fake.log.count({ path: /^\/v1\/contacts/u })).toBe(1);
    await popup.press('Escape');
    await popup.fill({ name: 'Search contacts' }, 'zieht zurich');
    await popup.waitFor(() => document.querySelectorAll('.found > li').length === 1);
    expect(await activeName(popup)).toBe('Giulia Bianchi');
    await popup.close();
  });

  it('goes on where it was left: query, row, contact', async () => {
    const popup = await openPopup();
    await clear(popup);
    await typeAndSee(popup, 'mar');
    await popup.press('ArrowDown');
    await popup.press('ArrowDown');
    const name = await activeName(popup);
    await popup.press('ArrowRight');
    await popup.waitFor(() => document.querySelector('.shown-contact') !== null);
    await popup.close();

    const again = await stage.browser.openExtensionPage('popup.html');
    await again.waitFor(() => document.querySelector('.shown-contact') !== null, {
      what: 'the contact',
    });
    await again.press('Escape');
    await again.waitFor(() => document.activeElement?.matches('input'));
    expect(await again.evaluate(() => document.querySelector('input')?.value)).toBe('mar');
    expect(await activeName(again)).toBe(name);
    await again.close();
  });

  it('tells who a pasted column of numbers are, and copies that as a table', async () => {
    const popup = await openPopup();
    await popup.evaluate(() => {
      const strangers = Array.from({ length: 480 }, (_, index) => `+39 399 000 ${1_000 + index}`);
      const twice = strangers.slice(0, 10);
      const junk = ['Phone', '', 'n/a', '2024-03-01', 'total 12'];
      const known = ['+39 347 123 4567', '0055 11 91234 5678', '0039 347 123 4567'];
      const data = [...junk, ...known, ...strangers, ...twice].join('\n');
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', data);
      // Firefox takes the text itself, Chromium the object.
      const init = { clipboardData, data, dataType: 'text/plain', bubbles: true, cancelable: true };
      document.querySelector('input')?.dispatchEvent(new ClipboardEvent('paste', init));
    });
    await hasText(popup, '3 of 483 are contacts');
    await hasText(popup, 'João Araújo');
    await hasText(popup, 'Not a contact');
    await popup.evaluate(() => {
      const copied = (text: string): Promise<void> => {
        document.body.setAttribute('data-copied', text);
        return Promise.resolve();
      };
      Object.defineProperty(navigator.clipboard, 'writeText', { value: copied });
      document.querySelector('summary')?.click();
    });
    await popup.click({ name: 'Tags' });
    await popup.click({ name: 'Copy as table', role: 'button' });
    const table = await popup.waitFor(() => document.body.getAttribute('data-copied'));
    expect(table.split('\n').slice(0, 5)).toEqual([
      'Phone\tName\tState\tTags',
      '+39 347 123 4567\tGiulia Bianchi\tOpen\tsales, VIP, newsletter',
      '0055 11 91234 5678\tJoão Araújo\tOpen\tlead, orçamento',
      '0039 347 123 4567\tGiulia Bianchi\tOpen\tsales, VIP, newsletter',
      '+39 399 000 1000\t\t\t',
    ]);
    await popup.press('Escape');
    await popup.waitFor(() => document.activeElement?.matches('input'));
    await popup.close();
  });
});

function firstIs(scope: Scope, name: string): Promise<unknown> {
  return scope.waitFor(
    (wanted: string) =>
      document.querySelector('[role=option] .result-name')?.textContent === wanted,
    { argument: name, what: `${name} as the first result` },
  );
}

function activeName(scope: Scope): Promise<string> {
  return scope.waitFor(
    () => document.querySelector('[role=option][aria-selected=true] .result-name')?.textContent,
    { what: 'an active row' },
  );
}

/** @param down in CSS pixels */
async function turnWheel(tab: Tab, down: number): Promise<void> {
  const { mouse } = (tab as ChromiumTab | FirefoxTab).page;
  // Playwright's and Puppeteer's: two numbers, or an object.
  if (mouse.wheel.length > 1) await (mouse as ChromiumTab['page']['mouse']).wheel(0, down);
  else await (mouse as FirefoxTab['page']['mouse']).wheel({ deltaY: down });
}

function activeIs(popup: Scope, place: number): Promise<unknown> {
  return popup.waitFor(
    (wanted: string) => {
      const row = document.querySelector('[role=option][aria-selected=true]');
      const isThere = row?.getAttribute('aria-posinset') === wanted;
      return isThere && row.querySelector('.result-name') !== null;
    },
    { argument: String(place), what: `row ${place} to be the active one` },
  );
}

/** Whether each row that is seen says its place in the list rightly, and is there. */
function rowsStandWhereTheyBelong(): boolean {
  const list = document.querySelector('.found');
  const scroller = document.querySelector('.results');
  if (!list || !scroller) return false;
  const top = list.getBoundingClientRect().top;
  const view = scroller.getBoundingClientRect();
  const seen = [...list.querySelectorAll('[role=option]')].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > view.top && box.top < view.bottom;
  });
  const fits = seen.every((row) => {
    const box = row.getBoundingClientRect();
    const place = Math.round((box.top - top) / box.height) + 1;
    return (
      row.getAttribute('aria-posinset') === String(place) &&
      Number(row.getAttribute('aria-setsize')) * box.height > view.height &&
      row.querySelector('.result-name') !== null
    );
  });
  return fits && seen.length >= Math.floor(view.height / 60) && scroller.scrollTop > 0;
}

async function clear(popup: Tab): Promise<void> {
  await popup.click('input');
  await popup.fill({ name: 'Search contacts' }, '');
  await popup.waitFor(() => document.querySelector('.tag-chips') !== null, { what: 'the home' });
}

async function countOf(popup: Tab): Promise<number> {
  const head = await popup.text('.result-head');
  return Number(/[\d,]+/u.exec(head)?.[0].replaceAll(',', ''));
}
