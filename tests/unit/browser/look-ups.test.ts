import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { takeAsked } from '../../../utils/browser/asked.ts';
import { attachLookUps } from '../../../utils/browser/look-ups.ts';

type OnClicked = Parameters<typeof fakeBrowser.contextMenus.onClicked.addListener>[0];
type Info = Parameters<OnClicked>[0];

const { contextMenus, commands, action } = fakeBrowser;
let click: (info: Partial<Info>) => void = () => {};
const openPopup = vi.fn(() => Promise.resolve());

beforeEach(() => {
  openPopup.mockClear();
  vi.spyOn(contextMenus.onClicked, 'addListener').mockImplementation((listener: OnClicked) => {
    click = (info) => listener({ editable: false, pageUrl: '', ...info } as Info, undefined);
  });
  vi.spyOn(commands.onCommand, 'addListener').mockReturnValue(undefined);
  vi.spyOn(action, 'openPopup').mockImplementation(openPopup);
  attachLookUps();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the context menu', () => {
  it.each([
    ['tel:+393471234567', '+393471234567'],
    ['tel:+39%20347;ext=5', '+39 347'],
    ['sms:+39347?body=x', '+39347'],
    ['https://wa.me/5511912345678?text=1', '+5511912345678'],
    ['https://api.whatsapp.com/send?phone=34612345678', '+34612345678'],
    ['https://web.whatsapp.com/send?phone=%2B34612', '+34612'],
  ])('reads the number of %s', async (linkUrl, number) => {
    click({ menuItemId: 'look-up-link', linkUrl });
    // In the click's own turn: browsers allow it only then.
    expect(openPopup).toHaveBeenCalledOnce();
    await vi.waitFor(async () => expect(await takeAsked()).toBe(number));
  });

  it.each([
    ['its only number', 'Tel. +39 347 123 4567 (Giulia)', '+39 347 123 4567'],
    ['all its numbers', 'A +39 347 123 4567\nB: 348 123 4567', '+39 347 123 4567\n348 123 4567'],
    ['a name, whatever is around it', ' “Name:\n Giulia   Bianchi”, ', 'Name Giulia Bianchi'],
    ['a name of which no emoji is cut', `Ann ${'x'.repeat(195)}😀`, `Ann ${'x'.repeat(195)}`],
    ['nothing but its words', '-tag:x "is:open" @lens.demo', 'tag x is open lens.demo'],
  ])('takes of what is selected %s', async (_, selectionText, asked) => {
    click({ menuItemId: 'look-up-selection', selectionText });
    await vi.waitFor(async () => expect(await takeAsked()).toBe(asked));
    expect(await takeAsked()).toBeUndefined();
  });

  it('opens for a link that is written wrong as well', async () => {
    click({ menuItemId: 'look-up-link', linkUrl: 'tel:%E0%A4%A' });
    expect(openPopup).toHaveBeenCalledOnce();
    await vi.waitFor(async () => expect(await takeAsked()).toBe('%E0%A4%A'));
  });
});
