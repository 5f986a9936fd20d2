/** What a failure of the storage means to the user. */
export type StorageProblem = { kind: 'storage-full' } | { kind: 'storage-failed' };

/**
 * Reads an error that the database has thrown.
 *
 * @returns `undefined` for what is none of the storage's, or passes by itself
 */
export function storageProblem(error: unknown): StorageProblem | undefined {
  if (!(error instanceof DOMException)) return undefined;
  switch (error.name) {
    case 'QuotaExceededError':
      return { kind: 'storage-full' };
    case 'UnknownError':
    case 'AbortError':
    case 'DataError':
    case 'NotFoundError':
      return { kind: 'storage-failed' };
    case 'InvalidStateError':
      // Firefox says this where it stores nothing at all; else the connection has just been closed.
      return error.message.includes('mutation') ? { kind: 'storage-failed' } : undefined;
    default:
      return undefined;
  }
}
