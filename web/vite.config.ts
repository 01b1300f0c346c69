import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development the page comes from Vite and what it asks from a running gateway, so that both have one origin. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'baseline-widely-available',
    // Small files inlined as data: addresses would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/graphql': process.env.PUBLIC_URL ?? 'http://localhost:8080' },
  },
});
