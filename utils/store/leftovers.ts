import { database, written, heard } from './database.ts';
import { type RowRange, type WrittenPart, parseManifest } from './manifest.ts';
import { pendingSchema, stagedSchema } from './run-view.ts';

/**
 * Deletes what neither the manifest nor the stored run names: what was replaced, and what a sync
 * that was given up has left. A delete for each gap between what is named, whatever is in it. To be
 * called within `exclusively`: something that is being written is not named yet.
 */
export async function collectLeftovers(): Promise<void> {
  const db = await database();
  const transaction = heard(
    db.transaction(['state', 'rows', 'segments', 'tables', 'generations', 'staging'], 'readwrite', {
      durability: 'relaxed',
    }),
  );
  const state = transaction.objectStore('state');
  const manifest = parseManifest(await state.get('manifest'));
  const staged = stagedSchema.safeParse(await state.get('staged')).data;
  const pending = pendingSchema.safeParse(await state.get('pending')).data?.parts ?? [];
  const parts = [...(manifest?.parts ?? []), ...pending.map(({ part }) => part)];
  const tables = [
    ...(manifest?.phones ?? []),
    ...(manifest?.uuids ?? []),
    ...pending.flatMap(({ phones, uuids }: WrittenPart) => [phones, uuids]),
  ];
  const rows = [...parts.flatMap((part) => part.rows), ...(staged?.rows ?? [])];
  const segments = parts.map(({ segment }) => single(segment));
  const tableNumbers = tables.map(({ table }) => single(table));
  const generations = manifest ? [single(manifest.generation)] : [];
  const staging = staged ? [single(staged.run)] : [];

  const ofFirst = (from: number, to: number): IDBKeyRange => IDBKeyRange.bound([from], [to]);
  const plain = (from: number, to: number): IDBKeyRange => IDBKeyRange.bound(from, to, false, true);
  await written(transaction, [
    ...gaps(rows).map(([from, to]) => transaction.objectStore('rows').delete(plain(from, to))),
    ...gaps(segments).map(([from, to]) =>
      transaction.objectStore('segments').delete(plain(from, to)),
    ),
    ...gaps(tableNumbers).map(([from, to]) =>
      transaction.objectStore('tables').delete(ofFirst(from, to)),
    ),
    ...gaps(generations).map(([from, to]) =>
      transaction.objectStore('generations').delete(ofFirst(from, to)),
    ),
    ...gaps(staging).map(([from, to]) =>
      transaction.objectStore('staging').delete(ofFirst(from, to)),
    ),
  ]);
}

function single(number: number): RowRange {
  return [number, number + 1];
}

/** What lies between these ranges, before the first and behind the last. */
function gaps(ranges: readonly RowRange[]): RowRange[] {
  const found: RowRange[] = [];
  let end = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from > end) found.push([end, from]);
    end = Math.max(end, to);
  }
  return [...found, [end, Number.MAX_SAFE_INTEGER]];
}
