import encodeQR from 'qr';

/** Modules of light around a code; ISO/IEC 18004 asks for four, and scanners for the same in the dark. */
const quietZone = 4;

/** A QR code as one path of a picture `size` modules wide and high. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Draws a ticket's code with the level of error correction (M, 15 %) that a scratched or dimmed screen needs. */
export function qrPath(code: string): QrPath {
  const rows = encodeQR(code, 'raw', { ecc: 'medium', border: quietZone });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size: rows.length, path };
}
