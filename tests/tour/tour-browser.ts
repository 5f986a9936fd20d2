import type { Driver, Tab } from '../browser/harness/driver.ts';

export interface Size {
  width: number;
  height: number;
}

/** A part of the viewport, in CSS pixels. */
export interface Area extends Size {
  x: number;
  y: number;
}

/** A tab with what the tour needs beyond what tests need. */
export interface TourTab extends Tab {
  /** Gives the page a viewport of that size. */
  resize(size: Size): Promise<void>;
  /**
   * The inline styles of all elements in closed shadow roots, which no script of the page sees.
   * The extension's boxes are there.
   */
  hiddenStyles(): Promise<string[]>;
  /** Writes a PNG of a part of the viewport (Chromium only). */
  capture(path: string, area: Area): Promise<void>;
}

/** One running browser with the extension, for the tour. */
export interface TourBrowser {
  readonly driver: Driver;
  /** Opens any page, also one of the extension's, in a new tab. */
  open(url: string): Promise<TourTab>;
  /** Waits for an open tab, also one that the extension opened. */
  tab(...args: Parameters<Driver['tab']>): Promise<TourTab>;
  /** Resolves when the user, or {@link Driver.close}, has closed the browser. */
  readonly closed: Promise<void>;
}

/** How the tour's browser is started. */
export interface TourBrowserOptions {
  extension: string;
  profile: string;
  headless: boolean;
  /** The screen's pixels to a CSS pixel; 1 unless given. Only for a headless Chromium. */
  pixelRatio?: number;
  hosts: Readonly<Record<string, number>>;
}
