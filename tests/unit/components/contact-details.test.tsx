// @vitest-environment happy-dom
import './setup.ts';
import { fireEvent, render, screen } from '@testing-library/preact';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ContactDetails } from '../../../components/details/ContactDetails.tsx';
import { digitGroups } from '../../../components/details/field-value.ts';
import type { Contact, CustomField } from '../../../utils/contact.ts';
import type { CardField } from '../../../utils/settings.ts';
import { makeContact } from './make-contact.ts';

const FUNNELS = [
  { uuid: 'f1', name: 'New leads', emoji: '🔥' },
  { uuid: 'f2', name: 'Won', emoji: '' },
];

function show(parts: Partial<Contact>, fields: CardField[] = []) {
  const onOpenConversation = vi.fn();
  const { container, unmount } = render(
    <ContactDetails
      contact={makeContact(parts)}
      view={{ fields, avatars: false, funnels: FUNNELS }}
      onOpenConversation={onOpenConversation}
    />,
  );
  return { container, unmount, onOpenConversation };
}

/** What is shown beside a label. */
function valueOf(label: string): HTMLElement {
  const term = screen.getAllByRole('term').find((dt) => dt.textContent === label);
  const value = term?.parentElement?.querySelector<HTMLElement>('.field-value');
  if (!value) throw new Error(`no field ${label}`);
  return value;
}

function showField(field: CustomField): HTMLElement {
  show({ fields: [field] });
  return valueOf(field.name);
}

describe('what is known of a contact', () => {
  test('is all there', () => {
    const { container } = show({ closedAt: '2026-07-19T16:20:00Z' });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Giulia Bianchi');
    expect(container.querySelector('.contact-place')?.textContent).toBe(
      'ClosedWhatsAppSales teamWhatsApp Vendite',
    );
    expect(valueOf('Phone').textContent).toBe('+39 347 123 4567');
    expect(valueOf('Assigned to').textContent).toBe('anna.conti@email.com');
    expect([...valueOf('Tags').querySelectorAll('li')].map((li) => li.textContent)).toEqual([
      'sales',
      'VIP',
    ]);
    expect(valueOf('Note').textContent).toBe('Calls after six.');
  });

  test('has no line for what is empty', () => {
    show({
      phoneNumber: null,
      bsuid: ' ',
      funnelId: ' ',
      assignedUser: null,
      tags: [],
      note: ' ',
      fields: [
        { name: 'City', type: 'text', value: ' ' },
        { name: 'Interests', type: 'checkbox', values: ['', ' '] },
      ],
    });
    expect(screen.queryAllByRole('term')).toEqual([]);
  });

  test('names a contact without name and number', () => {
    show({ name: ' ', phoneNumber: null });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No name');
  });

  test.each(['\u3164', '\u2800', '\u200B\u200B', ' \uFEFF\u00AD', '\u115F', '\u202E'])(
    'calls a contact named %j by its number',
    (name) => {
      const { container } = show({ name });
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('+39 347 123 4567');
      expect(container.querySelector('.initials')?.textContent).toBe('#');
    },
  );

  test('has no line for values of which nothing can be seen', () => {
    show({
      name: '\u3164',
      phoneNumber: '\u200B',
      bsuid: '\u2800',
      assignedUser: '\u200B',
      tags: ['\u3164'],
      note: '\u2800\n',
      fields: [
        { name: 'City', type: 'text', value: '\u3164' },
        { name: 'Interests', type: 'checkbox', values: ['\u200B'] },
      ],
    });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No name');
    expect(screen.queryAllByRole('term')).toEqual([]);
  });

  test('takes no initial from a letter that cannot be seen', () => {
    const { container } = show({ name: '\u3164Anna' });
    expect(container.querySelector('.initials')?.textContent).toBe('A');
  });

  test('never loads a picture', () => {
    expect(show({}).container.querySelector('img')).toBeNull();
  });
});

