import process from 'node:process';
import { defineConfig } from 'wxt';
import { lazyNumberingPlans } from './.ci/lazy-numbering-plans.ts';

/** The add-on's id in Firefox, until there is an owner's one: this is the one place to change it. */
const FIREFOX_ID = 'lens-for-callbell@example.org';

/**
 * First Firefox with the built-in data-collection consent, which also has
 * `optional_host_permissions` (128) and grants required hosts at install (127).
 */
const FIREFOX_MIN_VERSION = '140.0';

/**
 * First Chrome that allows alarms 30 s apart (120) and gives `runtime.getURL` of a
 * `use_dynamic_url` resource its session's address (130).
 */
const CHROME_MIN_VERSION = '130';

/** The extension's pages run their own code, and talk to Callbell's API and nobody else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Contacts' pictures, if the user wants them: Callbell has them on other hosts (decision 0010).
  "img-src 'self' https:",
  'connect-src https://api.callbell.eu',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  targetBrowsers: ['chrome', 'firefox'],
  webExt: {
    // Chromium does not start in its sandbox as root, which is who one is in a container.
    chromiumArgs: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  },
  zip: {
    includeSources: ['.ci/**'],
    excludeSources: ['screenshots/**'],
  },
  vite: () => ({
    plugins: [lazyNumberingPlans()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { target: 'es2023', assetsInlineLimit: 0 },
  }),
  manifest: ({ browser, command }) => ({
    name: '__MSG_extensionName__',
    short_name: '__MSG_extensionShortName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    // Each permission has its reason in docs/permissions.md.
    permissions: [
      'storage',
      'unlimitedStorage',
      'alarms',
      'activeTab',
      'scripting',
      'contextMenus',
    ],
    omnibox: { keyword: 'cb' },
    commands: {
      // Chromium 156 gives Alt+Shift+C to no extension.
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+O' },
        description: '__MSG_command_popup__',
      },
      ...(browser === 'chrome'
        ? { 'open-panel': { description: '__MSG_command_panel__' } }
        : { _execute_sidebar_action: { description: '__MSG_command_panel__' } }),
      'next-number': {
        suggested_key: { default: 'Alt+Shift+L' },
        description: '__MSG_command_next__',
      },
      'look-up': {
        suggested_key: { default: 'Alt+Shift+K' },
        description: '__MSG_command_look_up__',
      },
      'look-up-selection': { description: '__MSG_command_look_up_selection__' },
    },
    host_permissions: ['https://api.callbell.eu/*', 'https://dash.callbell.eu/*'],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // In development WXT sets a policy that lets its server in.
    ...(command === 'build' && {
      content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY },
    }),
    web_accessible_resources: [
      {
        resources: ['card.html'],
        matches: ['https://*/*', 'http://*/*'],
        ...(browser === 'chrome' && { use_dynamic_url: true }),
      },
    ],
    ...(browser === 'chrome'
      ? { minimum_chrome_version: CHROME_MIN_VERSION }
      : {
          browser_specific_settings: {
            gecko: {
              id: FIREFOX_ID,
              strict_min_version: FIREFOX_MIN_VERSION,
              data_collection_permissions: { required: ['authenticationInfo'] },
            },
          },
        }),
  }),
});
