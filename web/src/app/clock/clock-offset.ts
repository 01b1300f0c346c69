/** How far the server's clock is ahead of this one: between these bounds, in milliseconds. */
export interface ClockOffset {
  readonly least: number;
  readonly most: number;
}

/** A header may be behind its own clock by this much. */
const latenessMs = 500;

/**
 * What an answer adds to what is known. Its Date header says the second (`date`, its beginning) that the server's clock
 * was in at some moment between `sent` and `received` on this one, so each answer gives bounds, and where those of all
 * answers overlap is the offset: Marzullo's idea, for one server. A few answers narrow it down to little more than the way
 * takes, though the header has whole seconds.
 */
export function narrowOffset(known: ClockOffset | null, date: number, sent: number, received: number): ClockOffset {
  const told = { least: date - received, most: date + 1000 - sent };
  if (!known) return told;
  const both = { least: Math.max(known.least, told.least), most: Math.min(known.most, told.most) };
  if (both.least <= both.most) return both;
  // Bounds that exclude each other are of two clocks, since one was set meanwhile; or a busy server wrote its header late.
  return both.least - both.most <= latenessMs ? known : told;
}

/** The likeliest offset, in milliseconds; none while the server was never heard. */
export function likelyOffset(known: ClockOffset | null): number {
  return known ? (known.least + known.most) / 2 : 0;
}
