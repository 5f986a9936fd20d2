import type { Plugin } from 'vite';

const PLANS = '/libphonenumber-js/metadata.max.json.js';
const EXPORT = 'export default ';

/**
 * Keeps libphonenumber-js's numbering plans as text until somebody reads a number. As the object
 * literal that they are, all 156 KB of them are compiled at each start of the worker, which mostly
 * has no number to read.
 *
 * @throws in the build, if the plans are no longer one JSON value
 */
export function lazyNumberingPlans(): Plugin {
  return {
    name: 'lazy-numbering-plans',
    transform(code, id) {
      if (!id.endsWith(PLANS)) return undefined;
      const plans: unknown = JSON.parse(code.slice(code.indexOf(EXPORT) + EXPORT.length));
      if (typeof plans !== 'object' || plans === null) return this.error(`${id} is no object`);
      const getters = Object.keys(plans).map(
        (key) => `get ${JSON.stringify(key)}() { return read()[${JSON.stringify(key)}]; }`,
      );
      return `
        let plans;
        const read = () => (plans ??= JSON.parse(${JSON.stringify(JSON.stringify(plans))}));
        export default { ${getters.join(', ')} };`;
    },
  };
}
