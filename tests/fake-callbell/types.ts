/** The four kinds of channel a contact can come from. */
export type Source = 'whatsapp' | 'facebook' | 'instagram' | 'telegram';

type TextFieldType = 'text' | 'email' | 'number' | 'date';

/** One custom field with its type, as `customFieldsMetadata` describes it. */
export type CustomField =
  | { readonly type: TextFieldType; readonly value: string }
  | { readonly type: 'dropdown'; readonly value: string; readonly options: readonly string[] }
  | {
      readonly type: 'checkbox';
      readonly value: readonly string[];
      readonly options: readonly string[];
    };

export interface Team {
  readonly uuid: string;
  readonly name: string;
  readonly createdAt: string;
  readonly default: boolean;
  readonly members: number;
}

export interface Channel {
  readonly uuid: string;
  readonly title: string;
  readonly type: Source;
  readonly main: boolean;
  /** A boolean in spite of its name: that is what the documentation's example answers. */
  readonly discardedAt: boolean;
}

/** A step of the way that a customer goes; contacts name it by its uuid. */
export interface Funnel {
  readonly uuid: string;
  readonly name: string;
  readonly emoji: string;
  readonly position: number;
  readonly createdAt: string;
}

/** A colleague, as `GET /teams/:uuid/members` lists them. */
export interface Member {
  readonly email: string;
  readonly name: string;
  readonly available: boolean;
  readonly lastUpdatedAt: string;
  readonly userCustomStatus: string | null;
}

/** A message of a conversation. A note is seen by colleagues only. */
export interface Message {
  readonly uuid: string;
  readonly text: string;
  readonly createdAt: string;
  readonly status: 'sent' | 'received' | 'note';
  readonly channel: Source;
  readonly from: string;
  readonly to: string;
}

export interface Template {
  readonly uuid: string;
  readonly title: string;
  readonly text: string;
  readonly templateType: string;
  readonly category: string;
  readonly status: string;
}

/**
 * A contact as it travels with `include_field_types=true`. Without that parameter the server
 * leaves `customFieldsMetadata` out; everything else is sent as it stands here.
 */
export interface FakeContact {
  readonly uuid: string;
  readonly name?: string | null;
  readonly phoneNumber: string | null;
  readonly avatarUrl: string | null;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly blockedAt: string | null;
  readonly source: Source;
  readonly href: string;
  readonly conversationHref: string;
  readonly assignedUser: string | null;
  readonly tags: readonly string[];
  readonly customFields: Readonly<Record<string, string>>;
  readonly customFieldsMetadata: Readonly<Record<string, CustomField>>;
  /** `{}` is what the documented API answers for a contact that belongs to no team. */
  readonly team?: Team | Readonly<Record<string, never>>;
  readonly channel?: Channel;
  readonly funnelId?: string;
  readonly bsuid?: string;
  readonly note: string | null;
}

/**
 * Contacts that are made when asked for, so that a million of them need no memory.
 * `at` gives the same contact for the same index every time, newest first.
 */
export interface ContactSource {
  readonly length: number;
  /** @throws RangeError outside `0 <= index < length` */
  at(index: number): FakeContact;
  /** The index of that contact, or -1. */
  indexOf(uuid: string): number;
}
