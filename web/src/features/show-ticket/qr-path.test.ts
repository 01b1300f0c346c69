import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

/** The picture as a camera would have it: so many pixels a module, black on white. */
function photograph({ size, path }: ReturnType<typeof qrPath>, pixels = 4) {
  const width = size * pixels;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < pixels; row++) {
      const start = ((Number(y) * pixels + row) * width + Number(x) * pixels) * 4;
      for (let at = start; at < start + pixels * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return { width, height: width, data };
}

it('a scanner reads the code that the ticket has', () => {
  const code = '0123456789'.repeat(24).slice(0, 232);
  expect(decodeQR(photograph(qrPath(code)))).toBe(code);
});

it('a ticket’s code makes a picture of version 6, coarse enough for a phone’s screen', () => {
  // 41 modules and the light around them.
  expect(qrPath('7'.repeat(232)).size).toBe(41 + 2 * 4);
});
