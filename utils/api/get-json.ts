import { CallbellError } from './errors.ts';

/** A request and its whole body; below the 30 s after which a browser stops the worker. */
const TIMEOUT_MS = 20_000;

/** No page of contacts is this large; what is, is not read into memory. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;

/**
 * Asks Callbell for something, and nobody else: what does not come from there is refused, and so is
 * what takes too long or is too large.
 *
 * @param apiKey goes into the `Authorization` header and nowhere else
 * @returns what was sent as JSON
 * @throws {CallbellError}
 */
export async function getJson(
  url: string,
  apiKey: string,
  fetcher: typeof fetch,
): Promise<unknown> {
  try {
    const response = await fetcher(url, {
      headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json' },
      // Nobody but Callbell itself may answer, no cookie of a dashboard session goes along, and
      // what was answered once is not answered again from a cache.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    refuseUnlessOk(response);
    return await readJson(response);
  } catch (error) {
    if (error instanceof CallbellError) throw error;
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
    throw new CallbellError({ kind: timedOut ? 'timed-out' : 'unreachable' });
  }
}

/** Statuses that say "not now" though they count as the client's: 408, 409, 425, and a proxy's 499. */
const NOT_NOW = new Set([408, 409, 425, 499]);

function refuseUnlessOk(response: Response): void {
  const { status } = response;
  if (response.ok) return;
  // A firewall or a captive portal refuses in HTML, and knows nothing of keys.
  if ((status === 401 || status === 403) && !isJson(response)) {
    throw new CallbellError({ kind: 'not-callbell' });
  }
  if (status === 401) throw new CallbellError({ kind: 'key-refused' });
  if (status === 403) throw new CallbellError({ kind: 'not-permitted' });
  if (status === 404) throw new CallbellError({ kind: 'not-found' });
  const retryAfterMs = parseRetryAfter(response.headers.get('Retry-After'), Date.now());
  if (status === 429) throw new CallbellError({ kind: 'rate-limited', retryAfterMs });
  if (status >= 500 || NOT_NOW.has(status)) {
    throw new CallbellError({ kind: 'server', status, retryAfterMs });
  }
  throw new CallbellError({ kind: 'rejected', status });
}

function isJson(response: Response): boolean {
  return response.headers.get('Content-Type')?.includes('json') ?? false;
}

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 *
 * @returns milliseconds from `now`, always finite; `null` for a missing or senseless value
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/u.test(header.trim())) {
    return Math.min(Number(header) * 1000, Number.MAX_SAFE_INTEGER);
  }
  const date = Date.parse(header);
  // `Date.parse` reads "-1" as a year; a date without a comma is no HTTP date.
  return Number.isNaN(date) || !header.includes(',') ? null : Math.max(0, date - now);
}

async function readJson(response: Response): Promise<unknown> {
  if (!isJson(response)) throw new CallbellError({ kind: 'not-callbell' });
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    // A body that was cut off looks the same as a wrong one; asking again tells them apart.
    throw new CallbellError({ kind: 'unreachable' });
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = response.body?.getReader();
  if (!reader) return text;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      await reader.cancel();
      throw new CallbellError({ kind: 'not-callbell' });
    }
    text += decoder.decode(value, { stream: true });
  }
}
