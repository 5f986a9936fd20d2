/** As the fake browser names us. */
export const SELF = { id: 'test-extension-id', origin: 'chrome-extension://test-extension-id' };

/** A tab as Chrome and Firefox describe it, so no more than both know. */
const tab = (id: number, url: string) => ({
  id,
  url,
  index: 0,
  windowId: 1,
  active: true,
  pinned: false,
  highlighted: false,
  selected: false,
  incognito: false,
  discarded: false,
  autoDiscardable: true,
  frozen: false,
  groupId: -1,
  lastAccessed: 0,
});

export interface Sender {
  id?: string;
  origin?: string;
  url?: string;
  frameId?: number;
  tab?: ReturnType<typeof tab>;
}

const SHOP = 'https://shop.example/customers';
const inShop = { id: SELF.id, tab: tab(7, SHOP) };

/** Pages and scripts that may send as the extension itself. */
export const OWN: Record<string, Sender> = {
  'the popup': { id: SELF.id, origin: SELF.origin, url: `${SELF.origin}/popup.html` },
  'the options in a tab': {
    id: SELF.id,
    origin: SELF.origin,
    url: `${SELF.origin}/options.html`,
    tab: tab(3, `${SELF.origin}/options.html`),
    frameId: 0,
  },
  'the card in a page': {
    ...inShop,
    origin: SELF.origin,
    url: `${SELF.origin}/card.html`,
    frameId: 5,
  },
};

/** Content scripts, and whatever has taken the place of one. */
export const PAGES: Record<string, Sender> = {
  'a content script': { ...inShop, origin: 'https://shop.example', url: SHOP, frameId: 0 },
  'a content script in a frame': {
    ...inShop,
    origin: 'https://frame.example',
    url: 'https://frame.example/',
    frameId: 4,
  },
  'a srcdoc frame': { ...inShop, origin: 'null', url: 'about:srcdoc', frameId: 6 },
  'a sandboxed frame': { ...inShop, origin: 'null', url: SHOP, frameId: 6 },
  'a script without an origin': { ...inShop, url: SHOP, frameId: 0 },
  'a script without a tab': { id: SELF.id, origin: 'https://shop.example', url: SHOP },
  'a page that names our address': {
    ...inShop,
    origin: 'https://shop.example',
    url: `${SELF.origin}/popup.html`,
    frameId: 0,
  },
  'an origin that begins like ours': {
    ...inShop,
    origin: `${SELF.origin}.evil.example`,
    url: SHOP,
    frameId: 0,
  },
  'an empty origin': { ...inShop, origin: '', url: SHOP, frameId: 0 },
};

/** Nobody of ours: not even answered. */
export const STRANGERS: Record<string, Sender> = {
  'another extension': { id: 'other', origin: 'chrome-extension://other', url: 'x' },
  'another extension that names our origin': { id: 'other', origin: SELF.origin },
  'another extension’s page in a tab': {
    id: 'other',
    origin: 'chrome-extension://other',
    tab: tab(9, 'chrome-extension://other/page.html'),
  },
  'a web page': { origin: 'https://shop.example', url: SHOP, tab: tab(7, SHOP) },
  nobody: {},
};
