/** Line numbers in a block of waitlist_blocks. The rows there, and fsck's rule about them, are counted by it. */
export const BLOCK_SIZE = 512n;

/** The block a place in line is counted in. */
export function blockOf(lineNumber: bigint): bigint {
  return lineNumber / BLOCK_SIZE;
}
