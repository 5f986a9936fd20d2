// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import type { RefreshContact } from '../../../components/details/use-refresh.ts';
import type { Contact } from '../../../utils/contact.ts';
import { customFieldKey, ownFieldKey } from '../../../utils/field-key.ts';
import type { CardField } from '../../../utils/settings.ts';
import { makeContact } from './make-contact.ts';
import type { Overview } from '../../../components/popup/contract.ts';
import { CONTACTS, SYNCED, field, findings, names, open, options, search } from './popup-stage.tsx';

describe('one contact in full', () => {
  test.each([
    ['the right arrow', { key: 'ArrowRight' }],
    ['Ctrl+K and its last entry', { key: 'k', ctrlKey: true }],
  ])('%s shows it; Escape goes back step by step', async (_, key) => {
    open();
    const input = (await search('bruno')) as HTMLInputElement;
    input.setSelectionRange(5, 5);
    fireEvent.keyDown(input, key);
    if (key.key === 'k') fireEvent.click(await screen.findByRole('menuitem', { name: 'Details' }));
    const heading = await screen.findByRole('heading', { name: 'Bruno Verdi' });
    expect(document.activeElement).toBe(heading);
    fireEvent.keyDown(heading, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(input.value).toBe('bruno');
    fireEvent.keyDown(input, { key: 'Escape' });
    await waitFor(() => expect(input.value).toBe(''));
    // Now the browser's own Escape, which closes the popup, is let through.
    expect(fireEvent.keyDown(input, { key: 'Escape' })).toBe(true);
  });
});

describe('how recent the conversation is', () => {
  const showBruno = async (overview: Partial<Overview>) => {
    open({ overview });
    fireEvent.keyDown(await search('bruno'), { key: 'ArrowRight' });
    await screen.findByRole('heading', { name: 'Bruno Verdi' });
    return screen.queryByText(/most recent conversations/u)?.textContent;
  };
  const synced = { ...SYNCED, lastSync: Date.now() - 120_500 };

  test('is said with the time for which it is known', async () => {
    expect(await showBruno({ mostRecent: ['c0', 'c1'], sync: synced })).toBe(
      'Among the 20 most recent conversations · synced 2 minutes ago',
    );
  });

  test('is not said of others', async () => {
    expect(await showBruno({ mostRecent: ['c0', 'c2'], sync: synced })).toBeUndefined();
  });
});

describe('keys in a contact’s details', () => {
  const openDetails = async () => {
    const opened = open();
    const input = await search('bruno');
    fireEvent.keyDown(input, { key: 'ArrowRight' });
    return { ...opened, heading: await screen.findByRole('heading', { name: 'Bruno Verdi' }) };
  };

  test('do what they do in the list, and stand beside what they do', async () => {
    const { done, heading } = await openDetails();
    const link = screen.getByRole('link', { name: /^Open conversation/u });
    expect(within(link).getByText('↵')).toBeTruthy();
    fireEvent.keyDown(heading, { key: 'Enter' });
    expect(done.openConversation).toHaveBeenLastCalledWith('c1', false);
    fireEvent.keyDown(heading, { key: 'Enter', ctrlKey: true });
    expect(done.openConversation).toHaveBeenLastCalledWith('c1', true);
    fireEvent.keyDown(heading, { key: 'Enter', altKey: true });
    expect(done.openContact).toHaveBeenCalledExactlyOnceWith(CONTACTS[1]);
  });

  test('copy the number, but leave a selection to the browser', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const { heading } = await openDetails();
    fireEvent.keyDown(heading, { key: 'c' });
    await waitFor(() => expect(writeText).toHaveBeenCalledExactlyOnceWith('+39 347 123 4567'));
    vi.spyOn(globalThis, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection);
    expect(fireEvent.keyDown(heading, { key: 'c', ctrlKey: true })).toBe(true);
    expect(writeText).toHaveBeenCalledOnce();
  });

  test('leave Enter to a button that has the focus', async () => {
    const { done } = await openDetails();
    const back = screen.getByRole('button', { name: 'Back to the list' });
    expect(fireEvent.keyDown(back, { key: 'Enter' })).toBe(true);
    expect(done.openConversation).not.toHaveBeenCalled();
  });
});

