import { useState } from 'react';
import { lastCall } from './countdown.ts';
import type { JoinStanding } from './join-standing.ts';
import { joinTexts } from './texts.ts';

/** Where somebody who left can find themselves. */
const afterLeaving: ReadonlySet<JoinStanding['kind']> = new Set(['open', 'sold-out', 'waitlist-full', 'closed']);

/** What a screen reader is told about a change from one standing to the next; null for one that needs no word. */
export function announce(before: JoinStanding, now: JoinStanding): string | null {
  if (before.kind === 'waitlisted' && now.kind === 'confirmed') return joinTexts.saidPromoted;
  if (before.kind === now.kind) return null;
  if (now.kind === 'confirmed') return joinTexts.saidConfirmed;
  if (now.kind === 'waitlisted') return joinTexts.saidWaitlisted(now.position);
  if (now.kind === 'cancelled') return joinTexts.cancelled;
  const had = before.kind === 'confirmed' || before.kind === 'waitlisted';
  if (had && afterLeaving.has(now.kind)) return joinTexts.saidLeft;
  // The button goes and comes back with these.
  if (now.kind === 'waitlist-full') return now.room === 'none' ? joinTexts.saidNoWaitlist : joinTexts.saidWaitlistFull;
  if (before.kind === 'waitlist-full' && now.kind === 'open') return joinTexts.saidSeatFree;
  if (before.kind === 'waitlist-full' && now.kind === 'sold-out') return joinTexts.saidWaitlistOpen;
  if (before.kind === 'not-open') return now.kind === 'open' ? joinTexts.saidOpen : joinTexts.soldOut;
  return null;
}

/** The words for a polite live region, changed only when something happened that is worth hearing. */
export function useAnnouncement(standing: JoinStanding | null, now: number): string {
  const [last, setLast] = useState<{ standing: JoinStanding | null; call: number | null; words: string }>({
    standing,
    // Who comes when little time is left sees how little, and is told at the next call.
    call: callOf(standing, now),
    words: '',
  });
  const call = callOf(standing, now);
  if (standing && (standing.kind !== last.standing?.kind || call !== last.call)) {
    const said = last.standing ? announce(last.standing, standing) : null;
    setLast({ standing, call, words: said ?? (call ? joinTexts.saidOpensIn[call] : last.words) });
  }
  return last.words;
}

function callOf(standing: JoinStanding | null, now: number) {
  return standing?.kind === 'not-open' ? lastCall(Date.parse(standing.opensAt), now) : null;
}
