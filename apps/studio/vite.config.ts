import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Workspace packages come from their sources, so the studio builds without building them first. */
export default defineConfig({
  plugins: [react()],
  resolve: {
    conditions: ['source', ...defaultClientConditions],
    dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/hooks'],
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/v1', '/f', '/health', '/ripen.js'].map((path) => [path, { target: 'http://localhost:3000', ws: false }]),
    ),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // The page runs under `script-src 'self'`: no data URLs for scripts, no inline preload helper.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