describe('a contact that is refreshed by itself', () => {
  const refreshWith = async (refreshContact: RefreshContact) => {
    const opened = open({ actions: { refreshContact } });
    const input = await search('bruno');
    fireEvent.keyDown(input, { key: 'ArrowRight' });
    const heading = await screen.findByRole('heading', { name: 'Bruno Verdi' });
    const button = screen.getByRole('button', { name: 'Refresh this contact' });
    fireEvent.click(button);
    return { ...opened, heading, button };
  };

  test('is shown as Callbell has it now, and says so; the focus stays where it is', async () => {
    const fresh = makeContact({ uuid: 'c1', name: 'Bruno Verdi', note: 'Moved to Turin' });
    const refreshContact = vi.fn(() => Promise.resolve(fresh));
    const { button } = await refreshWith(refreshContact);
    button.focus();
    expect(await screen.findByText('Moved to Turin')).toBeTruthy();
    expect(screen.getByText(/^Read from Callbell/u).getAttribute('role')).toBe('status');
    expect(refreshContact).toHaveBeenCalledExactlyOnceWith('c1');
    expect(document.activeElement).toBe(button);
  });

  test.each<[string, RefreshContact, RegExp]>([
    ['is gone', () => Promise.resolve({ gone: true }), /no longer has this contact/u],
    [
      'cannot be had',
      () => Promise.resolve({ error: { kind: 'unreachable' } }),
      /could not be reached/u,
    ],
    ['fails', () => Promise.reject(new Error('no worker')), /went wrong|failed|again/iu],
  ])('stays as it was and says why if it %s', async (_, refreshContact, sentence) => {
    const { heading } = await refreshWith(refreshContact);
    expect((await screen.findByRole('alert')).textContent).toMatch(sentence);
    expect(heading.isConnected).toBe(true);
    expect(screen.queryByText(/^Read from Callbell/u)).toBeNull();
  });
});

describe('fields that the user has placed, hidden or covered', () => {
  const contact = makeContact({
    uuid: 'f',
    name: 'Ada',
    tags: ['VIP'],
    fields: [
      { name: 'City', type: 'text', value: 'Forlì' },
      { name: 'IBAN', type: 'text', value: 'IT60 secret' },
      { name: 'Salary', type: 'text', value: 'secret too' },
    ],
  });
  const FIELDS: CardField[] = [
    { key: customFieldKey('City'), show: 'shown' },
    { key: customFieldKey('IBAN'), show: 'sensitive' },
    { key: customFieldKey('Salary'), show: 'hidden' },
  ];
  const openWith = (fields: CardField[], one: Contact = contact) => {
    const find = (typed: string) => Promise.resolve(findings([one], typed));
    return open({
      overview: { view: { fields, avatars: false, funnels: [] } },
      directory: { find },
    });
  };

  test('are so in the details', async () => {
    openWith(FIELDS);
    fireEvent.keyDown(await searchAda('ada'), { key: 'ArrowRight' });
    await screen.findByRole('heading', { name: 'Ada' });
    const labels = screen.getAllByRole('term').map((term) => term.textContent);
    expect(labels).toEqual(['City', 'IBAN', 'Phone', 'Assigned to', 'Tags', 'Note']);
    expect(document.body.textContent).not.toContain('secret');
    fireEvent.click(screen.getByRole('button', { name: 'Show IBAN' }));
    expect(document.body.textContent).toContain('IT60 secret');
    expect(document.body.textContent).not.toContain('secret too');
  });

  test('are not given away by the list that finds somebody by them', async () => {
    openWith(FIELDS);
    await searchAda('secret');
    expect(options()[0]?.textContent).toContain('IBAN');
    expect(options()[0]?.textContent).not.toContain('secret');
  });

  test.each([
    ['city', 'City: Forlì'],
    ['iban', 'IBAN'],
  ])('are named by the list that finds somebody by the name “%s”', async (typed, shown) => {
    openWith(FIELDS);
    await searchAda(typed);
    const elsewhere = document.querySelector('[aria-selected=true] .result-elsewhere');
    expect(elsewhere?.textContent).toBe(shown);
    expect(elsewhere?.querySelector('mark')?.textContent).toBe(shown.split(':')[0]);
  });

  test('are kept out of the rows as well: number and tags', async () => {
    openWith([
      { key: ownFieldKey('phone'), show: 'sensitive' },
      { key: ownFieldKey('tags'), show: 'hidden' },
    ]);
    await searchAda('ada');
    expect(options()[0]?.textContent).not.toContain('347');
    expect(options()[0]?.textContent).not.toContain('VIP');
    expect(options()[0]?.textContent).toContain('WhatsApp Vendite');
  });

  test('and the funnel is called by its name', async () => {
    const funnels = [{ uuid: 'f1', name: 'New leads', emoji: '🔥' }];
    const lead = { ...contact, funnelId: 'f1' };
    open({
      overview: { view: { fields: [], avatars: false, funnels } },
      directory: { find: (typed) => Promise.resolve(findings([lead], typed)) },
    });
    fireEvent.keyDown(await searchAda('ada'), { key: 'ArrowRight' });
    expect(await screen.findByText('🔥 New leads')).toBeTruthy();
  });

  test.each([true, false])('and pictures are loaded as the user wishes: %o', async (avatars) => {
    open({
      overview: { view: { fields: [], avatars, funnels: [] } },
      directory: { find: (typed) => Promise.resolve(findings([contact], typed)) },
    });
    fireEvent.keyDown(await searchAda('ada'), { key: 'ArrowRight' });
    await screen.findByRole('heading', { name: 'Ada' });
    expect(document.querySelectorAll('img.portrait')).toHaveLength(avatars ? 1 : 0);
  });

  const searchAda = async (typed: string): Promise<HTMLInputElement> => {
    const input = await field<HTMLInputElement>();
    fireEvent.input(input, { target: { value: typed } });
    await waitFor(() => expect(document.querySelector('[aria-selected=true]')).toBeTruthy());
    await waitFor(() => expect(names()).toEqual(['Ada']));
    input.setSelectionRange(typed.length, typed.length);
    return input;
  };
});

