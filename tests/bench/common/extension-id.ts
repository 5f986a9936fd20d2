import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';

/** The id that Chromium gives an unpacked extension without a key: a hash of its path. */
export async function unpackedId(folder: string): Promise<string> {
  const path = await realpath(folder);
  const bytes = Buffer.from(path, process.platform === 'win32' ? 'utf16le' : 'utf8');
  const hex = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return hex.replace(/[0-9a-f]/gu, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
