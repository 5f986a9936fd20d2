import { type FrameView, MAX_FRAMES } from './frames-around.ts';
import type { Box } from '../geometry.ts';
import { isRunning } from '../running.ts';
import { type Root, queryAll, rootElement } from '../safe-dom.ts';

/**
 * Where this frame is, and where its frames are. Windows of other origins tell who they are only
 * by being the same; both sides of a frame see that without a word that the page could hear.
 */
export function frameView(): FrameView {
  const path: number[] = [];
  for (let view: Window = window; view !== view.parent; view = view.parent) {
    path.unshift(windowsOf(view.parent).indexOf(view));
  }
  return {
    path,
    width: innerWidth,
    height: innerHeight,
    isOn: isRunning(),
    frames: elementsOfWindows().map((element) => (element ? contentBoxOf(element) : null)),
  };
}

/** The element of one of this page's windows, by its number. */
export function frameElementAt(index: number): HTMLElement | undefined {
  return elementsOfWindows()[index];
}

function elementsOfWindows(): (HTMLElement | undefined)[] {
  const elements = frameElements(rootElement());
  const known = windowsOf(window).map(
    (view) =>
      elements.find((one) => 'contentWindow' in one && one.contentWindow === view) ??
      frameElementOf(view),
  );
  // Of another origin's windows, an `<embed>` and in Firefox an `<object>` do not say which is
  // theirs: it is sure only where one is left.
  const silent = elements.filter((one) => !known.includes(one));
  const isSure = silent.length === 1 && known.filter((one) => !one).length === 1;
  return known.map((element) => element ?? (isSure ? silent[0] : undefined));
}

function frameElementOf(view: Window): HTMLElement | undefined {
  try {
    return view.frameElement instanceof HTMLElement ? view.frameElement : undefined;
  } catch {
    // It is of another origin.
    return undefined;
  }
}

/** Where a frame's content is, without border and padding, in CSS pixels of the viewport. */
export function contentBoxOf(element: HTMLElement): Box | null {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width <= 0 || height <= 0) return null;
  // Where the frame is scaled, its borders are too.
  const across = width / element.offsetWidth || 1;
  const down = height / element.offsetHeight || 1;
  const style = getComputedStyle(element);
  const edge = (side: string): number =>
    px(style.getPropertyValue(`border-${side}-width`)) +
    px(style.getPropertyValue(`padding-${side}`));
  return {
    left: left + edge('left') * across,
    top: top + edge('top') * down,
    width: width - (edge('left') + edge('right')) * across,
    height: height - (edge('top') + edge('bottom')) * down,
  };
}

function windowsOf(view: Window): Window[] {
  return Array.from(
    { length: Math.min(view.length, MAX_FRAMES) },
    (_, index) => view[index],
  ).filter((inner) => inner !== undefined);
}

function frameElements(root: Root): HTMLElement[] {
  return queryAll(root, 'iframe, frame, object, embed').filter(
    (element) => element instanceof HTMLElement,
  );
}

function px(length: string): number {
  return Number.parseFloat(length) || 0;
}
