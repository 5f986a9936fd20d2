import {
  AGENTS,
  CHANNELS_OF,
  FUNNELS,
  INTERESTS,
  MAIN_CHANNEL,
  PLANS,
  TEAMS,
} from './account-data.ts';
import { customFields, isoSeconds, makeContact } from './make-contact.ts';
import type { CustomField, FakeContact } from './types.ts';

const [GENERAL, SALES = TEAMS[0], SUPPORT = TEAMS[0]] = TEAMS;
const [JOHN, ANNA = JOHN, BEATRIZ = JOHN] = AGENTS;

/** Newer than every lifelike contact, so that the list below heads the account's first page. */
const NEWEST = Date.UTC(2026, 6, 20, 9, 30, 0);
const HOUR = 3_600_000;

const LONG_NAME =
  'María de los Ángeles Guadalupe Fernanda Hernández-Villaseñor y Ordóñez de la Santísima ' +
  'Trinidad, Directora General Adjunta de Compras, Refaccionaria y Talleres del Bajío';

/**
 * The contacts that tests and the sample page name: each stands for one difficulty. Uuids count
 * from `d0…01` in the order below.
 */
export const DEMO_CONTACTS: readonly FakeContact[] = [
  demo(1, 'Giulia Bianchi', '+39 347 123 4567', {
    tags: ['sales', 'VIP', 'newsletter'],
    assignedUser: JOHN,
    team: SALES,
    note: 'Preferisce essere chiamata dopo le 18.\nAttende il preventivo per il secondo ordine.',
    ...customFields({
      City: { type: 'text', value: 'Forlì' },
      'Work e-mail': { type: 'email', value: 'giulia.bianchi@example.com' },
      Orders: { type: 'number', value: '12' },
      'Renewal date': { type: 'date', value: '2026-12-05' },
      Plan: { type: 'dropdown', value: 'Premium', options: PLANS },
      Interests: { type: 'checkbox', value: ['Newsletter', 'Promotions'], options: INTERESTS },
    }),
  }),
  demo(2, 'João Araújo', '+55 11 91234-5678', {
    tags: ['lead', 'orçamento'],
    assignedUser: BEATRIZ,
    ...customFields({ City: { type: 'text', value: 'São Paulo' } }),
  }),
  demo(3, 'María José García', '+34 612 345 678', {
    tags: ['customer', 'cliente fidelizado'],
    team: SUPPORT,
    ...customFields({
      City: { type: 'text', value: 'A Coruña' },
      Plan: { type: 'dropdown', value: 'Basic', options: PLANS },
    }),
  }),
  demo(4, 'Jürgen Müller', '+49 30 901820', { tags: ['Angebot'], assignedUser: ANNA }),
  demo(5, 'Praxis Müller', '+49 30 901820', {
    source: 'telegram',
    channel: CHANNELS_OF.telegram[0],
    tags: ['Rechnung offen'],
    note: 'Dieselbe Nummer wie Jürgen Müller: Zentrale der Praxis.',
  }),
  demo(6, 'Chloé Lefèvre', null, {
    source: 'instagram',
    channel: CHANNELS_OF.instagram[0],
    tags: ['lead', 'hot'],
  }),
  demo(7, 'ليلى حداد', '+33 6 12 34 56 78', {
    tags: ['customer'],
    note: 'تفضل المراسلة باللغة العربية، رقم الطلب 4521.',
    ...customFields({ City: { type: 'text', value: 'مرسيليا (Marseille)' } }),
  }),
  demo(8, LONG_NAME, '+52 55 1234 5678', {
    tags: ['reseller', 'customer', 'VIP', 'hot', 'newsletter', 'Black Friday'],
    note: 'Cuenta clave. '.repeat(71).trim(),
    ...customFields(thirtyFields()),
  }),
  demo(9, '<img src=x onerror=alert(1)>', '+54 9 11 2345-6789', {
    tags: ['<b>bold</b>', 'lead'],
    note: '"><script>alert(1)</script>',
    ...customFields({
      '<i>Field</i>': { type: 'text', value: '<img src=x onerror=alert(2)>' },
      Website: { type: 'text', value: 'javascript:alert(3)' },
    }),
  }),
  // The documentation's own example; one digit too long for France's plan, and stored all the same.
  demo(10, 'Pascal Dubois', '331122334455', { tags: ['devis envoyé'] }),
  demo(11, 'Marco Esposito', '3471234999', {
    tags: ['da richiamare', 'sales'],
    team: SALES,
    funnelId: FUNNELS[0].uuid,
  }),
  demo(12, 'Inês Carvalho', '+351 912 345 678', {
    tags: ['pós-venda'],
    closedAt: '2026-07-19T16:20:00Z',
  }),
  demo(13, 'Renée Lambert', '33660123456', {
    tags: ['à rappeler'],
    avatarUrl: 'https://avatars.example.com/renee.jpg',
  }),
  demo(14, 'Diego Fernández', '+54 9 11 5555-6789', {
    tags: ['devolución'],
    blockedAt: '2026-07-18T11:05:00Z',
  }),
];

function demo(
  ordinal: number,
  name: string,
  phoneNumber: string | null,
  parts: Partial<FakeContact>,
): FakeContact {
  return makeContact({
    uuid: `d${ordinal.toString().padStart(31, '0')}`,
    name,
    phoneNumber,
    createdAt: isoSeconds(NEWEST - ordinal * HOUR),
    team: GENERAL,
    channel: MAIN_CHANNEL,
    ...parts,
  });
}

function thirtyFields(): Record<string, CustomField> {
  const fields: Record<string, CustomField> = {};
  for (let number = 1; number <= 30; number++) {
    fields[`Campo ${number}`] = fieldOfKind(number);
  }
  return fields;
}

function fieldOfKind(number: number): CustomField {
  switch (number % 6) {
    case 1:
      return { type: 'text', value: `Refacción ${number}: `.padEnd(number * 12, 'á') };
    case 2:
      return { type: 'email', value: `compras+${number}@example.com` };
    case 3:
      return { type: 'number', value: (number * 1234.5).toString() };
    case 4:
      return { type: 'date', value: `2026-02-${number.toString().padStart(2, '0')}` };
    case 5:
      return { type: 'dropdown', value: 'Enterprise', options: PLANS };
    default:
      return { type: 'checkbox', value: INTERESTS, options: INTERESTS };
  }
}
