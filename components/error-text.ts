import type { SyncPhase } from '../utils/sync/status.ts';
import { type MessageKey, t } from '../utils/i18n.ts';

/** What went wrong between us and Callbell, by the type that the sync's status gives it. */
export type ApiError = Extract<SyncPhase, { kind: 'failed' }>['error'];

const MESSAGES: Record<ApiError['kind'], MessageKey> = {
  'key-refused': 'error_key_refused',
  'not-permitted': 'error_not_permitted',
  'not-found': 'error_not_found',
  rejected: 'error_rejected',
  'rate-limited': 'error_rate_limited',
  server: 'error_server',
  unreachable: 'error_unreachable',
  'timed-out': 'error_timed_out',
  'not-callbell': 'error_not_callbell',
  endless: 'error_endless',
  unreadable: 'error_unreadable',
  'storage-full': 'error_storage_full',
  'storage-failed': 'error_storage_failed',
};

/** What a sync can wait for, by the type that its status gives it. */
type WaitReason = Extract<SyncPhase, { kind: 'waiting' }>['error'];

const WAITS: Record<WaitReason['kind'], MessageKey> = {
  'key-refused': 'wait_key_refused',
  'not-permitted': 'wait_not_permitted',
  'not-found': 'wait_not_found',
  rejected: 'wait_rejected',
  'rate-limited': 'wait_rate_limited',
  server: 'wait_server',
  unreachable: 'wait_unreachable',
  'timed-out': 'wait_timed_out',
  'not-callbell': 'wait_not_callbell',
  endless: 'error_endless',
};

const RETRIED: Record<ApiError['kind'], MessageKey> = { ...MESSAGES, ...WAITS };

/** What is in the way of something that Lens tries again by itself: the user is not told to. */
export function retriedText(error: ApiError): string {
  return t(RETRIED[error.kind], 'status' in error ? String(error.status) : '');
}

/** A sentence about an error, and what the user can do about it. */
export function errorText(error: ApiError): string {
  return t(MESSAGES[error.kind], 'status' in error ? String(error.status) : '');
}
