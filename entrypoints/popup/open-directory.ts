import type { Directory } from '../../components/popup/directory.ts';
import { Facets } from '../../utils/search/facets.ts';
import type { PackedText } from '../../utils/search/packed-text.ts';
import { parseQuery } from '../../utils/search/query.ts';
import { search } from '../../utils/search/search.ts';
import {
  contactsAt,
  readDead,
  readFacets,
  readManifest,
  readSegment,
} from '../../utils/store/contacts.ts';

/** Reads what a generation is searched by, once; then every search is done in this process. */
export async function openDirectory(): Promise<Directory> {
  const manifest = await readManifest();
  if (!manifest) return { size: 0, tags: [], find: () => Promise.resolve(NOBODY) };
  const [segments, dead, facets] = await Promise.all([
    Promise.all(manifest.segments.map(readSegment)),
    readDead(manifest),
    readFacets(manifest),
  ]);
  const packed = joined(segments, new Set(dead));
  return {
    size: packed.locators.length,
    tags: Facets.from(facets).tags(),
    find: async (typed, limit) => {
      const { total, locators } = search(packed, parseQuery(typed), limit);
      return { total, contacts: await contactsAt(locators) };
    },
  };
}

const NOBODY = { total: 0, contacts: [] };

/** All segments as one text, without the dead. */
function joined(segments: readonly PackedText[], dead: ReadonlySet<number>): PackedText {
  const texts: string[] = [];
  const starts: number[] = [0];
  const locators: number[] = [];
  for (const segment of segments) {
    segment.locators.forEach((locator, entry) => {
      if (dead.has(locator)) return;
      const text = segment.text.slice(segment.starts[entry], segment.starts[entry + 1]);
      texts.push(text);
      starts.push((starts.at(-1) ?? 0) + text.length);
      locators.push(locator);
    });
  }
  return {
    text: texts.join(''),
    starts: Uint32Array.from(starts),
    locators: Uint32Array.from(locators),
  };
}
