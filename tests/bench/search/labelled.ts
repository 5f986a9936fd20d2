import type { Contact } from '../../../utils/contact.ts';
import { fold } from '../../../utils/search/fold.ts';
import { mulberry32, pick } from '../../fake-callbell/random.ts';

/** What somebody types who looks for one contact. */
export interface LabelledQuery {
  typed: string;
  /** The contact's place in the list. */
  place: number;
}

/** Ways to look for somebody, each with its queries. */
export type LabelledSet = Record<string, LabelledQuery[]>;

type Way = (contact: Contact, random: () => number) => string | undefined;

const words = (name: string): string[] => name.split(' ').filter((word) => word.length > 3);

const WAYS: Record<string, Way> = {
  'whole name': ({ name }) => name,
  'name, words turned round': ({ name }) => name.split(' ').toReversed().join(' '),
  'name without accents': ({ name }) =>
    name.normalize('NFD').replace(/\p{M}/gu, '') === name ? undefined : fold(name),
  'first letters of each word': ({ name }) =>
    name
      .split(' ')
      .map((word) => word.slice(0, 4))
      .join(' '),
  'inside of words': ({ name }) =>
    words(name)
      .map((word) => word.slice(1))
      .join(' ') || undefined,
  'two words as one': ({ name }) => {
    const [first = '', second = '', ...others] = name.split(' ');
    return first.length > 3 && second.length > 1
      ? [first + second, ...others].join(' ')
      : undefined;
  },
  'last name first, with a comma': ({ name }) => {
    const [first = '', ...others] = name.split(' ');
    return `${others.join(' ')}, ${first}`;
  },
  'in brackets and quotes': ({ name }) => `(“${name}”)`,
  'a letter left out': ({ name }, random) =>
    withSlip(name, random, (word, at) => word.slice(0, at) + word.slice(at + 1)),
  'a letter too many': ({ name }, random) =>
    withSlip(name, random, (word, at) => word.slice(0, at) + word.charAt(at) + word.slice(at)),
  'another letter': ({ name }, random) =>
    withSlip(name, random, (word, at) => `${word.slice(0, at)}q${word.slice(at + 1)}`),
  'two letters swapped': ({ name }, random) =>
    withSlip(
      name,
      random,
      (word, at) =>
        word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1),
    ),
  'number as written': ({ phoneNumber }) => phoneNumber ?? undefined,
  'number in groups of three': ({ phoneNumber }) =>
    phoneNumber
      ?.replace(/\D/gu, '')
      .match(/\d{1,3}/gu)
      ?.join(' '),
  'last six digits': ({ phoneNumber }) => phoneNumber?.replace(/\D/gu, '').slice(-6),
  'first name and city': ({ name, fields }) => {
    const city = fields.find((field) => field.name === 'City' && field.type === 'text');
    return city?.type === 'text' ? `${name} ${city.value}` : undefined;
  },
};

/** One slip in the longest word; the others stay, so that there is one person to be found. */
function withSlip(
  name: string,
  random: () => number,
  slip: (word: string, at: number) => string,
): string | undefined {
  const longest = name.split(' ').reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length < 5) return undefined;
  const at = 1 + Math.floor(random() * (longest.length - 2));
  const changed = slip(longest, at);
  return changed === longest ? undefined : name.replace(longest, changed);
}

/**
 * Contacts whose name nobody else has, spread over the list, each looked for in many ways.
 *
 * @param perWay how many queries there are at most for each way
 */
export function labelledSet(contacts: readonly Contact[], perWay: number): LabelledSet {
  const names = new Map<string, number>();
  for (const { name } of contacts) names.set(fold(name), (names.get(fold(name)) ?? 0) + 1);
  const places = [...contacts.keys()].filter((place) => {
    const name = contacts[place]?.name ?? '';
    return /^\p{L}{3,}(?: \p{L}{3,})+$/u.test(name) && names.get(fold(name)) === 1;
  });
  const random = mulberry32(7);
  const set: LabelledSet = {};
  for (const [way, typedFor] of Object.entries(WAYS)) {
    const queries: LabelledQuery[] = [];
    for (let turn = 0; turn < perWay * 20 && queries.length < perWay; turn += 1) {
      const [first = 0, ...others] = places;
      const place = pick(random, [first, ...others]);
      const contact = contacts[place];
      const typed = contact && typedFor(contact, random);
      if (typed) queries.push({ typed, place });
    }
    set[way] = queries;
  }
  return set;
}

/** Those with a slip that leaves nobody who matches. */
export function slipped(set: LabelledSet): LabelledQuery[] {
  return [...(set['a letter left out'] ?? []), ...(set['another letter'] ?? [])];
}

const TYPED = 10;

/** Names, numbers and names with a slip, in turns: what is typed letter by letter. */
export function typedGradually(set: LabelledSet): LabelledQuery[] {
  const names = set['whole name'] ?? [];
  const numbers = set['number as written'] ?? [];
  const slips = slipped(set);
  return Array.from({ length: TYPED }, (_, turn) => [
    ...names.slice(turn * 2, turn * 2 + 2),
    ...numbers.slice(turn, turn + 1),
    ...slips.slice(turn, turn + 1),
  ]).flat();
}

/** Every text that stands in the field while these are typed. */
export function keyStrokes(queries: readonly LabelledQuery[]): string[] {
  return queries.flatMap(({ typed }) =>
    Array.from({ length: typed.length }, (_, index) => typed.slice(0, index + 1)),
  );
}
