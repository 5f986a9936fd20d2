// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, render, screen, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { Card } from '../../../components/card/Card.tsx';
import type { CardActions } from '../../../components/card/card-actions.ts';
import { differencesOf } from '../../../components/card/differences.ts';
import type { CardContacts } from '../../../utils/messages/protocol.ts';
import { makeActions, makeSubject } from './card-subject.ts';
import { makeContact } from './make-contact.ts';

const PERSON = makeContact({ uuid: 'p', name: 'Jürgen Müller', team: null });
const OFFICE = makeContact({ uuid: 'o', name: 'Praxis Müller', source: 'telegram' });

function show(parts: Partial<CardContacts>, given: Partial<CardActions> = {}) {
  const actions = makeActions(given);
  const content = { kind: 'number', ...makeSubject(parts) } as const;
  const view = render(<Card content={content} actions={actions} />);
  return { ...view, actions };
}

const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('whose number it is', () => {
  test('one contact has no tabs, and leaves the focus where it is', () => {
    const { actions } = show({ contacts: [PERSON] });
    expect(heading()).toBe('Jürgen Müller');
    expect(screen.queryByRole('tablist')).toBeNull();
    expect(screen.queryByText('Matched without country code')).toBeNull();
    expect(document.activeElement).toBe(document.body);
    fireEvent.click(screen.getByRole('link', { name: 'Open conversation' }));
    expect(actions.openConversation).toHaveBeenCalledExactlyOnceWith('p', false);
    press('Close');
    expect(actions.close).toHaveBeenCalledOnce();
  });

  test('two contacts with one number are tabs, told apart by what differs', async () => {
    const { actions } = show({ contacts: [PERSON, OFFICE], guessed: true });
    expect(screen.getByText('Matched without country code')).toBeTruthy();
    const [first, second] = screen.getAllByRole('tab');
    expect(first?.textContent).toBe('Jürgen MüllerWhatsApp');
    expect(second?.textContent).toBe('Praxis MüllerTelegramSales team');
    first?.focus();
    if (first) fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Praxis Müller' })).toBeTruthy();
    expect(document.activeElement).toBe(second);
    expect(second?.getAttribute('aria-selected')).toBe('true');
    expect(screen.getByRole('tabpanel').getAttribute('aria-labelledby')).toBe(second?.id);
    fireEvent.click(screen.getByRole('link', { name: 'Open conversation' }));
    expect(actions.openConversation).toHaveBeenCalledExactlyOnceWith('o', false);
  });

  test('contacts that differ in one late trait are told apart by that one', () => {
    const twin = { ...PERSON, uuid: 'q', tags: ['supplier'] };
    expect(differencesOf([PERSON, twin])).toEqual([['sales, VIP'], ['supplier']]);
    expect(differencesOf([PERSON, PERSON])).toEqual([['WhatsApp'], ['WhatsApp']]);
  });

  test.each([
    [{ kind: 'expired' } as const, /^This card has expired/u],
    [{ kind: 'failed' } as const, /^This contact could not be read/u],
  ])('%o is told in a sentence, and can be closed', (content, sentence) => {
    const actions = makeActions();
    render(<Card content={content} actions={actions} />);
    expect(heading()).toMatch(sentence);
    press('Close');
    expect(actions.close).toHaveBeenCalledOnce();
  });

  test('a conversation that could not be opened is told', async () => {
    show({}, { openConversation: () => Promise.resolve(false) });
    fireEvent.click(screen.getByRole('link', { name: 'Open conversation' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be opened/u);
  });

  test('the number can be copied in each writing, each once', () => {
    show({ text: '347 123 4567' });
    const list = within(screen.getByRole('list', { name: 'Copy the number' }));
    expect(list.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
      'E.164: copy +393471234567',
      'National: copy 347 123 4567',
    ]);
  });
});

describe('a pinned card', () => {
  test('is pinned by button or key, and moved by arrow keys and to corners', () => {
    const { actions } = show({});
    expect(screen.queryByRole('button', { name: /^Move the card/u })).toBeNull();
    press('Pin (P)');
    expect(actions.pin).toHaveBeenLastCalledWith(true);
    const grip = screen.getByRole('button', { name: /^Move the card/u });
    fireEvent.keyDown(grip, { key: 'ArrowLeft' });
    expect(actions.move).toHaveBeenLastCalledWith('left');
    fireEvent.click(grip);
    expect(actions.move).toHaveBeenLastCalledWith('corner');
    fireEvent.keyDown(window, { key: 'p' });
    expect(actions.pin).toHaveBeenLastCalledWith(false);
    expect(screen.queryByRole('button', { name: /^Move the card/u })).toBeNull();
  });

  test('is not meant by the browser’s own keys', () => {
    const { actions } = show({});
    fireEvent.keyDown(window, { key: 'p', ctrlKey: true });
    expect(actions.pin).not.toHaveBeenCalled();
  });
});

describe('how fresh it is', () => {
  test('is said, and old news are told from new ones', () => {
    const { container, unmount } = show({});
    expect(screen.getByText('Synced 12 minutes ago')).toBeTruthy();
    expect(container.querySelector('.stale')).toBeNull();
    unmount();
    const old = show({ syncedAt: Date.now() - 3 * 86_400_000 });
    expect(screen.getByText('Synced 3 days ago')).toBeTruthy();
    expect(old.container.querySelector('.stale')).not.toBeNull();
  });

  test('changes when the contact is read anew, with what has changed', async () => {
    const refresh = vi.fn(() => Promise.resolve({ ...PERSON, name: 'Jürgen Meier' }));
    show({ contacts: [PERSON] }, { refresh });
    press('Refresh this contact');
    expect(await screen.findByRole('heading', { name: 'Jürgen Meier' })).toBeTruthy();
    expect(refresh).toHaveBeenCalledExactlyOnceWith('p');
    expect(screen.getByText('Read from Callbell just now')).toBeTruthy();
  });

  test.each([
    [{ error: { kind: 'key-refused' } } as const, /did not accept the API key/u],
    [{ gone: true } as const, /no longer has this contact/u],
  ])('stays, and it is told why, after %o', async (answer, sentence) => {
    show({ contacts: [PERSON] }, { refresh: () => Promise.resolve(answer) });
    press('Refresh this contact');
    expect((await screen.findByRole('alert')).textContent).toMatch(sentence);
    expect(screen.getByText('Synced 12 minutes ago')).toBeTruthy();
    expect(heading()).toBe('Jürgen Müller');
  });

  test('a sync that failed is told without being asked', () => {
    show({ syncError: { kind: 'key-refused' } });
    expect(screen.getByRole('alert').textContent).toMatch(/did not accept the API key/u);
  });
});

describe('not this person here', () => {
  test('takes the contact away, leaves the others, and can be taken back', async () => {
    const { actions } = show({ contacts: [PERSON, OFFICE] });
    press('Not this person here');
    expect(await screen.findByRole('heading', { level: 1, name: 'Praxis Müller' })).toBeTruthy();
    const entry = { uuid: 'p', text: '0347 1234567', host: 'shop.example' };
    expect(actions.setNotHere).toHaveBeenLastCalledWith(entry, true);
    press('Undo');
    expect(await screen.findByRole('heading', { level: 1, name: 'Jürgen Müller' })).toBeTruthy();
    expect(actions.setNotHere).toHaveBeenLastCalledWith(entry, false);
  });

  test('of the only contact leaves the sentence and the way back', async () => {
    show({ contacts: [PERSON] });
    press('Not this person here');
    expect((await screen.findByRole('button', { name: 'Undo' })).parentElement?.textContent).toBe(
      'Jürgen Müller is no longer shown for this number on shop.example. Undo',
    );
  });

  test('is not offered where there is no site to remember it for', () => {
    show({ host: '' });
    expect(screen.queryByRole('button', { name: 'Not this person here' })).toBeNull();
  });
});

describe('a number of nobody', () => {
  const nobody = { contacts: [], text: '+39 06 6982 1234' };

  test('is not looked up before the user wants it', async () => {
    const found = { contacts: [OFFICE] };
    const { actions } = show(nobody, { lookUp: vi.fn(() => Promise.resolve(found)) });
    expect(heading()).toBe('+39 06 6982 1234');
    expect(actions.lookUp).not.toHaveBeenCalled();
    press('Look up in Callbell');
    expect(await screen.findByRole('heading', { level: 1, name: 'Praxis Müller' })).toBeTruthy();
    expect(actions.lookUp).toHaveBeenCalledExactlyOnceWith('+393471234567');
    expect(screen.getByText('Synced just now')).toBeTruthy();
  });

  test('that the user has asked for by key is looked up at once', async () => {
    const { actions } = show({ ...nobody, wantsLookUp: true, writings: null });
    expect(await screen.findByText('Callbell has no contact with this number')).toBeTruthy();
    expect(actions.lookUp).toHaveBeenCalledExactlyOnceWith('+39 06 6982 1234');
    const link = screen.getByRole('link', { name: 'Open Callbell’s contacts' });
    expect(link.getAttribute('href')).toBe('https://dash.callbell.eu/contacts');
    expect(screen.getByRole('button', { name: /: copy/u })).toBeTruthy();
  });

  test('can be looked up again after it failed', async () => {
    const lookUp = vi
      .fn<CardActions['lookUp']>()
      .mockResolvedValueOnce({ error: { kind: 'unreachable' } })
      .mockResolvedValueOnce({ contacts: [] });
    show(nobody, { lookUp });
    press('Look up in Callbell');
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not be reached/u);
    press('Try again');
    expect(await screen.findByText('Callbell has no contact with this number')).toBeTruthy();
  });
});

