import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Window } from 'happy-dom';
import { type Expected, caseFolder, outcomeOf, showPage } from '../pages/corpus.ts';

/**
 * Adds a page to the corpus, with what the finder makes of it today as a proposal:
 *
 *     npx tsx tests/tools/add-page-case.ts <name> [country] < page.html
 *
 * Correct `expected.json` by hand: the contacts, which texts are theirs, what is left alone.
 */

const [name, country = 'IT'] = process.argv.slice(2);
if (name === undefined || !/^[a-z\d-]+$/u.test(name)) {
  console.error('Usage: tsx tests/tools/add-page-case.ts <name> [country] < page.html');
  process.exit(1);
}

const window = new Window();
// The finder names the browser's globals; it must be loaded after they are there.
for (const key of Object.getOwnPropertyNames(window)) {
  if (!(key in globalThis)) Reflect.set(globalThis, key, Reflect.get(window, key));
}
const { findNumbers } = await import('../../utils/page/find/find-numbers.ts');

const html = await text(process.stdin);
showPage(html);
const found = [...findNumbers(document.body)].filter((number) => number !== undefined);
const expected: Expected = {
  description: name.replaceAll('-', ' '),
  country,
  contacts: [],
  found: [],
  matched: [],
  leftAlone: [],
};
Object.assign(expected, outcomeOf(found, expected));

const folder = caseFolder(name);
await mkdir(folder);
await writeFile(join(folder, 'page.html'), html);
await writeFile(join(folder, 'expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`);
console.log(`${found.length} numbers found. Now correct tests/pages/${name}/expected.json.`);
await window.happyDOM.close();
