import type { Accounts } from './account.ts';
import { HTML } from './answer.ts';
import type { Answer } from './answer.ts';
import type { FakeContact } from './types.ts';

/** A stand-in for the dashboard, which says in its title where a link has led. */
export function answerDashboard(path: string, accounts: Accounts): Answer {
  const [, kind, uuid] = /^\/(chat|contacts)\/([^/]+)$/.exec(path) ?? [];
  if (kind !== undefined && uuid !== undefined) {
    for (const { contacts } of accounts) {
      const contact = kind === 'chat' ? contacts.getByConversation(uuid) : contacts.get(uuid);
      if (contact === undefined) continue;
      const label = labelOf(contact);
      return page(200, kind === 'chat' ? `Conversation with ${label}` : `Contact ${label}`);
    }
  }
  return page(404, 'Not found');
}

function labelOf(contact: FakeContact): string {
  const name = contact.name ?? '';
  return name === '' ? (contact.phoneNumber ?? contact.uuid) : name;
}

function page(status: number, title: string): Answer {
  const text = escapeHtml(title);
  return {
    status,
    // Names are chosen by strangers: were the escaping ever wrong, nothing would run.
    headers: { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" },
    type: HTML,
    text:
      '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
      `<meta name="color-scheme" content="light dark"><title>${text}</title>` +
      '<style>body{font:16px/1.5 system-ui,sans-serif;margin:10vh auto;max-width:40rem}</style>' +
      `</head><body><h1 dir="auto">${text}</h1><p>Stand-in for the dashboard.</p></body></html>\n`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
