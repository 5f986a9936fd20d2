declare global {
  interface Window {
    /** Errors and warnings, from before the first script of the app. */
    trouble: string[];
    isHydrated?: boolean;
  }
}

/** In the demo account. */
export const NUMBER = '+39 347 123 4567';
/** Nobody's. */
export const ADDED = '+39 347 999 9999';
export const STYLE = 'p { font: 16px monospace }';
