// @ts-check
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
// @ts-expect-error -- has no types
import noUnsanitized from 'eslint-plugin-no-unsanitized';
import reactHooks from 'eslint-plugin-react-hooks';
import * as regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { noCircle } from './.ci/eslint-no-circle.mjs';

/** What every folder may name, but nothing that runs in a page. */
const NOUNS = [
  'contact.ts',
  'account.ts',
  'funnel.ts',
  'settings.ts',
  'field-key.ts',
  'callbell-url.ts',
  'text.ts',
];

const EXTENSION_PAGES = ['popup', 'sidepanel', 'options', 'card'].map(
  (name) => `entrypoints/${name}`,
);

/** What the extension puts into web pages. */
const PAGE_SCRIPTS = ['page', 'lens', 'outer-card', 'frame-view', 'hear-escape', 'collect'].map(
  (name) => `entrypoints/${name}.ts`,
);

/**
 * Who may import what: docs/architecture.md as a rule. Each zone names what its files must
 * not reach; the built content script is checked once more by a test.
 */
const zones = [
  zone([...PAGE_SCRIPTS, 'utils/page'], '.', {
    except: [
      'utils/page',
      'utils/messages/deliver.ts',
      'utils/messages/page-protocol.ts',
      'utils/messages/frame-protocol.ts',
      'node_modules',
    ],
    message: 'What runs in a page knows nothing of contacts, the key, the API or the store.',
  }),
  zone('utils/api', 'utils', { except: ['api', ...NOUNS] }),
  zone('utils/store', 'utils', {
    except: ['store', 'search', 'phone', 'sync/status.ts', 'sync/front.ts', ...NOUNS],
  }),
  zone('utils/sync', 'utils', {
    except: ['sync', 'api', 'store', ...NOUNS],
  }),
  zone('utils/live', 'utils', { except: ['live', 'api', 'store', 'phone', ...NOUNS] }),
  zone('utils/search', 'utils', { except: ['search', ...NOUNS] }),
  zone('utils/phone', 'utils', { except: ['phone', ...NOUNS] }),
  zone('utils/messages', 'utils', {
    except: ['messages', 'api/errors.ts', 'sync/status.ts', ...NOUNS],
  }),
  zone('components', 'utils/api'),
  zone('components', 'utils/store'),
  zone('components', 'utils/browser'),
  zone(EXTENSION_PAGES, 'utils/sync', { except: ['status.ts'] }),
  zone(EXTENSION_PAGES, 'utils/api'),
  zone(EXTENSION_PAGES, 'utils/live'),
  zone(EXTENSION_PAGES, 'utils/store/api-key.ts'),
  zone('entrypoints/card', 'utils/store'),
  zone(['entrypoints', 'components', 'utils'], 'tests'),
].flat();

/** The whole of zod is three times as large and makes functions of text (decision 0004). */
const ONLY_SMALL_ZOD = {
  regex: '^zod(?!/mini$)(?:/|$)',
  message: 'Use zod/mini: every start of the worker and of the popup reads it.',
};

/**
 * @param {string | string[]} targets
 * @param {string} from
 * @param {{ except?: string[], message?: string }} [options]
 */
function zone(targets, from, { except = [], message } = {}) {
  return [targets].flat().map((target) => ({
    target,
    from,
    except: except.map((path) => `./${path}`),
    message: message ?? `${target} may not import this: see docs/architecture.md.`,
  }));
}

export default tseslint.config(
  { ignores: ['.output/', '.wxt/', '.cache/', 'node_modules/', 'screenshots/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  regexp.configs.recommended,
  noUnsanitized.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: {
      'import-x': importX,
      'react-hooks': reactHooks,
      lens: { rules: { 'no-circle': noCircle } },
    },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.js', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [
        importX.createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'lens/no-circle': 'error',
      'no-restricted-imports': ['error', { patterns: [ONLY_SMALL_ZOD] }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // `{ once: true, signal }` and empty fallbacks read better than a named no-op.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // The page may have named form fields `childNodes`, `parentNode` or `attributes`: reading
    // those from an element can give the field (security T5).
    files: [...PAGE_SCRIPTS, 'utils/page/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?:zod|libphonenumber-js|preact)(?:/|$)',
              message: 'Too large for what every page gets: see docs/architecture.md.',
            },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['childNodes', 'attributes', 'innerHTML', 'outerHTML'].map((property) => ({
          property,
          message: 'Clobberable or unsafe on a stranger’s page: use a TreeWalker or getAttribute.',
        })),
      ],
    },
  },
  {
    files: ['tests/**', '.ci/**', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
);
