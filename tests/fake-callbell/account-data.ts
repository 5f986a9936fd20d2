import type { NonEmpty } from './random.ts';
import type { Channel, Funnel, Source, Team, Template } from './types.ts';

/** The teams of every made-up account, the default one first. */
export const TEAMS: NonEmpty<Team> = [
  {
    uuid: 'ad42a09715814e6483b1c5debd6a2db0',
    name: 'General',
    createdAt: '2020-11-13T21:08:53Z',
    default: true,
    members: 6,
  },
  {
    uuid: '47aad5f9b4ca423c9d630f06ab93fe10',
    name: 'Sales',
    createdAt: '2020-11-13T21:10:33Z',
    default: false,
    members: 3,
  },
  {
    uuid: '9b1f0c62d7e84a0f8c3e5a6b7d809120',
    name: 'Soporte y atención',
    createdAt: '2022-03-02T08:41:07Z',
    default: false,
    members: 2,
  },
];

/** The channel that `GET /contacts/phone/:number` searches when it is told no other. */
export const MAIN_CHANNEL: Channel = {
  uuid: '7c996996fea947f4a1d5a11e7fac84d0',
  title: 'WhatsApp Vendite',
  type: 'whatsapp',
  main: true,
  discardedAt: false,
};

export const CHANNELS: NonEmpty<Channel> = [
  MAIN_CHANNEL,
  {
    uuid: 'dcefe6d18b5c4bbdb0661136c7f63c80',
    title: 'WhatsApp Brasil',
    type: 'whatsapp',
    main: false,
    discardedAt: false,
  },
  {
    uuid: '759edec71ff440b29fc635c5fac84d40',
    title: 'WhatsApp (vecchio)',
    type: 'whatsapp',
    main: false,
    discardedAt: true,
  },
  {
    uuid: '0f2b7a4410cd4f3f9c5a8e21d6b7f310',
    title: 'Facebook Messenger',
    type: 'facebook',
    main: false,
    discardedAt: false,
  },
  {
    uuid: '5c1e93d70b8a4d6e8f4021a7c9be5d60',
    title: '@lens.demo',
    type: 'instagram',
    main: false,
    discardedAt: false,
  },
  {
    uuid: 'b86d1f5ea3c740929d07e4f5128ac370',
    title: 'LensDemoBot',
    type: 'telegram',
    main: false,
    discardedAt: false,
  },
];

/** The channels in use, by the source of the contacts that come through them. */
export const CHANNELS_OF: Readonly<Record<Source, NonEmpty<Channel>>> = {
  whatsapp: inUse('whatsapp'),
  facebook: inUse('facebook'),
  instagram: inUse('instagram'),
  telegram: inUse('telegram'),
};

export const FUNNELS: NonEmpty<Funnel> = [
  {
    uuid: '5a2c7d90be414f7c8d36e19b0f5ca210',
    name: 'New leads',
    emoji: '🔥',
    position: 1,
    createdAt: '2023-05-11T09:12:44Z',
  },
  {
    uuid: 'c19e64f3a87b4d2b9be07c58d3a1f640',
    name: 'Preventivi',
    emoji: '📄',
    position: 2,
    createdAt: '2023-05-11T09:13:02Z',
  },
  {
    uuid: '70d8b3e25f9c41a6bd14c8e6f207a930',
    name: 'Negociação',
    emoji: '🤝',
    position: 3,
    createdAt: '2023-05-11T09:13:20Z',
  },
  {
    uuid: 'e4b07f1c63d94b5f8a92d0c7e518fb40',
    name: 'Ganados',
    emoji: '',
    position: 4,
    createdAt: '2024-01-08T15:40:31Z',
  },
];

export const TEMPLATES: NonEmpty<Template> = [
  {
    uuid: '1d9f3c8b7a6e4d02b5c4f80e9a17d350',
    title: 'Order ready',
    text: 'Hello {{1}}, your order {{2}} is ready.',
    templateType: 'text',
    category: 'UTILITY',
    status: 'approved',
  },
  {
    uuid: '8b7e2a60f4c54e19a3d2b6c1907fe480',
    title: 'Rinnovo',
    text: 'Buongiorno {{1}}, il contratto scade il {{2}}.',
    templateType: 'text',
    category: 'MARKETING',
    status: 'approved',
  },
];

export const AGENTS: NonEmpty<string> = [
  'john_doe@email.com',
  'anna.conti@email.com',
  'beatriz.lima@email.com',
  'camille.roux@email.com',
  'lukas.weber@email.com',
  'sofia.torres@email.com',
];

export const TAGS: NonEmpty<string> = [
  'sales',
  'lead',
  'hot',
  'customer',
  'VIP',
  'newsletter',
  'reseller',
  'preventivo inviato',
  'da richiamare',
  'cliente fidelizado',
  'devolución',
  'orçamento',
  'pós-venda',
  'devis envoyé',
  'à rappeler',
  'Angebot',
  'Rechnung offen',
  'Black Friday',
];

export const PLANS: NonEmpty<string> = ['Basic', 'Plus', 'Premium', 'Enterprise'];

export const INTERESTS: NonEmpty<string> = [
  'Newsletter',
  'Promotions',
  'Events',
  'Spare parts',
  'Rentals, long term',
];

function inUse(source: Source): NonEmpty<Channel> {
  const [first = MAIN_CHANNEL, ...rest] = CHANNELS.filter(
    (channel) => channel.type === source && !channel.discardedAt,
  );
  return [first, ...rest];
}
