import * as z from 'zod/mini';

/**
 * Everything that can go wrong between us and Callbell: a small closed set, each with a sentence
 * and a next step for the user (`error_<kind>` in `_locales`).
 */
export const apiErrorSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    /** 401 in Callbell's own words: the key is wrong or was revoked. */
    z.object({ kind: z.literal('key-refused') }),
    /** 403 in Callbell's own words: the key is right, and not enough. */
    z.object({ kind: z.literal('not-permitted') }),
    /** 404: there is no such thing. */
    z.object({ kind: z.literal('not-found') }),
    /** Any other 4xx that asking again does not mend: we asked wrongly. */
    z.object({ kind: z.literal('rejected'), status: z.int() }),
    /** 429; `retryAfterMs` where Callbell named a time. */
    z.object({
      kind: z.literal('rate-limited'),
      retryAfterMs: z.nullable(z.number().check(z.nonnegative())),
    }),
    /** 5xx, or a 4xx that says "not now"; `retryAfterMs` where Callbell named a time. */
    z.object({
      kind: z.literal('server'),
      status: z.int(),
      retryAfterMs: z.nullable(z.number().check(z.nonnegative())),
    }),
    /** No connection, a connection that broke, or a refused redirect: `fetch` does not tell which. */
    z.object({ kind: z.literal('unreachable') }),
    z.object({ kind: z.literal('timed-out') }),
    /** An answer that is not Callbell's: a captive portal, a proxy's page, another shape. */
    z.object({ kind: z.literal('not-callbell') }),
    /** A list that goes on for ever, or repeats itself. */
    z.object({ kind: z.literal('endless') }),
  ]),
);

export type ApiError = z.infer<typeof apiErrorSchema>;

/** Carries an {@link ApiError} through promises. Its message has no data of the account. */
export class CallbellError extends Error {
  override readonly name = 'CallbellError';
  readonly detail: ApiError;

  constructor(detail: ApiError) {
    super(`Callbell: ${detail.kind}`);
    this.detail = detail;
  }
}

/** Whether asking the same again can help, without the user doing anything. */
export function isTransient(error: ApiError): boolean {
  switch (error.kind) {
    case 'rate-limited':
    case 'server':
    case 'unreachable':
    case 'timed-out':
      return true;
    case 'key-refused':
    case 'not-permitted':
    case 'not-found':
    case 'rejected':
    case 'not-callbell':
    case 'endless':
      return false;
  }
}
