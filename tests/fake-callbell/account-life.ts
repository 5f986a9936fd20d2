import { AGENTS, MAIN_CHANNEL } from './account-data.ts';
import type { Account } from './account.ts';
import { isoSeconds } from './make-contact.ts';
import { chance, mulberry32, pick } from './random.ts';
import type { NonEmpty } from './random.ts';
import type { FakeContact, Member, Message, Team } from './types.ts';

const HOUR = 3_600_000;

const RECEIVED: NonEmpty<string> = [
  'Buongiorno, avete ancora disponibilità?',
  '¿Me puede enviar el presupuesto?',
  'Ok, grazie! 👍',
  'Quando chega a encomenda?',
  'Ich rufe morgen zurück.',
  'https://example.com/ordine/4521',
];

const SENT: NonEmpty<string> = [
  'Certo, le mando il preventivo oggi.',
  '¡Claro! Se lo envío en un momento.',
  'A encomenda chega na terça-feira.',
  'Gerne, bis morgen!',
];

const NOTES: NonEmpty<string> = ['Called back, nobody there.', 'Sconto del 10 % concordato.'];

/** The colleagues of a team: as many of the account's agents as it has members. */
export function membersOf(team: Team): Member[] {
  return AGENTS.slice(0, team.members).map((email, index) => ({
    email,
    name: nameOf(email),
    available: index % 2 === 0,
    lastUpdatedAt: '2026-07-20T08:30:00Z',
    userCustomStatus: null,
  }));
}

/** Up to fifty messages of a contact, the newest first; the same for the same contact. */
export function messagesOf(contact: FakeContact): Message[] {
  const random = mulberry32(Number.parseInt(contact.uuid.slice(-8), 16) || 1);
  const them = contact.phoneNumber ?? contact.bsuid ?? contact.uuid;
  const us = contact.channel?.title ?? MAIN_CHANNEL.title;
  const count = 1 + Math.floor(random() * 50);
  let time = Date.parse(contact.createdAt) + count * HOUR;
  return Array.from({ length: count }, (_, index) => {
    time -= Math.floor(random() * HOUR);
    const isReceived = chance(random, 0.55);
    const isNote = !isReceived && chance(random, 0.1);
    return {
      uuid: `${contact.uuid.slice(0, 24)}${index.toString(16).padStart(8, '0')}`,
      text: pick(random, isReceived ? RECEIVED : isNote ? NOTES : SENT),
      createdAt: isoSeconds(time),
      status: isReceived ? 'received' : isNote ? 'note' : 'sent',
      channel: contact.source,
      from: isReceived ? them : us,
      to: isReceived ? us : them,
    };
  });
}

/** What `GET /plan` says of an account. */
export function planOf({ channels, teams }: Account): Record<string, unknown> {
  return {
    plan: 'advanced',
    includedChannels: channels.length,
    licenses: AGENTS.length,
    activeUsers: AGENTS.length,
    teams: teams.length,
  };
}

/** `anna.conti@…` is Anna Conti. */
function nameOf(email: string): string {
  const [local = ''] = email.split('@');
  return local.replace(/[._]+/g, ' ').replace(/\b\w/g, (letter) => letter.toUpperCase());
}
