/** What the server means to say, before a fault gets at how it is said. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
} & ({ readonly json: unknown } | { readonly text: string; readonly type: string });

/** The reference gives no form for errors. Clients of others have seen all of these. */
export type ErrorForm = 'error' | 'message' | 'html';

export const HTML = 'text/html; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';

export function jsonAnswer(
  json: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, json };
}

/** @param form the reference has none; clients have the status to go by */
export function errorAnswer(
  status: number,
  message: string,
  form: ErrorForm = 'error',
  headers: Readonly<Record<string, string>> = {},
): Answer {
  if (form !== 'html') return jsonAnswer({ [form]: message }, status, headers);
  const text = `<!doctype html><title>${status}</title><h1>${message}</h1>`;
  return { status, headers, text, type: HTML };
}

/** The bytes and the content type of an answer. */
export function render(answer: Answer): { body: Buffer; type: string } {
  return 'json' in answer
    ? { body: Buffer.from(JSON.stringify(answer.json ?? null)), type: JSON_TYPE }
    : { body: Buffer.from(answer.text), type: answer.type };
}
