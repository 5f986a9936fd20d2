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
  const elements = windowsOf(window).map((_, index) => frameElementAt(index));
  return {
    path,
    width: innerWidth,
    height: innerHeight,
    isOn: isRunning(),
    frames: elements.map((element) => (element ? contentBoxOf(element) : null)),
  };
}

/** The element of one of this page's windows, by its number. */
export function frameElementAt(index: number): HTMLElement | undefined {
  const view = windowsOf(window)[index];
  if (!view) return undefined;
  return frameElements(rootElement()).find((element) => element.contentWindow === view);
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

type FrameElement = HTMLElement & { contentWindow: Window | null };

function frameElements(root: Root): FrameElement[] {
  return queryAll(root, 'iframe, frame, object').filter(
    (element): element is FrameElement =>
      element instanceof HTMLElement && 'contentWindow' in element,
  );
}

function px(length: string): number {
  return Number.parseFloat(length) || 0;
}
