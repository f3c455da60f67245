import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const ENCODERS = [
  { ending: 'br', encode: promisify(brotliCompress) },
  { ending: 'gz', encode: (content: Buffer) => promisify(gzip)(content, { level: 9 }) },
] as const;

/** Writes each script and style compressed beside itself, once at build time instead of at every request. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const folder = join(dir ?? 'dist', 'assets');
      for (const name of await readdir(folder)) {
        if (!/\.(?:js|css)$/.test(name)) continue;
        const content = await readFile(join(folder, name));
        for (const { ending, encode } of ENCODERS)
          await writeFile(join(folder, `${name}.${ending}`), await encode(content));
      }
    },
  };
}

/** Workspace packages come from their sources, so the studio builds without building them first. */
export default defineConfig({
  plugins: [react(), precompressed()],
  resolve: {
    conditions: ['source', ...defaultClientConditions],
    dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/hooks'],
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/v1', '/f', '/c', '/d', '/l', '/u', '/example', '/health', '/ripen.js'].map((path) => [
        path,
        { target: 'http://localhost:3000', ws: false },
      ]),
    ),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // The page runs under `script-src 'self'`: no data URLs for scripts, no inline preload helper.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The workspace's own packages do nothing by being imported: what a screen does not use stays out of its script.
    rolldownOptions: { treeshake: { moduleSideEffects: (id: string) => !/\/libs\/[^/]+\/src\//.test(id) } },
  },
});
