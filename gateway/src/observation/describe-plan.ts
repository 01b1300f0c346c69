import { stripSensitiveLiterals } from '@apollo/utils.stripsensitiveliterals';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import type { QueryPlan } from './observation.ts';

type PlanNode = NonNullable<QueryPlan['node']>;

/** A step of a plan, as a log line shows it. */
export type PlanStep =
  | { fetch: string; operation: string; at?: string }
  | { sequence: PlanStep[] }
  | { parallel: PlanStep[] }
  | { if: string; yes: PlanStep | null; no: PlanStep | null }
  | { unknown: string };

/**
 * What a plan does: which subgraph is asked what, where in the answer it belongs, what waits for what. Strings and numbers
 * that stand in the document are left out: they may be somebody's password.
 *
 * @returns null for an operation that no subgraph is asked for.
 */
export function describePlan({ node }: QueryPlan): PlanStep | null {
  return node ? describe(node, '') : null;
}

function describe(node: PlanNode, at: string): PlanStep {
  switch (node.kind) {
    case 'Fetch':
      return { fetch: node.serviceName, operation: withoutLiterals(node.operation), ...(at && { at }) };
    case 'Flatten':
      return describe(node.node, node.path.join('.'));
    case 'Sequence':
      return { sequence: node.nodes.map((each) => describe(each, at)) };
    case 'Parallel':
      return { parallel: node.nodes.map((each) => describe(each, at)) };
    case 'Condition':
      return {
        if: node.condition,
        yes: node.ifClause ? describe(node.ifClause, at) : null,
        no: node.elseClause ? describe(node.elseClause, at) : null,
      };
    default:
      // @defer and subscriptions, which the gateway doesn't serve.
      return { unknown: node.kind };
  }
}

function withoutLiterals(operation: string): string {
  return stripIgnoredCharacters(print(stripSensitiveLiterals(parse(operation))));
}
