import type { Account } from './account.ts';
import { errorAnswer, jsonAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ContactFilter } from './contact-list.ts';
import type { FakeCallbellSettings } from './settings.ts';
import type { FakeContact } from './types.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Null where the bearer token is missing or belongs to nobody. */
  readonly account: Account | null;
}

/** The number in `page`; 1 where it is missing or no page number. */
export function pageOf(query: URLSearchParams): number {
  const page = Number(query.get('page') ?? 1);
  return Number.isInteger(page) && page >= 1 ? page : 1;
}

/** What the documented API answers, as far as it can be read. */
export function answerApi(request: ApiRequest, settings: FakeCallbellSettings): Answer {
  const { method, path, query, account } = request;
  // Also OPTIONS: the API is not made for web pages and knows no preflight.
  if (method !== 'GET' || !path.startsWith('/v1/')) return errorAnswer(404, 'not found');
  if (account === null) return errorAnswer(401, 'unauthorized');

  const [head = '', second, third] = path.slice('/v1/'.length).split('/').map(decode);
  if (third !== undefined && !(head === 'contacts' && second === 'phone')) {
    return errorAnswer(404, 'not found');
  }
  switch (second === undefined ? head : `${head}/`) {
    case 'auth/':
      return second === 'me' ? me(account) : errorAnswer(404, 'not found');
    case 'contacts':
      return listContacts(account, query, settings);
    case 'contacts/':
      return third === undefined
        ? single(account.contacts.get(second ?? ''), query, settings, 'array')
        : single(byPhone(account, third, query), query, settings, 'object');
    case 'channels':
      return listed('channels', account.channels, query, settings.pageSize);
    case 'teams':
      return listed('teams', account.teams, query, settings.pageSize);
    default:
      return errorAnswer(404, 'not found');
  }
}

function me(account: Account): Answer {
  return jsonAnswer({
    status: 'ok',
    user_email: account.email,
    user_name: account.name,
    api_key: account.apiKey,
  });
}

function listContacts(
  account: Account,
  query: URLSearchParams,
  { pageSize, contactsMeta, tagsMatch }: FakeCallbellSettings,
): Answer {
  const page = pageOf(query);
  const filter = filterOf(query, tagsMatch);
  const { contacts, total } = account.contacts.slice((page - 1) * pageSize, pageSize, filter);
  return jsonAnswer({
    contacts: contacts.map((contact) => onWire(contact, query)),
    ...(contactsMeta ? { meta: metaOf(page, total, pageSize) } : {}),
  });
}

function listed(
  name: 'channels' | 'teams',
  all: readonly unknown[],
  query: URLSearchParams,
  pageSize: number,
): Answer {
  const page = pageOf(query);
  return jsonAnswer({
    [name]: all.slice((page - 1) * pageSize, page * pageSize),
    meta: metaOf(page, all.length, pageSize),
  });
}

function metaOf(page: number, total: number, pageSize: number): { page: number; pages: number } {
  return { page, pages: Math.max(1, Math.ceil(total / pageSize)) };
}

function single(
  contact: FakeContact | undefined,
  query: URLSearchParams,
  { contactShape }: FakeCallbellSettings,
  documented: 'array' | 'object',
): Answer {
  if (contact === undefined) return errorAnswer(404, 'contact not found');
  const shape = contactShape === 'documented' ? documented : contactShape;
  const wire = onWire(contact, query);
  return jsonAnswer({ contact: shape === 'array' ? [wire] : wire });
}

/** Numbers are compared digit by digit, whatever their writing. */
function byPhone(
  account: Account,
  number: string,
  query: URLSearchParams,
): FakeContact | undefined {
  const digits = number.replace(/\D/g, '');
  const channel = query.get('channel_uuid');
  const filter: ContactFilter = {
    key: JSON.stringify(['phone', digits, channel]),
    matches: (contact) =>
      contact.phoneNumber?.replace(/\D/g, '') === digits &&
      (channel === null
        ? contact.channel?.type === 'whatsapp' && contact.channel.main
        : contact.channel?.uuid === channel),
  };
  return digits === '' ? undefined : account.contacts.slice(0, 1, filter).contacts[0];
}

function filterOf(query: URLSearchParams, tagsMatch: 'all' | 'any'): ContactFilter | null {
  const source = query.get('source');
  const team = query.get('team_uuid');
  const tags = (query.get('tags') ?? '')
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  if (source === null && team === null && tags.length === 0) return null;
  return {
    key: JSON.stringify([source, team, tagsMatch, tags]),
    matches(contact) {
      if (source !== null && contact.source !== source) return false;
      if (team !== null && contact.team?.uuid !== team) return false;
      if (tags.length === 0) return true;
      const own = new Set(contact.tags.map((tag) => tag.toLowerCase()));
      return tagsMatch === 'all'
        ? tags.every((tag) => own.has(tag))
        : tags.some((tag) => own.has(tag));
    },
  };
}

function onWire(contact: FakeContact, query: URLSearchParams): unknown {
  if (query.get('include_field_types') === 'true') return contact;
  // JSON leaves out what is undefined.
  return { ...contact, customFieldsMetadata: undefined };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
