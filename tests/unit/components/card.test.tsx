// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, render, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { Card, type CardContent } from '../../../components/card/Card.tsx';
import { makeContact } from './make-contact.ts';

const PERSON = makeContact({ uuid: 'p', name: 'Jürgen Müller', team: null });
const OFFICE = makeContact({ uuid: 'o', name: 'Praxis Müller', source: 'telegram' });

function show(content: CardContent, opened = true) {
  const onOpenConversation = vi.fn(() => Promise.resolve(opened));
  const onClose = vi.fn();
  const view = render(
    <Card content={content} onOpenConversation={onOpenConversation} onClose={onClose} />,
  );
  return { ...view, onOpenConversation, onClose };
}

const heading = () => screen.getByRole('heading', { level: 1 }).textContent;

test('one contact has no tabs, and leaves the focus where it is', () => {
  const { onOpenConversation, onClose } = show({
    kind: 'contacts',
    contacts: [PERSON],
    guessed: false,
  });
  expect(heading()).toBe('Jürgen Müller');
  expect(screen.queryByRole('tablist')).toBeNull();
  expect(screen.queryByText('Matched without country code')).toBeNull();
  expect(document.activeElement).toBe(document.body);
  fireEvent.click(screen.getByRole('link', { name: 'Open conversation' }));
  expect(onOpenConversation).toHaveBeenCalledExactlyOnceWith('p', false);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('two contacts with one number are tabs, told apart by source and team', async () => {
  const { onOpenConversation } = show({
    kind: 'contacts',
    contacts: [PERSON, OFFICE],
    guessed: true,
  });
  const [first, second] = screen.getAllByRole('tab');
  expect(first?.textContent).toBe('Jürgen MüllerWhatsApp');
  expect(second?.textContent).toBe('Praxis MüllerTelegramSales team');
  expect(screen.getByText('Matched without country code')).toBeTruthy();

  first?.focus();
  if (first) fireEvent.keyDown(first, { key: 'ArrowRight' });
  expect(await screen.findByRole('heading', { level: 1, name: 'Praxis Müller' })).toBeTruthy();
  expect(document.activeElement).toBe(second);
  expect(second?.getAttribute('aria-selected')).toBe('true');
  expect(screen.getByRole('tabpanel').getAttribute('aria-labelledby')).toBe(second?.id);
  fireEvent.click(screen.getByRole('link', { name: 'Open conversation' }));
  expect(onOpenConversation).toHaveBeenCalledExactlyOnceWith('o', false);
});

test.each([
  [{ kind: 'expired' } as const, /^This card has expired/u],
  [{ kind: 'failed' } as const, /^This contact could not be read/u],
  [{ kind: 'contacts', contacts: [], guessed: false } as const, /^This card has expired/u],
])('%o is told in a sentence, and can be closed', (content, sentence) => {
  const { onClose } = show(content);
  expect(screen.getByText(sentence)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('a conversation that could not be opened is told', async () => {
  show({ kind: 'contacts', contacts: [PERSON], guessed: false }, false);
  fireEvent.click(screen.getByRole('link', { name: 'Open conversation' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/could not be opened/u);
});
