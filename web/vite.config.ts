import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, constants, type InputType } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const brotli = promisify(brotliCompress);

/** Leaves the app's documents beside it, where the gateway looks for them. */
const persistedDocuments: Plugin = {
  name: 'persisted-documents',
  apply: 'build',
  generateBundle() {
    const fileName = 'persisted-documents.json';
    const source = readFileSync(new URL(`src/generated/${fileName}`, import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName, source });
  },
};

/** The parts of the explorer's editor that are larger than this would take many seconds at the highest quality. */
const quicklyCompressed = 250_000;

/** Compressed once here instead of for each visitor, and so with more care. */
const compressed = compression({
  include: /assets\/.*\.(js|css)$/,
  algorithms: [
    defineAlgorithm<BrotliOptions>(async (content: InputType) => {
      const quality = Buffer.byteLength(content) > quicklyCompressed ? 9 : constants.BROTLI_MAX_QUALITY;
      return brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
    }, {}),
  ],
  filename: '[path][base].br',
});

/** In development the page comes from Vite and what it asks from a running gateway, so that both have one origin. */
export default defineConfig({
  // The same parser, made for browsers: its main one wants Node's Buffer.
  resolve: { alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' } },
  plugins: [react(), persistedDocuments, compressed],
  // The gateway puts a new one in its place in each page it serves, and allows only styles that carry it.
  html: { cspNonce: '__CSP_NONCE__' },
  css: {
    modules: {
      // After their file and as they are called there: index.html names some before the app is loaded.
      generateScopedName: (name, file) => `${basename(file, '.module.css')}_${name}`,
    },
  },
  build: {
    target: 'baseline-widely-available',
    // Small files inlined as data: addresses would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    // Every browser of the target preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The app, and the API's explorer beside it.
      input: ['index.html', 'explorer.html'],
      output: {
        codeSplitting: {
          // What every page loads, in a handful of files instead of forty: fewer requests, and smaller compressed.
          groups: [
            // The explorer needs this one and nothing of the app.
            { name: 'preload', test: /vite[\\/]preload-helper/ },
            { name: 'libraries', test: /node_modules/, tags: ['$initial'] },
            { name: 'app', test: /web[\\/]src[\\/](app|components|features|generated)/, tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '^/events/[^/]+/attendees\\.csv'].map((path) => [
        path,
        process.env.PUBLIC_URL ?? 'http://localhost:8080',
      ]),
    ),
  },
});
