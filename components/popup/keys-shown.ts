const isMac = /Mac|iPhone|iPad/u.test(navigator.userAgent);

/** What the modifier keys are called on this computer, with what stands before the next key. */
export const COMMAND_KEY = isMac ? '⌘' : 'Ctrl ';
export const ALT_KEY = isMac ? '⌥' : 'Alt ';
