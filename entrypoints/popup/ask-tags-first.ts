import { send } from '../../utils/messages/send.ts';
import type { Directory } from '../../utils/search/directory.ts';
import type { Query } from '../../utils/search/query.ts';
import { currentDirectory } from '../../utils/store/directory.ts';

/** A tag that is still being typed is not asked for. */
const TYPING_MS = 400;

const asked = new Set<string>();

/**
 * While the account is read for the first time, a search for a tag first brings in who has it, so
 * that its answer is whole. Where Callbell does not answer, what is there already is found.
 */
export function askTagsFirst(directory: Directory): Directory {
  if (directory.isWhole) return directory;
  return {
    ...directory,
    find: async (typed, signal, onBest) => {
      const findings = await directory.find(typed, signal, onBest);
      const tags = tagsOf(findings.query).filter((tag) => !asked.has(tag));
      if (tags.length === 0) return findings;
      await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
      signal?.throwIfAborted();
      tags.forEach((tag) => asked.add(tag));
      await Promise.allSettled(tags.map((tag) => send('tag.fetch', { tag })));
      signal?.throwIfAborted();
      return ((await currentDirectory()) ?? directory).find(typed, signal, onBest);
    },
  };
}

/** The tags that a query wants, as they were typed. */
function tagsOf({ filters }: Query): string[] {
  return filters.flatMap(({ typed, isNegated, test }) => {
    if (test.kind !== 'tag' || isNegated) return [];
    const tag = typed
      .slice(typed.indexOf(':') + 1)
      .replaceAll('"', '')
      .trim();
    return tag === '' ? [] : [tag];
  });
}
