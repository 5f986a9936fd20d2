import { fileURLToPath } from 'node:url';
import { type PluginItem, transformAsync } from '@babel/core';
import solidPreset from 'babel-preset-solid';
import { compile } from 'svelte/compiler';
import { type InlineConfig, type Plugin, build } from 'vite';

/** `walk` does to a document what those do that cannot be built here. */
export const APPS = ['react-18', 'react-19', 'vue', 'svelte', 'solid', 'walk'] as const;
export type App = (typeof APPS)[number];

type Side = 'server' | 'client';

export interface BuiltApp {
  /** The document as the app's server sends it; it asks for `client.js`. */
  html: string;
  /** What has the document come alive. */
  client: string;
}

/** Builds an app as its framework has it: rendered on a server, hydrated by a script. */
export async function builtApp(app: App): Promise<BuiltApp> {
  const [server, client] = await Promise.all([scriptOf(app, 'server'), scriptOf(app, 'client')]);
  // The build has an app's server as an expression of a script, too: no module loader is needed.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- built from this folder
  const { html } = new Function(`${server}; return app;`)() as {
    html: () => string | Promise<string>;
  };
  return { html: await html(), client };
}

async function scriptOf(app: App, side: Side): Promise<string> {
  const folder = app.startsWith('react') ? 'react' : app;
  const extension = app === 'solid' ? 'tsx' : 'ts';
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    ...toolsFor(app, side),
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL(`${folder}/${side}.${extension}`, import.meta.url)),
        formats: ['iife'],
        name: 'app',
      },
    },
  });
  const output = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
}

/** Of these two a server has other modules than a browser. */
const ON_SERVER: InlineConfig = { resolve: { conditions: ['node'] } };

function toolsFor(app: App, side: Side): InlineConfig {
  switch (app) {
    case 'react-18':
      return { resolve: { alias: { react: 'react-18', 'react-dom': 'react-dom-18' } } };
    case 'svelte':
      return { plugins: [svelte(side)], ...(side === 'server' && ON_SERVER) };
    case 'solid':
      return { plugins: [solid(side)], ...(side === 'server' && ON_SERVER) };
    case 'react-19':
    case 'vue':
    case 'walk':
      return {};
  }
}

function svelte(generate: Side): Plugin {
  return {
    name: 'svelte',
    transform: (code, id) =>
      id.endsWith('.svelte') ? compile(code, { generate, filename: id }).js : undefined,
  };
}

function solid(side: Side): Plugin {
  const generate = side === 'server' ? 'ssr' : 'dom';
  const preset: PluginItem = [solidPreset, { generate, hydratable: true }];
  return {
    name: 'solid',
    enforce: 'pre',
    transform: async (code, id) => {
      if (!id.endsWith('.tsx')) return undefined;
      const built = await transformAsync(code, {
        filename: id,
        configFile: false,
        presets: [preset],
      });
      return built?.code ?? undefined;
    },
  };
}
