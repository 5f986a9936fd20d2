import { AGENTS, CHANNELS_OF, FUNNELS, INTERESTS, PLANS, TAGS, TEAMS } from './account-data.ts';
import { customFields, isoSeconds, makeContact } from './make-contact.ts';
import { PEOPLE } from './people-data.ts';
import type { People } from './people-data.ts';
import { COUNTRIES, phoneFromSeed, writePhone } from './phones.ts';
import type { Country, Phone } from './phones.ts';
import { chance, mix32, mulberry32, pick, some, unmix32 } from './random.ts';
import type { NonEmpty, Random } from './random.ts';
import type { ContactSource, CustomField, FakeContact, Source } from './types.ts';

/** Fixed, so that the same seed gives the same contacts on any day. */
const NEWEST = Date.UTC(2026, 5, 30, 17, 45, 0);
const DAY = 86_400_000;
const SPAN = 6 * 365 * DAY;
const LONGEST = 1_000_000;

/** Every 101st contact has the number of the one before it, written in its own way. */
const SHARED_NUMBER_EVERY = 101;

/**
 * The contact at a place in an endless list, most recent conversation first. Depends on nothing but its arguments,
 * so pages of a million contacts can be made without making the contacts before them.
 */
export function contactAt(index: number, seed: number): FakeContact {
  const random = mulberry32(keyAt(index, seed));
  const country = countryAt(index, seed);
  const people = PEOPLE[country];
  const source = sourceOf(random());
  const created = createdAt(index, random());
  const known = hasPhone(index, source, random());
  const name = nameOf(random, people);
  const agentShare = source === 'whatsapp' ? 0.6 : 0.3;
  const later = (share: number): string | null =>
    chance(random, share) ? isoSeconds(created + random() * 30 * DAY) : null;

  return makeContact({
    uuid: uuidAt(index, seed),
    ...(name === undefined ? {} : { name }),
    phoneNumber: known ? writePhone(random, phoneAt(index, seed)) : null,
    avatarUrl: chance(random, 0.3) ? `https://avatars.example.com/${index}.jpg` : null,
    createdAt: isoSeconds(created),
    closedAt: later(0.35),
    blockedAt: later(0.01),
    source,
    assignedUser: chance(random, agentShare) ? pick(random, AGENTS) : null,
    tags: some(random, TAGS, 4),
    ...customFields(fieldsOf(random, people, name ?? 'contact')),
    team: chance(random, 0.03) ? {} : pick(random, TEAMS),
    channel: pick(random, CHANNELS_OF[source]),
    ...(chance(random, 0.1) ? { funnelId: pick(random, FUNNELS).uuid } : {}),
    ...(source === 'whatsapp' && !known ? { bsuid: `${country}.${keyAt(index, seed)}` } : {}),
    note: chance(random, 0.2) ? pick(random, people.notes) : null,
  });
}

/** That many contacts of {@link contactAt}, made at once. */
export function lifelikeContacts(count: number, seed = 1): FakeContact[] {
  return Array.from({ length: count }, (_, index) => contactAt(index, seed));
}

/** The same contacts made when asked for, for accounts too large to hold in memory. */
export function lifelikeSource(count: number, seed = 1): ContactSource {
  return {
    length: count,
    at(index) {
      if (!(index >= 0 && index < count)) throw new RangeError(`no contact at ${index}`);
      return contactAt(index, seed);
    },
    indexOf(uuid) {
      const index = (unmix32(Number.parseInt(uuid.slice(0, 8), 16)) ^ mix32(seed)) >>> 0;
      return index < count && uuidAt(index, seed) === uuid ? index : -1;
    },
  };
}

/** The number behind a lifelike contact's `phoneNumber`, and the country whose plan it obeys. */
export function phoneAt(index: number, seed: number): Phone {
  const owner = sharesNumber(index) ? index - 1 : index;
  return phoneFromSeed(mix32(keyAt(owner, seed)), countryAt(owner, seed));
}

function keyAt(index: number, seed: number): number {
  return mix32(index ^ mix32(seed));
}

/** The first eight digits are the contact's key, which can be undone to find its index. */
function uuidAt(index: number, seed: number): string {
  let part = keyAt(index, seed);
  let uuid = '';
  for (let count = 0; count < 4; count++) {
    uuid += part.toString(16).padStart(8, '0');
    part = mix32(part ^ 0x9e3779b9);
  }
  return uuid;
}

function countryAt(index: number, seed: number): Country {
  return pick(mulberry32(mix32(keyAt(index, seed) ^ 0x51ed270b)), COUNTRIES);
}

/** Dense in recent months and thin in early years, as growing companies' lists are. */
function createdAt(index: number, jitter: number): number {
  const age = Math.log1p((index + jitter * 0.9) / 200) / Math.log1p(LONGEST / 200);
  return NEWEST - age * SPAN;
}

function sourceOf(share: number): Source {
  if (share < 0.76) return 'whatsapp';
  if (share < 0.88) return 'instagram';
  return share < 0.95 ? 'facebook' : 'telegram';
}

function sharesNumber(index: number): boolean {
  return index % SHARED_NUMBER_EVERY === SHARED_NUMBER_EVERY - 1;
}

function hasPhone(index: number, source: Source, share: number): boolean {
  if (sharesNumber(index) || sharesNumber(index + 1)) return true;
  const shares: Record<Source, number> = {
    whatsapp: 0.97,
    instagram: 0.1,
    facebook: 0.25,
    telegram: 0.5,
  };
  return share < shares[source];
}

/** Mostly a name as in a passport; otherwise what people call themselves in a messenger. */
function nameOf(random: Random, people: People): string | undefined {
  const given = pick(random, people.given);
  const family = pick(random, people.family);
  const style = random();
  if (style < 0.015) return undefined;
  if (style < 0.03) return '';
  if (style < 0.08) return given;
  if (style < 0.11) return `${given.toLowerCase()} ${family.toLowerCase()}`;
  if (style < 0.13) return `${given} 🌸`;
  if (style < 0.2) return `${pick(random, people.firms)} ${family}`;
  const second = chance(random, 0.3) ? ` ${pick(random, people.given)}` : '';
  const mother = people.twoFamilyNames ? ` ${pick(random, people.family)}` : '';
  return `${given}${second} ${family}${mother}`;
}

function fieldsOf(random: Random, people: People, name: string): Record<string, CustomField> {
  const candidates: NonEmpty<readonly [string, number, () => CustomField]> = [
    ['City', 0.6, () => ({ type: 'text', value: pick(random, people.cities) })],
    ['Work e-mail', 0.45, () => ({ type: 'email', value: emailOf(name) })],
    ['Orders', 0.4, () => ({ type: 'number', value: String(Math.floor(random() * 40)) })],
    ['Renewal date', 0.3, () => ({ type: 'date', value: dateOf(random) })],
    ['Plan', 0.5, () => ({ type: 'dropdown', value: pick(random, PLANS), options: PLANS })],
    [
      'Interests',
      0.4,
      () => ({ type: 'checkbox', value: some(random, INTERESTS, 4), options: INTERESTS }),
    ],
  ];
  const fields: Record<string, CustomField> = {};
  for (const [label, share, make] of candidates) {
    if (chance(random, share)) fields[label] = make();
  }
  return fields;
}

function dateOf(random: Random): string {
  return isoSeconds(NEWEST + (random() * 2 - 1) * 365 * DAY).slice(0, 10);
}

function emailOf(name: string): string {
  const local = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '');
  return `${local || 'contact'}@example.com`;
}
