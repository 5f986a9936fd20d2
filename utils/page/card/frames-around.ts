import { type Size, hasWholeRoom, placeCard } from './card-position.ts';
import { type Box, boxWithin } from '../geometry.ts';

/** More windows of one page than that are not looked at. */
export const MAX_FRAMES = 100;

/** What one frame of a tab says of itself. */
export interface FrameView extends Size {
  /**
   * The way from the tab's page down to this frame: at each step, which of its parent's windows it
   * is. `-1` stands for a window that the browser does not count, in a shadow tree.
   */
  path: number[];
  /** Whether the user has Lens here. */
  isOn: boolean;
  /** Where the contents of its own frames are, in the order of its windows; `null` if not seen. */
  frames: (Box | null)[];
}

export interface PlacedFrame extends FrameView {
  frameId: number;
  /** The card's page cannot run there (`utils/browser/sandboxed.ts`). */
  isSandboxed: boolean;
}

/** A frame around the one with the number, and where in it that one is. */
export interface OuterFrame {
  frameId: number;
  /** Which of its windows the number is in. */
  window: number;
  /** How big that window is inside. */
  outer: Size;
  /** Where in that window the frame with the number is, which may be deeper. */
  area: Box;
  /** How big the frame with the number is inside. */
  inner: Size;
}

/** A card that is drawn smaller than that, in a frame that is scaled, is hard to read. */
const READABLE = 0.8;

/**
 * Of the frames around one, the nearest that has room for a whole card of a readable size, else the
 * one in which it is biggest.
 *
 * @param line the number's; without it, where in its frame it is does not matter
 * @returns `undefined` if the frame itself has as much room, or no way leads out of it
 */
export function roomiestAround(
  frames: readonly PlacedFrame[],
  innerId: number,
  line?: Box,
): OuterFrame | undefined {
  const inner = frames.find(({ frameId }) => frameId === innerId);
  if (!inner) return undefined;
  const number = line ?? { left: 0, top: 0, width: inner.width, height: 1 };
  const steps = [...framesAround(frames, inner)];
  /** How large the tab's page shows what is one pixel in a frame, from the inside out. */
  let scale = steps.reduce((product, step) => product * scaleOf(step), 1);
  const isWhole = (there: Box, frame: PlacedFrame): boolean =>
    scale >= READABLE && hasWholeRoom(there, frame);
  const seenSize = (there: Box, frame: PlacedFrame): number =>
    areaOf(placeCard(there, frame)) * scale ** 2;

  if (!inner.isSandboxed && isWhole(number, inner)) return undefined;
  let best: OuterFrame | undefined;
  let most = inner.isSandboxed ? 0 : seenSize(number, inner);
  for (const step of steps) {
    const { parent, content, ...place } = step;
    scale /= scaleOf(step);
    if (!hasCards(parent)) continue;
    const found = { frameId: parent.frameId, ...place, inner: sizeOf(inner) };
    const here = boxWithin(content, place.outer, boxWithin(place.area, inner, number));
    if (isWhole(here, parent)) return found;
    const size = seenSize(here, parent);
    if (size > most) [best, most] = [found, size];
  }
  return best;
}

/** Whether some frame around one can show its cards, wherever that may be on the page now. */
export function isInFrameWithCards(frames: readonly PlacedFrame[], innerId: number): boolean {
  const path = frames.find(({ frameId }) => frameId === innerId)?.path ?? [];
  return path.some((_, depth) => {
    const parent = frameAt(frames, path.slice(0, depth));
    return parent !== undefined && hasCards(parent);
  });
}

function hasCards({ isOn, isSandboxed }: PlacedFrame): boolean {
  return isOn && !isSandboxed;
}

interface Step extends Pick<OuterFrame, 'window' | 'outer' | 'area'> {
  parent: PlacedFrame;
  /** Where the window is in its parent. */
  content: Box;
}

/** The frames around one, from the inside, as far as they are known. */
function* framesAround(frames: readonly PlacedFrame[], inner: PlacedFrame): Generator<Step> {
  let child = inner;
  let area: Box = { left: 0, top: 0, ...sizeOf(inner) };
  for (let depth = inner.path.length - 1; depth >= 0; depth -= 1) {
    const way = inner.path.slice(0, depth);
    const window = inner.path[depth] ?? -1;
    const parent = frameAt(frames, way);
    const content = parent?.frames[window];
    if (!parent || !content || child.width <= 0 || child.height <= 0) return;
    yield { parent, window, outer: sizeOf(child), area, content };
    area = boxWithin(content, child, area);
    child = parent;
  }
}

function frameAt(frames: readonly PlacedFrame[], way: readonly number[]): PlacedFrame | undefined {
  // Several windows can be in shadow trees: then nobody knows which.
  return way.includes(-1) ? undefined : frames.find(({ path }) => isSame(path, way));
}

/** How large a frame shows what is one pixel in its child. */
function scaleOf({ content, outer }: Step): number {
  return content.width / outer.width;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function areaOf(box: Box | undefined): number {
  return box ? box.width * box.height : 0;
}
