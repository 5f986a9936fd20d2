import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundNumber } from '../../utils/page/find/find-numbers.ts';
import { readPhone } from '../../utils/phone/keys.ts';

/** A case of the corpus: `expected.json` beside its `page.html`. */
export interface Expected {
  description: string;
  /** Where the page's reader is, ISO 3166-1 alpha-2: national writings are read with it. */
  country: string;
  /** What else a national writing may mean, as a page's language tells it. */
  otherCountries?: string[];
  contacts: { name: string; phoneNumber: string }[];
  /** Every place that gets a box, by its text, in the order in which they are found. */
  found: string[];
  /** Those of them that are contacts'. */
  matched: { text: string; contact: string }[];
  /** Those that are contacts' too, but are not recognised yet: `utils/phone` does not read them so. */
  notYet?: { text: string; contact: string }[];
  /** What looks like a number, and gets no box. */
  leftAlone: string[];
}

export interface Case extends Expected {
  name: string;
  html: string;
}

/** What became of a case. */
export interface Outcome {
  found: string[];
  matched: { text: string; contact: string }[];
}

const FOLDER = import.meta.dirname;

export const caseFolder = (name: string): string => join(FOLDER, name);

export async function readCases(): Promise<Case[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const html = await readFile(join(caseFolder(name), 'page.html'), 'utf8');
      const json = await readFile(join(caseFolder(name), 'expected.json'), 'utf8');
      // Our own file; the test that reads it fails where it is not as it should be.
      return { name, html, ...(JSON.parse(json) as Expected) };
    }),
  );
}

/** Fills the document with a case's page, with the shadow roots that its templates declare. */
export function showPage(html: string): void {
  const body = /<body[^>]*>(?<body>.*)<\/body>/su.exec(html)?.groups?.['body'] ?? html;
  // eslint-disable-next-line no-unsanitized/property -- the corpus of this folder
  document.body.innerHTML = body;
  openDeclaredRoots(document.body);
}

function openDeclaredRoots(root: ParentNode): void {
  for (const template of root.querySelectorAll<HTMLTemplateElement>('template[shadowrootmode]')) {
    const host = template.parentElement;
    if (!host) continue;
    const mode = template.getAttribute('shadowrootmode') === 'open' ? 'open' : 'closed';
    const shadow = host.attachShadow({ mode });
    shadow.append(template.content.cloneNode(true));
    template.remove();
    openDeclaredRoots(shadow);
  }
}

/** Matches what was found as the worker does: both sides are reduced by the same function. */
export function outcomeOf(found: readonly FoundNumber[], expected: Expected): Outcome {
  const countries = [expected.country, ...(expected.otherCountries ?? [])];
  const keysOf = (text: string, ...from: string[]): number[] =>
    readPhone(text, ...from).map(({ key }) => key);
  const contacts = expected.contacts.map(({ name, phoneNumber }) => ({
    name,
    keys: keysOf(phoneNumber, expected.country),
  }));
  const matched = found.flatMap(({ text, alternatives = [] }) =>
    contacts
      .filter(({ keys }) =>
        [text, ...alternatives].some((written) =>
          keysOf(written, ...countries).some((key) => keys.includes(key)),
        ),
      )
      .map(({ name }) => ({ text, contact: name })),
  );
  return { found: found.map(({ text }) => text), matched };
}
