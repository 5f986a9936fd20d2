// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { attachCard } from '../../../entrypoints/card/attach-card.tsx';
import type { CardContacts } from '../../../utils/messages/protocol.ts';
import { makeActions, makeSubject } from './card-subject.ts';
import { makeContact } from './make-contact.ts';

const root = document.createElement('div');
const contactsOf = vi.fn<(token: string) => Promise<CardContacts | null>>();

/** What the worker would answer for a contact of this name. */
function answer(name: string): CardContacts {
  return makeSubject({ contacts: [makeContact({ name })] });
}

/** The holder's end of the last port. */
let holderPort: MessagePort | undefined;

/** Sends a message as the frame's holder does, and collects what comes back. */
function post(data: unknown, how: { source?: unknown; withPort?: boolean } = {}) {
  const { source = window.parent, withPort = true } = how;
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  port1.onmessage = (event) => heard.push(event.data);
  holderPort = port1;
  const event = new Event('message');
  Object.assign(event, { data, source, ports: withPort ? [port2] : [] });
  window.dispatchEvent(event);
  return heard;
}

let isAttached = false;

beforeEach(() => {
  contactsOf.mockReset();
  // Once, as in the page, and not before the sentences are there.
  if (!isAttached) attachCard(root, { ...makeActions(), contactsOf });
  isAttached = true;
});

test('shows what the token stands for, then says that it is ready', async () => {
  contactsOf.mockResolvedValue(answer('Giulia'));
  const heard = post({ type: 'card.show', token: 't1' });
  expect(contactsOf).toHaveBeenCalledExactlyOnceWith('t1');
  await waitFor(() => expect(heard).toEqual(['card.ready']));
  expect(root.querySelector('h1')?.textContent).toBe('Giulia');
  fireEvent.keyDown(window, { key: 'Escape' });
  await waitFor(() => expect(heard).toEqual(['card.ready', 'card.close']));
});

test('a newer number takes the older one away at once, and its answer is the only one shown', async () => {
  contactsOf.mockResolvedValueOnce(answer('Before'));
  post({ type: 'card.show', token: 't0' });
  await waitFor(() => expect(root.querySelector('h1')?.textContent).toBe('Before'));

  let answerOlder: ((value: CardContacts) => void) | undefined;
  const older = new Promise<CardContacts>((resolve) => {
    answerOlder = resolve;
  });
  contactsOf.mockReturnValueOnce(older).mockResolvedValueOnce(answer('Newer'));
  const heardByOlder = post({ type: 'card.show', token: 't1' });
  expect(root.textContent).toBe('');
  const heard = post({ type: 'card.show', token: 't2' });
  await waitFor(() => expect(heard).toEqual(['card.ready']));
  answerOlder?.(answer('Older'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(root.querySelector('h1')?.textContent).toBe('Newer');
  expect(heardByOlder).toEqual([]);
  expect(heard).toEqual(['card.ready']);
});

test('by key one comes to the name, and leaves over either end', async () => {
  document.body.append(root);
  contactsOf.mockResolvedValue(answer('Giulia'));
  const heard = post({ type: 'card.show', token: 't1' });
  await waitFor(() => expect(heard).toEqual(['card.ready']));
  expect(document.activeElement).toBe(document.body);
  holderPort?.postMessage('card.focus');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Giulia'));
  fireEvent.keyDown(window, { key: 'Tab', shiftKey: true });
  await waitFor(() => expect(heard).toEqual(['card.ready', 'card.return']));
  const buttons = [...root.querySelectorAll<HTMLElement>('a, button')];
  buttons[0]?.focus();
  fireEvent.keyDown(window, { key: 'Tab' });
  buttons.at(-1)?.focus();
  fireEvent.keyDown(window, { key: 'Tab' });
  await waitFor(() => expect(heard).toEqual(['card.ready', 'card.return', 'card.return']));
});

test('an expired token and a silent worker get a sentence, and are ready too', async () => {
  contactsOf.mockResolvedValueOnce(null).mockRejectedValueOnce(new Error('no worker'));
  const expired = post({ type: 'card.show', token: 't1' });
  await waitFor(() => expect(expired).toEqual(['card.ready']));
  expect(root.textContent).toMatch(/^This card has expired/u);
  const failed = post({ type: 'card.show', token: 't2' });
  await waitFor(() => expect(failed).toEqual(['card.ready']));
  expect(root.textContent).toMatch(/^This contact could not be read/u);
});

test.each([
  ['another window', { type: 'card.show', token: 't' }, { source: {} }],
  ['a message without a port', { type: 'card.show', token: 't' }, { withPort: false }],
  ['another type', { type: 'card.close', token: 't' }, {}],
  ['a token that is no text', { type: 'card.show', token: ['t'] }, {}],
  ['a token of a megabyte', { type: 'card.show', token: 't'.repeat(1e6) }, {}],
  ['no object', 'card.show', {}],
])('%s is not listened to', (_, data, how) => {
  post(data, how);
  expect(contactsOf).not.toHaveBeenCalled();
});
