import { readFile, readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const OUTPUT = new URL('../../.output/', import.meta.url);

const read = (path: string): Promise<string> => readFile(new URL(path, OUTPUT), 'utf8');

/** The names and texts of the built files of some kinds. */
async function readAll(browser: string, kinds: RegExp): Promise<[name: string, text: string][]> {
  const names = await readdir(new URL(`${browser}-mv3/`, OUTPUT), { recursive: true });
  return Promise.all(
    names
      .filter((name) => kinds.test(name))
      .map(async (name): Promise<[string, string]> => [name, await read(`${browser}-mv3/${name}`)]),
  );
}

/** What the build says of itself to stores and users: a change here is a change of a promise. */
describe.each(['chrome', 'firefox'])('the built extension for %s', (browser) => {
  it('asks for these permissions and no others', async () => {
    const manifest = JSON.parse(await read(`${browser}-mv3/manifest.json`)) as object;
    expect(manifest).toMatchObject({
      manifest_version: 3,
      permissions: [
        'storage',
        'unlimitedStorage',
        'alarms',
        'activeTab',
        'scripting',
        'contextMenus',
        ...(browser === 'chrome' ? ['sidePanel'] : []),
      ],
      omnibox: { keyword: 'cb' },
      host_permissions: ['https://api.callbell.eu/*', 'https://dash.callbell.eu/*'],
      optional_host_permissions: ['https://*/*', 'http://*/*'],
      content_security_policy: {
        extension_pages:
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; connect-src https://api.callbell.eu; base-uri 'none'; form-action 'none'",
      },
      commands: {
        'next-number': { suggested_key: { default: 'Alt+Shift+L' } },
        'look-up': { suggested_key: { default: 'Alt+Shift+K' } },
      },
      web_accessible_resources: [
        { resources: ['card.html'], matches: ['https://*/*', 'http://*/*'] },
      ],
    });
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('content_scripts');
  });

  it.each(['page.js', 'lens.js', 'outer-card.js', 'frame-view.js', 'hear-escape.js', 'collect.js'])(
    'has in %s nothing of a contact, the key or the API',
    async (file) => {
      const script = await read(`${browser}-mv3/${file}`);
      // Callbell, the store, libphonenumber's metadata and its numbering plans, zod, a contact.
      for (const trace of [
        'callbell.eu',
        'indexedDB',
        'api-key',
        'Authorization',
        '[2-9]\\d{',
        'ZodError',
        '_zod',
        'customFields',
        'conversationHref',
        'phoneNumber',
      ]) {
        expect(script).not.toContain(trace);
      }
    },
  );

  it.each([
    ['page.js', 'every page of an enabled site', 5],
    ['lens.js', 'pages with something like a number', 30],
  ])('has in %s, for %s, at most %i KB, compressed', async (file, _, kilobytes) => {
    const script = await read(`${browser}-mv3/${file}`);
    expect(gzipSync(script).length).toBeLessThan(kilobytes * 1024);
  });

  it.each(['lens.js', 'outer-card.js'])('%s puts no hyphenated tag into a page', async (file) => {
    const script = await read(`${browser}-mv3/${file}`);
    expect(script).toContain('attachShadow');
    // Every tag name is a literal: one with a hyphen would be a quoted word of that form.
    const words = [...script.matchAll(/createElement(?:NS)?\([^)]*[`'"](?<name>[\w-]+)[`'"]\)/gu)];
    expect(words.filter(({ groups }) => groups?.['name']?.includes('-'))).toEqual([]);
    expect(script).not.toContain('customElements');
  });

  it('has the numbering plans only as text, which a start does not compile', async () => {
    const texts = await readAll(browser, /\.js$/u);
    const having = texts.filter(([, text]) => text.includes('"country_calling_codes":{'));
    expect(having.map(([file]) => file)).toContain('background.js');
    for (const [file, text] of texts)
      expect(text, file).not.toMatch(/country_calling_codes:\s*\{/u);
  });

  it('makes no code of text', async () => {
    // The policy forbids it, and the stores ask about it. `Function.prototype` is no such thing,
    // but a variable that stands for `Function` is.
    for (const [file, text] of await readAll(browser, /\.(?:js|html)$/u)) {
      expect(text.match(/\bFunction\b(?!\.).{0,40}|\beval\s*\(/gu), file).toBeNull();
    }
  });

  it('names no other host than Callbell’s and those of standards', async () => {
    const hosts = new Set<string>();
    for (const [, text] of await readAll(browser, /\.(?:js|html|css)$/u)) {
      for (const { groups } of text.matchAll(/https?:\/\/(?<host>[\w.-]+)/gu)) {
        hosts.add(groups?.['host'] ?? '');
      }
    }
    expect([...hosts].toSorted()).toEqual(['api.callbell.eu', 'dash.callbell.eu', 'www.w3.org']);
  });
});