describe('the funnel', () => {
  const funnels = [
    { uuid: 'f1', name: 'New leads', emoji: '🔥' },
    { uuid: 'f2', name: 'Won', emoji: '' },
  ];

  test('has its name, also once the contact is read anew and in another', async () => {
    const contact = makeContact({ funnelId: 'f1' });
    const moved = { ...contact, funnelId: 'f2' };
    show(
      { contacts: [contact], view: { fields: [], avatars: false, funnels } },
      { refresh: () => Promise.resolve(moved) },
    );
    expect(screen.getByText('🔥 New leads')).toBeTruthy();
    press('Refresh this contact');
    expect(await screen.findByText('Won')).toBeTruthy();
  });
});

describe('the user’s own view', () => {
  const contact = makeContact({
    fields: [
      { name: 'City', type: 'text', value: 'Forlì' },
      { name: 'Fiscal code', type: 'text', value: 'BNCGLI80A41D704X' },
    ],
  });
  const labels = () => screen.getAllByRole('term').map(({ textContent }) => textContent);

  test('puts chosen fields first and leaves hidden ones out', () => {
    const fields = [
      { key: 'field:City', show: 'shown' as const },
      { key: 'own:note', show: 'shown' as const },
      { key: 'own:tags', show: 'hidden' as const },
    ];
    show({ contacts: [contact], view: { fields, avatars: false, funnels: [] } });
    expect(labels()).toEqual(['City', 'Note', 'Phone', 'Assigned to', 'Fiscal code']);
  });

  test('covers sensitive fields until they are asked for', async () => {
    const fields = [{ key: 'field:Fiscal code', show: 'sensitive' as const }];
    const { container } = show({
      contacts: [contact],
      view: { fields, avatars: false, funnels: [] },
    });
    expect(container.innerHTML).not.toContain('BNCGLI80A41D704X');
    press('Show Fiscal code');
    expect(await screen.findByText('BNCGLI80A41D704X')).toBeTruthy();
  });

  test('has pictures only if they are wanted, and letters where there is none', async () => {
    const without = show({ contacts: [contact] });
    expect(without.container.querySelector('img')).toBeNull();
    without.unmount();
    const view = { fields: [], avatars: true, funnels: [] };
    const { container } = show({ contacts: [contact], view });
    const picture = container.querySelector('img');
    expect(picture?.getAttribute('referrerpolicy')).toBe('no-referrer');
    if (picture) fireEvent.error(picture);
    expect(await screen.findByText('GB')).toBeTruthy();
  });

  test.each(['javascript:alert(1)', 'http://avatars.example.com/a.jpg', 'data:image/png,x', 'x'])(
    'loads no picture from %s',
    (avatarUrl) => {
      const view = { fields: [], avatars: true, funnels: [] };
      const { container } = show({ contacts: [makeContact({ avatarUrl })], view });
      expect(container.querySelector('img')).toBeNull();
    },
  );
});
