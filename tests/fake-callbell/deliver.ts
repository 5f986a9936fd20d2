import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HTML, JSON_TYPE, jsonAnswer, render } from './answer.ts';
import type { Answer } from './answer.ts';
import type { FaultEffect } from './faults.ts';
import { contactAt } from './lifelike.ts';

const PORTAL =
  '<!doctype html><html><head><title>Welcome</title></head><body><h1>Sign in to the network' +
  '</h1><form method="post" action="/login"><input name="room"></form></body></html>';

/** The answer that an effect gives instead of the right one; null if the right one is needed. */
export function answerOfFault(effect: FaultEffect | null): Answer | null {
  if (effect?.kind === 'status') {
    const { status, headers = {}, body } = effect;
    return typeof body === 'string'
      ? { status, headers, text: body, type: JSON_TYPE }
      : jsonAnswer(body ?? {}, status, headers);
  }
  if (effect?.kind === 'html') {
    return { status: effect.status ?? 200, text: effect.html ?? PORTAL, type: HTML };
  }
  if (effect?.kind === 'redirect') {
    const headers = { location: effect.to };
    return { status: effect.status ?? 302, headers, text: 'Moved', type: 'text/plain' };
  }
  return null;
}

/** Sends an answer in the way that the effect prescribes; without one, properly. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  effect: FaultEffect | null,
): Promise<void> {
  const { body, type } = render(answer);
  const head = { 'content-type': type, 'cache-control': 'no-store', ...answer.headers };
  if (effect?.kind === 'huge') {
    response.writeHead(answer.status, head);
    await pipeline(Readable.from(hugePage(effect.of, effect.size)), response);
  } else if (effect?.kind === 'drip') {
    response.writeHead(answer.status, head);
    drip(response, body, effect);
  } else if (effect?.kind === 'truncate') {
    truncate(response, answer.status, head, body, effect);
  } else {
    response.writeHead(answer.status, { ...head, 'content-length': body.length });
    response.end(body);
  }
}

function drip(
  response: ServerResponse,
  body: Buffer,
  { everyMs, bytes = 1, endless = false }: FaultEffect & { kind: 'drip' },
): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (endless) {
      // White space before a JSON text is part of it, so nothing is wrong but the waiting.
      response.write(' '.repeat(bytes));
      return;
    }
    response.write(body.subarray(sent, sent + bytes));
    sent += bytes;
    if (sent >= body.length) {
      clearInterval(timer);
      response.end();
    }
  }, everyMs);
  response.once('close', () => {
    clearInterval(timer);
  });
}

function truncate(
  response: ServerResponse,
  status: number,
  head: Readonly<Record<string, string>>,
  body: Buffer,
  { atByte, clean = false }: FaultEffect & { kind: 'truncate' },
): void {
  const part = body.subarray(0, atByte);
  if (clean) {
    response.writeHead(status, { ...head, 'content-length': part.length });
    response.end(part);
    return;
  }
  response.writeHead(status, { ...head, 'content-length': body.length });
  // Ending the socket after the write is done lets the client have the part before the break.
  response.flushHeaders();
  response.write(part, () => response.socket?.destroySoon());
}

/** Made piece by piece: the fake must not need the memory which it tests the client for. */
function* hugePage(of: 'bytes' | 'contacts' | 'depth', size: number): Generator<string, void> {
  const piece = 65_536;
  if (of === 'contacts') {
    yield '{"contacts":[';
    for (let index = 0; index < size; index++) {
      yield (index === 0 ? '' : ',') + JSON.stringify(contactAt(index, 0));
    }
    yield ']}';
    return;
  }
  if (of === 'bytes') {
    yield '{"contacts":[],"padding":"';
    yield* repeated('x', size, piece);
    yield '"}';
    return;
  }
  yield '{"contacts":';
  yield* repeated('[', size, piece);
  yield* repeated(']', size, piece);
  yield '}';
}

function* repeated(text: string, times: number, piece: number): Generator<string, void> {
  for (let left = times; left > 0; left -= piece) yield text.repeat(Math.min(left, piece));
}
