import { parseArgs } from 'node:util';

/** What `npm start` is asked for. */
export interface TourArguments {
  /** The tour by itself; otherwise a window that stays open. */
  headless: boolean;
  /** The README's pictures instead of the tour. */
  screenshots: boolean;
  /** Firefox, also where there is a Chromium. */
  firefox: boolean;
  /** The sample page's port; 0 takes any free one. */
  port: number;
}

/**
 * Reads the command line.
 *
 * @throws TypeError with a sentence for the user
 */
export function readArguments(args: string[]): TourArguments {
  const { values } = parseArgs({
    args,
    options: {
      headless: { type: 'boolean', default: false },
      screenshots: { type: 'boolean', default: false },
      firefox: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
    },
  });
  const { screenshots, firefox } = values;
  const port = /^\d{1,5}$/u.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw new TypeError(`--port must be a port, not "${values.port}".`);
  if (screenshots && firefox) throw new TypeError('--screenshots are made in Chromium.');
  return { headless: values.headless || screenshots || !hasDisplay(), screenshots, firefox, port };
}

/** Whether a window could be seen. */
function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((display) => display);
}
