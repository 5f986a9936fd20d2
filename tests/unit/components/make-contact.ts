import type { Contact } from '../../../utils/contact.ts';

/** A contact with everything, but for what the test says. */
export function makeContact(parts: Partial<Contact> = {}): Contact {
  return {
    uuid: 'c1',
    name: 'Giulia Bianchi',
    phoneNumber: '+39 347 123 4567',
    avatarUrl: 'https://avatars.example.com/giulia.jpg',
    createdAt: '2026-07-20T09:30:00Z',
    closedAt: null,
    blockedAt: null,
    source: 'whatsapp',
    href: 'https://dash.callbell.eu/contacts/c1',
    conversationHref: 'https://dash.callbell.eu/chat/1c',
    assignedUser: 'anna.conti@email.com',
    tags: ['sales', 'VIP'],
    fields: [],
    team: { uuid: 't1', name: 'Sales team' },
    channel: { uuid: 'ch1', title: 'WhatsApp Vendite', type: 'whatsapp' },
    funnelId: null,
    bsuid: 'IT.13491208655302741918',
    note: 'Calls after six.',
    ...parts,
  };
}
