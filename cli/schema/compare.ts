import { ChangeType, CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import type { Usage } from './usage.ts';

/**
 * What a change means for those who use the API:
 * - `breaking`: a document that is known stops working
 * - `accepted`: it does, and an entry in docs/api-changes says so
 * - `dangerous`: a client that nobody has registered, or that is careless, may stop working
 * - `safe`: nobody notices
 */
export type Verdict = 'breaking' | 'accepted' | 'dangerous' | 'safe';

/** One difference between the released API and this one. */
export type Change = {
  verdict: Verdict;
  /** The inspector's name for it, for example FIELD_REMOVED. */
  kind: string;
  /** The schema coordinate it is at; empty for the schema itself. */
  coordinate: string;
  /** In words, for a reviewer. */
  text: string;
  /** Whose documents need what is changed. */
  usedBy: string[];
};

/** Of an element that is new, whoever uses what it is added to is concerned. */
const ADDED: ReadonlySet<string> = new Set([ChangeType.FieldArgumentAdded, ChangeType.InputFieldAdded]);

const LEVELS = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
} as const;

/**
 * What differs between two public schemas, apart from descriptions, the worst first. A breaking change of what no known
 * document uses is merely dangerous; one that `isAccepted` knows is accepted.
 */
export async function compareSchemas(
  released: GraphQLSchema,
  current: GraphQLSchema,
  usage: Usage,
  isAccepted: (change: Pick<Change, 'kind' | 'coordinate'>) => boolean,
): Promise<Change[]> {
  const found = await diff(released, current, [DiffRule.ignoreDescriptionChanges]);
  const changes = found.map(({ type, path = '', message, criticality }): Change => {
    const coordinate = path.replace(/\.@deprecated$/, '');
    const concerned = ADDED.has(type) ? coordinate.replace(/\.[^.]+$/, '') : coordinate;
    const change = { kind: type, coordinate, text: message, usedBy: [...(usage.get(concerned) ?? [])] };
    return { ...change, verdict: verdictOf(LEVELS[criticality.level], change, isAccepted) };
  });
  const order: Verdict[] = ['breaking', 'accepted', 'dangerous', 'safe'];
  return changes.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

function verdictOf(
  level: 'breaking' | 'dangerous' | 'safe',
  change: Omit<Change, 'verdict'>,
  isAccepted: (change: Omit<Change, 'verdict'>) => boolean,
): Verdict {
  if (level !== 'breaking') return level;
  if (isAccepted(change)) return 'accepted';
  // What has no coordinate (another root type, a directive) concerns everybody.
  return change.usedBy.length === 0 && /^\w/.test(change.coordinate) ? 'dangerous' : 'breaking';
}
