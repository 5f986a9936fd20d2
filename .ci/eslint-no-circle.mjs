// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * The files of ours that each file names in an import or export, types and dynamic imports
 * included. Kept for one run of the linter.
 *
 * @type {Map<string, string[]>}
 */
const namedBy = new Map();

/**
 * Forbids files that import each other, however long the way round is. Unlike import-x's
 * `no-cycle` it follows imports of types too: two files that need each other's types cannot be
 * read, moved or tested apart any more than others.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const noCircle = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    /** @param {import('eslint').Rule.Node & { source?: unknown }} node */
    const check = (node) => {
      const source = /** @type {{ value?: unknown } | null | undefined} */ (node.source);
      const first = typeof source?.value === 'string' && fileOf(source.value, context.filename);
      const way = first && wayBetween(first, context.filename);
      if (!way) return;
      const files = way.map((file) => path.relative(context.cwd, file)).join(' → ');
      context.report({
        node,
        message: `A circle: ${files}. What two files share belongs into a third.`,
      });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/**
 * @param {string} specifier
 * @param {string} importer
 */
function fileOf(specifier, importer) {
  // Ours are named with their endings; all else is a package.
  const file = path.resolve(path.dirname(importer), specifier);
  return specifier.startsWith('.') && existsSync(file) ? file : undefined;
}

/** @param {string} file */
function filesNamedBy(file) {
  const known = namedBy.get(file);
  if (known) return known;
  const { importedFiles } = /\.(?:[jt]sx?|mjs)$/u.test(file)
    ? ts.preProcessFile(readFileSync(file, 'utf8'))
    : { importedFiles: [] };
  const files = importedFiles.flatMap(({ fileName }) => fileOf(fileName, file) ?? []);
  namedBy.set(file, files);
  return files;
}

/**
 * The shortest way from a file, by what it imports, to another one.
 *
 * @param {string} from
 * @param {string} to
 * @returns {string[] | undefined}
 */
function wayBetween(from, to) {
  /** @type {Map<string, string | undefined>} */
  const reachedFrom = new Map([[from, undefined]]);
  // A map goes on with what is added to it meanwhile.
  for (const file of reachedFrom.keys()) {
    if (file === to) {
      const way = [];
      for (let at = /** @type {string | undefined} */ (to); at; at = reachedFrom.get(at)) {
        way.unshift(at);
      }
      return way;
    }
    for (const next of filesNamedBy(file)) {
      if (!reachedFrom.has(next)) reachedFrom.set(next, file);
    }
  }
  return undefined;
}