describe('the funnel', () => {
  test.each([
    ['f1', '🔥 New leads'],
    ['f2', 'Won'],
    ['f9', 'Unknown funnel (f9)'],
  ])('%s is shown as %s, and copied so', async (funnelId, shown) => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show({ funnelId });
    expect(valueOf('Funnel').textContent).toBe(shown);
    fireEvent.click(screen.getByRole('button', { name: 'Copy Funnel' }));
    await screen.findByText('Copied');
    expect(writeText).toHaveBeenCalledExactlyOnceWith(shown);
  });

  test('has the place that the user has chosen, and is hidden or covered as other fields', async () => {
    const labels = () => screen.getAllByRole('term').map(({ textContent }) => textContent);
    const first = show({ funnelId: 'f1' }, [{ key: 'own:funnel', show: 'sensitive' }]);
    expect(labels()).toEqual(['Funnel', 'Phone', 'Assigned to', 'Tags', 'Note']);
    expect(first.container.innerHTML).not.toContain('New leads');
    fireEvent.click(screen.getByRole('button', { name: 'Show Funnel' }));
    expect(await screen.findByText('🔥 New leads')).toBeTruthy();
    first.unmount();
    show({ funnelId: 'f1' }, [{ key: 'own:funnel', show: 'hidden' }]);
    expect(labels()).toEqual(['Phone', 'Assigned to', 'Tags', 'Note']);
  });
});

describe('what WhatsApp knows somebody by', () => {
  const BSUID = 'IT.13491208655302741918';

  test.each([null, '', ' '])('is shown where the number is %j, to be copied', async (number) => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show({ phoneNumber: number, bsuid: BSUID });
    expect(screen.getAllByRole('term')[0]?.textContent).toBe('WhatsApp user ID');
    expect(valueOf('WhatsApp user ID').textContent).toBe(BSUID);
    fireEvent.click(screen.getByRole('button', { name: 'Copy WhatsApp user ID' }));
    await screen.findByText('Copied');
    expect(writeText).toHaveBeenCalledExactlyOnceWith(BSUID);
  });

  test('is left out beside a number', () => {
    show({ bsuid: BSUID });
    expect(screen.queryByText('WhatsApp user ID')).toBeNull();
  });
});

describe('a custom field by its type', () => {
  test.each([
    ['100234', ['100234']],
    ['20121', ['20121']],
    ['2024', ['2024']],
    ['0039', ['0039']],
    ['12345678901234567890', ['12345678901234567890']],
    ['1234567.5', ['1', '234', '567.5']],
    ['-123456', ['-123', '456']],
    ['-12', ['-12']],
    ['12.50', ['12.50']],
    ['1234,56', ['1', '234,56']],
    ['1e999', ['1e999']],
    ['twelve', ['twelve']],
  ])('number %s has the groups %j', (value, groups) => {
    const shown = showField({ name: 'Orders', type: 'number', value });
    const spans = [...shown.querySelectorAll('.digit-group')].map((one) => one.textContent);
    expect(spans.length === 0 ? [shown.textContent] : spans).toEqual(groups);
  });

  test('a number is shown, and copied, with the characters that are stored and found', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const value = showField({ name: 'Budget', type: 'number', value: '1234567.50' });
    expect(value.textContent).toBe('1234567.50');
    fireEvent.click(screen.getByRole('button', { name: 'Copy Budget' }));
    await screen.findByText('Copied');
    expect(writeText).toHaveBeenCalledExactlyOnceWith('1234567.50');
  });

  test('whatever number it is, its groups are the number', () => {
    const anyNumber = fc.oneof(
      fc.double().map(String),
      fc.integer().map(String),
      fc.tuple(fc.bigInt(), fc.constantFrom('.', ','), fc.nat()).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(digitGroups(value).join('')).toBe(value);
      }),
    );
  });

  test.each([
    ['2026-12-05', 'December 5, 2026'],
    ['2024-02-29', 'February 29, 2024'],
    ['2026-02-29', '2026-02-29'],
    ['2026-13-01', '2026-13-01'],
    ['0012-01-01', '0012-01-01'],
    ['next week', 'next week'],
    ['2026-12-05T14:30:00Z', 'December 5, 2026 at 2:30 PM (UTC)'],
    ['2026-12-05T23:30:00.000+02:00', 'December 5, 2026 at 11:30 PM (UTC+02:00)'],
    ['2026-12-05T23:30-0300', 'December 5, 2026 at 11:30 PM (UTC-03:00)'],
    ['2026-12-05 14:30', 'December 5, 2026 at 2:30 PM'],
    ['2026-12-05 14:30:59 UTC', 'December 5, 2026 at 2:30 PM (UTC)'],
    ['2026-12-05T00:00:00.000Z', 'December 5, 2026'],
    ['2026-12-05T24:00', '2026-12-05T24:00'],
    ['2026-12-05T14:61', '2026-12-05T14:61'],
    ['2026-02-29T14:00', '2026-02-29T14:00'],
  ])('date %s is shown as %s, whatever the time zone', (value, shown) => {
    expect(showField({ name: 'Renewal', type: 'date', value }).textContent).toBe(shown);
  });

  test('e-mail leads to a message to exactly that address', () => {
    const value = showField({ name: 'Mail', type: 'email', value: 'a+b?cc=x@example.com' });
    expect(value.querySelector('a')?.getAttribute('href')).toBe(
      'mailto:a%2Bb%3Fcc%3Dx@example.com',
    );
  });

  test.each(['not an address', 'a@b@example.com', '<a@example.com>', 'a@localhost'])(
    'e-mail %s is text',
    (value) => {
      const shown = showField({ name: 'Mail', type: 'email', value });
      expect(shown.querySelector('a')).toBeNull();
      expect(shown.textContent).toBe(value);
    },
  );

  test('checkbox values are chips', () => {
    const field: CustomField = { name: 'Likes', type: 'checkbox', values: ['A', '', 'B, C', 'A'] };
    const chips = [...showField(field).querySelectorAll('.chip')];
    expect(chips.map((chip) => chip.textContent)).toEqual(['A', 'B, C']);
  });

  test('a web address is a link that shows its host', () => {
    const shown = showField({ name: 'Site', type: 'text', value: 'https://EXAMPLE.com/a?b#c' });
    const link = shown.querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://example.com/a?b#c');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer');
    expect(link?.querySelector('.link-host')?.textContent).toBe('example.com');
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://dash.callbell.eu@evil.test/',
    'https://',
    'see https://example.com',
    'file:///etc/passwd',
  ])('%s is no link', (value) => {
    expect(showField({ name: 'Site', type: 'text', value }).querySelector('a')).toBeNull();
  });
});

