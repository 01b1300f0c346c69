/** A check-in's answer, as far as it counts. */
export interface CheckInAnswer {
  readonly join: { readonly user: { readonly id: string; readonly displayName: string } | null } | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly checkedInAt: string | null;
    readonly checkedInBy: { readonly id: string; readonly displayName: string } | null;
  }[];
}

/** Somebody at the door; no id, and so no undoing, where it is not known who. */
export interface Guest {
  readonly id: string | null;
  readonly name: string | null;
}

/** What the door says to somebody. */
export type Verdict =
  | { readonly kind: 'in'; readonly guest: Guest }
  | { readonly kind: 'already'; readonly guest: Guest; readonly at: string | null; readonly by: string | null }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * What an answer means. An attempt before may have been done though its answer was lost (`asked` is when the first was
 * sent, in milliseconds since 1970, `by` who asked): who was let in by oneself since then was let in by that one.
 */
export function judgeCheckIn({ join, userErrors }: CheckInAnswer, asked: number, by: string | null): Verdict {
  const guest = { id: join?.user?.id ?? null, name: join?.user?.displayName ?? null };
  const refusal = userErrors[0];
  if (!refusal) return { kind: 'in', guest };
  if (refusal.code !== 'ALREADY_CHECKED_IN') return { kind: 'refused', message: refusal.message };
  const { checkedInAt, checkedInBy } = refusal;
  if (by !== null && checkedInBy?.id === by && checkedInAt && Date.parse(checkedInAt) >= asked)
    return { kind: 'in', guest };
  return { kind: 'already', guest, at: checkedInAt, by: checkedInBy?.displayName ?? null };
}
