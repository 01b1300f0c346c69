import { setTimeout as pause } from 'node:timers/promises';
import type { Databases } from './databases.ts';
import type { Rule } from './rule.ts';
import { outboxes } from './rules/outbox-rules.ts';

export interface RuleResult {
  rule: Rule;
  violations: string[];
  /** Differences that were still changing when the time was over: messages under way, nothing broken that one can see. */
  moving: string[];
}

export interface Patience {
  /** A difference between two databases is a violation once nothing has moved for this long. */
  quietMs: number;
  /** Or at the latest then, if it has stood still for quietMs itself. */
  longestMs: number;
  onProgress?: (text: string) => void;
}

const pollMs = 500;

/** Checks each rule; those about two databases get time until the messages under way have arrived. */
export async function checkRules(databases: Databases, rules: Rule[], patience: Patience): Promise<RuleResult[]> {
  const results = new Map<Rule, RuleResult>();
  for (const rule of rules.filter((rule) => rule.holds === 'now')) {
    results.set(rule, { rule, violations: await rule.findViolations(databases), moving: [] });
  }
  const settled = await untilSettled(
    databases,
    rules.filter((rule) => rule.holds === 'settled'),
    patience,
  );
  for (const result of settled) results.set(result.rule, result);
  return rules.map((rule) => results.get(rule)!);
}

async function untilSettled(databases: Databases, rules: Rule[], patience: Patience): Promise<RuleResult[]> {
  const { quietMs, longestMs, onProgress } = patience;
  const started = performance.now();
  /** Since when each violation of an open rule has been there, poll by poll. */
  let open = new Map(rules.map((rule) => [rule, new Map<string, number>()]));
  let movedAt = started;
  for (;;) {
    const now = performance.now();
    const next = new Map<Rule, Map<string, number>>();
    for (const [rule, before] of open) {
      const violations = await rule.findViolations(databases);
      const isSame = violations.length === before.size && violations.every((violation) => before.has(violation));
      if (!isSame) movedAt = now;
      if (violations.length > 0) next.set(rule, new Map(violations.map((v) => [v, before.get(v) ?? now])));
    }
    open = next;
    if (open.size === 0 || now - movedAt >= quietMs || now - started >= longestMs) {
      return rules.map((rule) => toResult(rule, open.get(rule), now - quietMs));
    }
    const waiting = await countUnsent(databases);
    onProgress?.(
      `waiting for messages to arrive: ${[...open.keys()].map(({ name }) => name).join(', ')}; ${waiting} not sent yet`,
    );
    await pause(pollMs);
  }
}

function toResult(rule: Rule, open: Map<string, number> | undefined, before: number): RuleResult {
  const entries = [...(open ?? [])];
  return {
    rule,
    violations: entries.filter(([, since]) => since <= before).map(([violation]) => violation),
    moving: entries.filter(([, since]) => since > before).map(([violation]) => violation),
  };
}

async function countUnsent(databases: Databases): Promise<number> {
  const counts = await Promise.all(
    outboxes.map(async ({ database }) => {
      const { rows } = await databases[database].query<{ count: number }>(
        'SELECT count(*)::int AS count FROM outbox WHERE parked_at IS NULL',
      );
      return rows[0]!.count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
