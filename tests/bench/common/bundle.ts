import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** A module and everything that it needs as one script, which answers the module's exports. */
export interface Bundle {
  /** An expression; its value is the object of the module's exports. */
  code: string;
  gzipped: number;
}

/** Bundles and minifies as the extension's build does, in memory. */
export async function bundle(entry: URL): Promise<Bundle> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(entry), formats: ['iife'], name: 'exported' },
    },
  });
  const output = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const script = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
  return { code: `(() => { ${script}; return exported; })()`, gzipped: gzipped(script) };
}

/** In bytes, as an extension store or a server would send it. */
export function gzipped(content: string | Buffer): number {
  return gzipSync(content, { level: 9 }).length;
}
