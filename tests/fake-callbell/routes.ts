import type { Account } from './account.ts';
import { errorAnswer, jsonAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ContactFilter, ListedPage } from './contact-list.ts';
import type { Cursors } from './cursor.ts';
import { membersOf, messagesOf, planOf } from './account-life.ts';
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

/** What the documented API answers, as far as it can be read; see the README of this folder. */
export function answerApi(
  request: ApiRequest,
  settings: FakeCallbellSettings,
  cursors: Cursors,
): Answer {
  const { method, path, account } = request;
  const refuse = (status: number, message: string): Answer =>
    errorAnswer(status, message, settings.errorForm);
  // Also OPTIONS: the API is not made for web pages and knows no preflight.
  if (method !== 'GET' || !path.startsWith('/v1/')) return refuse(404, 'not found');
  if (account === null) return refuse(401, 'unauthorized');

  const parts = path.slice('/v1/'.length).split('/').map(decode);
  const asked = { ...request, account, settings, cursors, refuse };
  return (
    ofAccount(parts, asked) ??
    ofContacts(parts, asked) ??
    ofOneContact(parts, asked) ??
    refuse(404, 'not found')
  );
}

interface Asked {
  readonly account: Account;
  readonly query: URLSearchParams;
  readonly settings: FakeCallbellSettings;
  readonly cursors: Cursors;
  readonly refuse: (status: number, message: string) => Answer;
}

function ofAccount(parts: readonly string[], { account, query, settings }: Asked): Answer | null {
  const { pageSize } = settings;
  switch (parts.join('/')) {
    case 'auth/me':
      return me(account);
    case 'channels':
      return listed('channels', account.channels, query, pageSize);
    case 'teams':
      return listed('teams', account.teams, query, pageSize);
    case 'templates':
      return listed('templates', account.templates, query, pageSize);
    case 'funnels':
      return jsonAnswer({ funnels: account.funnels });
    case 'plan':
      return jsonAnswer(planOf(account));
    default:
      return null;
  }
}

function ofContacts(parts: readonly string[], asked: Asked): Answer | null {
  const [head, second, third] = parts;
  if (head === 'contacts' && parts.length === 1) return listContacts(asked);
  if (head !== 'teams' || third !== 'members' || parts.length !== 3) return null;
  const { account, query, settings, refuse } = asked;
  const team = account.teams.find(({ uuid }) => uuid === second);
  return team === undefined
    ? refuse(404, 'team not found')
    : listed('users', membersOf(team), query, settings.pageSize);
}

function ofOneContact(parts: readonly string[], asked: Asked): Answer | null {
  const [head, second = '', third] = parts;
  if (head !== 'contacts') return null;
  const { account, query } = asked;
  if (parts.length === 2) return single(account.contacts.get(second), asked, 'array');
  if (parts.length !== 3 || third === undefined) return null;
  if (second === 'phone') return single(byPhone(account, third, query), asked, 'object');
  if (second === 'bsuid') return single(byBsuid(account, third), asked, 'object');
  return third === 'messages' ? messages(second, asked) : null;
}

function me(account: Account): Answer {
  return jsonAnswer({
    status: 'ok',
    user_email: account.email,
    user_name: account.name,
    api_key: account.apiKey,
  });
}

function listContacts({ account, query, settings, cursors, refuse }: Asked): Answer {
  const { pageSize, contactsMeta, maxPage, tagsMatch, cursorLifetimeMs } = settings;
  const filter = filterOf(query, tagsMatch);
  const answer = (page: ListedPage, meta: Record<string, unknown> | null): Answer =>
    jsonAnswer({
      contacts: page.contacts.map((contact) => onWire(contact, query)),
      ...(meta === null ? {} : { meta }),
    });
  const nextOf = ({ next }: ListedPage): string | null => next && cursors.make(next);

  // Releases that give no cursors do not know the parameter either.
  const after = contactsMeta === 'all' ? query.get('after') : null;
  if (after !== null) {
    const place = cursors.read(after, cursorLifetimeMs);
    if (place === null) return refuse(400, 'Invalid pagination cursor');
    const page = account.contacts.page({ behind: place.time }, pageSize, filter);
    return answer(page, { next: nextOf(page) });
  }
  const number = pageOf(query);
  if (number > maxPage) return refuse(400, 'Pagination limit exceeded');
  const page = account.contacts.page({ at: (number - 1) * pageSize }, pageSize, filter);
  const { total } = page;
  if (contactsMeta === 'none') return answer(page, null);
  const meta = metaOf(number, total, pageSize);
  return answer(page, contactsMeta === 'all' ? { ...meta, next: nextOf(page) } : meta);
}

function listed(
  name: 'channels' | 'teams' | 'templates' | 'users',
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
  { query, settings: { contactShape }, refuse }: Asked,
  documented: 'array' | 'object',
): Answer {
  if (contact === undefined) return refuse(404, 'contact not found');
  const shape = contactShape === 'documented' ? documented : contactShape;
  const wire = onWire(contact, query);
  return jsonAnswer({ contact: shape === 'array' ? [wire] : wire });
}

function messages(uuid: string, { account, query, settings, refuse }: Asked): Answer {
  const contact = account.contacts.get(uuid);
  if (contact === undefined) return refuse(404, 'contact not found');
  const start = (pageOf(query) - 1) * settings.pageSize;
  return jsonAnswer({ messages: messagesOf(contact).slice(start, start + settings.pageSize) });
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
  return digits === '' ? undefined : first(account, filter);
}

function byBsuid(account: Account, bsuid: string): FakeContact | undefined {
  const matches = (contact: FakeContact): boolean => contact.bsuid === bsuid;
  return first(account, { key: JSON.stringify(['bsuid', bsuid]), matches });
}

function first(account: Account, filter: ContactFilter): FakeContact | undefined {
  return account.contacts.page({ at: 0 }, 1, filter).contacts[0];
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
