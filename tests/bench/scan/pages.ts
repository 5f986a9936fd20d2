import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COUNTRIES, phoneFromSeed, writePhone } from '../../fake-callbell/phones.ts';
import { mulberry32, pick } from '../../fake-callbell/random.ts';

/** A page to find numbers in. */
export interface BenchPage {
  name: string;
  html: string;
}

const TESTS = new URL('../../', import.meta.url);

/** The HTML files of a folder; without one, the project's own pages. */
export async function benchPages(folder: string | undefined): Promise<BenchPage[]> {
  if (folder !== undefined) return htmlFiles(folder);
  const own = await Promise.all([
    htmlFiles(fileURLToPath(new URL('sample-pages/', TESTS))),
    casePages(fileURLToPath(new URL('pages/', TESTS))),
  ]);
  return [...own.flat(), { name: 'prose', html: prosePage() }];
}

async function htmlFiles(folder: string): Promise<BenchPage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.html'));
  return Promise.all(
    names.sort().map(async (name) => ({ name, html: await readFile(join(folder, name), 'utf8') })),
  );
}

/** Each case of the corpus is a folder with a page in it. */
async function casePages(folder: string): Promise<BenchPage[]> {
  const cases = await readdir(folder).catch((): string[] => []);
  const pages = await Promise.all(
    cases.sort().map(async (name) => ({
      name,
      html: await readFile(join(folder, name, 'page.html'), 'utf8').catch(() => undefined),
    })),
  );
  return pages.flatMap(({ name, html }) => (html === undefined ? [] : [{ name, html }]));
}

/** A table of 5,000 people with a number each, in all the ways in which people write them. */
export function directoryPage(): string {
  const random = mulberry32(7);
  const rows = Array.from({ length: 5_000 }, (_, index) => {
    const phone = writePhone(random, phoneFromSeed(index, pick(random, COUNTRIES)));
    return `<tr><td>Person ${index}</td><td><b>${phone}</b></td><td>room ${index % 400}</td></tr>`;
  });
  return document('Directory', `<table>${rows.join('')}</table>`);
}

/** About 20 KB of text in 100 paragraphs, and not one digit in it. */
export function prosePage(): string {
  const sentence = 'The quick brown fox jumps over the <em>lazy</em> dog, and the dog lets it. ';
  return document('Prose', `<p>${sentence.repeat(3)}</p>`.repeat(100));
}

function document(title: string, body: string): string {
  return `<!doctype html><html lang="it"><meta charset="utf-8"><title>${title}</title>${body}</html>`;
}
