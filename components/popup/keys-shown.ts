const isMac = /Mac|iPhone|iPad/u.test(navigator.userAgent);

/** What the key for commands is called on this computer. */
export const COMMAND_KEY = isMac ? '⌘' : 'Ctrl ';