describe('keys', () => {
  test('Alt+Enter opens the contact in Callbell', async () => {
    const { done } = open();
    fireEvent.keyDown(await search('anna'), { key: 'Enter', altKey: true });
    await waitFor(() => expect(done.openContact).toHaveBeenCalledExactlyOnceWith(CONTACTS[0]));
    await waitFor(() => expect(done.close).toHaveBeenCalledOnce());
  });

  test('C in the list copies the number, and Escape leads back to the field', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    open();
    const input = await search('anna');
    const list = screen.getByRole('listbox', { name: 'Contacts' });
    list.focus();
    fireEvent.keyDown(list, { key: 'c' });
    await waitFor(() => expect(writeText).toHaveBeenCalledExactlyOnceWith('+39 347 123 4567'));
    fireEvent.keyDown(list, { key: 'Escape' });
    expect(document.activeElement).toBe(input);
  });

  test('Ctrl+K and arrows choose among the actions; Escape closes them', async () => {
    const { done } = open();
    const input = await search('anna');
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    const menu = await screen.findByRole('menu', { name: 'Actions for Anna Rossi' });
    expect(document.activeElement?.textContent).toContain('Open conversation');
    fireEvent.keyDown(menu, { key: 'ArrowDown' });
    fireEvent.click(document.activeElement ?? menu);
    await waitFor(() => expect(done.openConversation).toHaveBeenCalledExactlyOnceWith('c0', true));
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    fireEvent.keyDown(await screen.findByRole('menu'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(document.activeElement).toBe(input);
  });

  test('that the menu shows work in it', async () => {
    const { done } = open();
    const input = await search('anna');
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    const menu = await screen.findByRole('menu');
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    fireEvent.keyDown(menu, { key: 'c' });
    await waitFor(() => expect(writeText).toHaveBeenCalledExactlyOnceWith('+39 347 123 4567'));
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    fireEvent.keyDown(await screen.findByRole('menu'), { key: 'Enter', altKey: true });
    await waitFor(() => expect(done.openContact).toHaveBeenCalledExactlyOnceWith(CONTACTS[0]));
  });

  test('of somebody on the page include the way there', async () => {
    const [anna] = CONTACTS;
    if (!anna) throw new Error('nobody there');
    const page = [{ contact: anna, text: '347 123', guessed: false }];
    const { done } = open({ actions: { readPage: () => Promise.resolve(page) } });
    const input = await field();
    await screen.findByRole('listbox', { name: 'On this page' });
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    fireEvent.keyDown(input, { key: 'k', ctrlKey: true });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Show on the page' }));
    await waitFor(() => expect(done.jumpTo).toHaveBeenCalledExactlyOnceWith('347 123'));
  });
});