describe('hostile text', () => {
  const HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

  test('is text and nothing else', () => {
    const plain = show({ fields: [{ name: 'f', type: 'text', value: 'v' }] });
    const before = plain.container.querySelectorAll('*').length;
    plain.container.remove();
    const { container } = show({
      name: HOSTILE,
      phoneNumber: HOSTILE,
      assignedUser: HOSTILE,
      source: HOSTILE,
      tags: [HOSTILE, `${HOSTILE}2`],
      note: HOSTILE,
      fields: [{ name: HOSTILE, type: 'text', value: HOSTILE }],
    });
    expect(container.querySelectorAll('*').length).toBe(before);
    expect(valueOf('Note').textContent).toBe(HOSTILE);
  });

  test('fields named like parts of an object are fields', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    show({ fields: names.map((name) => ({ name, type: 'text', value: `value of ${name}` })) });
    for (const name of names) expect(valueOf(name).textContent).toBe(`value of ${name}`);
    expect({}).not.toHaveProperty('polluted');
  });

  test('bidi overrides end with the text they are in', () => {
    const override = '\u202Egnp.exe';
    const { container } = show({ name: override, tags: [override], note: override });
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.textContent?.includes('\u202E')) continue;
      expect(node.parentElement?.tagName).toBe('BDI');
    }
  });

  test('a megabyte of name is laid out in part', () => {
    show({ name: '😀'.repeat(250_000) });
    const shown = screen.getByRole('heading', { level: 1 }).textContent;
    expect(shown.length).toBeLessThan(400);
    // Half a surrogate pair cannot be written in a URL.
    expect(() => encodeURIComponent(shown)).not.toThrow();
  });
});

describe('the ways into Callbell', () => {
  test('open the conversation through us', () => {
    const { onOpenConversation } = show({});
    const link = screen.getByRole('link', { name: 'Open conversation' });
    expect(link.getAttribute('href')).toBe('https://dash.callbell.eu/chat/1c');
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
    const wasPrevented = !fireEvent.click(link);
    expect(wasPrevented).toBe(true);
    expect(onOpenConversation).toHaveBeenCalledExactlyOnceWith('c1', false);
    fireEvent.click(link, { ctrlKey: true });
    expect(onOpenConversation).toHaveBeenLastCalledWith('c1', true);
  });

  test('are not there where they would lead elsewhere', () => {
    show({ href: 'javascript:alert(1)', conversationHref: 'https://dash.callbell.eu.evil.test/' });
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText('Callbell gave no link to this conversation.')).toBeTruthy();
  });
});

describe('copying', () => {
  test('copies the whole value, and says so', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    show({});
    fireEvent.click(screen.getByRole('button', { name: 'Copy Phone' }));
    expect(await screen.findByText('Copied')).toBeTruthy();
    expect(writeText).toHaveBeenCalledExactlyOnceWith('+39 347 123 4567');
  });

  test('says when it could not', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no permission'));
    show({});
    fireEvent.click(screen.getByRole('button', { name: 'Copy Note' }));
    expect(await screen.findByText('Could not copy')).toBeTruthy();
  });
});
