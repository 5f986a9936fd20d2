import { ownBlock } from './find/lines.ts';
import { isElement } from './safe-dom.ts';
import type { ScanQueue } from './scan-queue.ts';
import { changesText } from './text-watch.ts';

/** More changes than this in one turn, and it is cheaper to read the page than to read them. */
const MANY_RECORDS = 2_000;

/**
 * Has the blocks read whose text may have changed.
 *
 * @param isOurs whether a change is our own doing, and no news
 */
export function queueChanged(
  records: readonly MutationRecord[],
  queue: ScanQueue,
  isOurs: (record: MutationRecord) => boolean = () => false,
): void {
  if (records.length > MANY_RECORDS) queue.addAll();
  let last: Node | undefined;
  for (const record of queue.willReadAll ? [] : records) {
    // Storms are mostly in one place.
    if (record.target === last || !changesText(record) || isOurs(record)) continue;
    const added = blocksAdded(record);
    if (added) added.forEach((block) => queue.add(block));
    else {
      last = record.target;
      queue.add(ownBlock(last));
    }
  }
}

/**
 * The new blocks, where a change is nothing else: a list that grows is not read again for that.
 *
 * @returns `undefined` where lines that were there before may have changed
 */
function blocksAdded({ type, addedNodes, removedNodes }: MutationRecord): Element[] | undefined {
  if (type !== 'childList' || addedNodes.length === 0) return undefined;
  const isBlock = (node: Node): boolean => ownBlock(node) === node;
  if (![...addedNodes, ...removedNodes].every(isBlock)) return undefined;
  return [...addedNodes].filter(isElement);
}
