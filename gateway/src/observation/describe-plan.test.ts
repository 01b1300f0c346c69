import { expect, test } from 'vitest';
import { describePlan } from './describe-plan.ts';
import type { QueryPlan } from './observation.ts';

const fetch = (serviceName: string, operation: string) =>
  ({ kind: 'Fetch', serviceName, operation, operationName: undefined, operationKind: 'query' }) as const;

test('a plan says who is asked what, where it belongs, and what waits for what', () => {
  const plan = {
    kind: 'QueryPlan',
    node: {
      kind: 'Sequence',
      nodes: [
        fetch('events', 'query Page__events__0($id: ID!) { event(id: $id) { __typename id } }'),
        {
          kind: 'Parallel',
          nodes: [
            { kind: 'Flatten', path: ['event'], node: fetch('joins', '{ _entities { seatsLeft } }') },
            { kind: 'Condition', condition: 'wanted', ifClause: fetch('auth', '{ viewer { id } }') },
          ],
        },
      ],
    },
  } as unknown as QueryPlan;
  expect(describePlan(plan)).toEqual({
    sequence: [
      { fetch: 'events', operation: 'query Page__events__0($id:ID!){event(id:$id){__typename id}}' },
      {
        parallel: [
          { fetch: 'joins', operation: '{_entities{seatsLeft}}', at: 'event' },
          { if: 'wanted', yes: { fetch: 'auth', operation: '{viewer{id}}' }, no: null },
        ],
      },
    ],
  });
});

test('what stands in the document itself is left out', () => {
  const operation =
    'mutation { signIn(input: { email: "ada@people.test", password: """a secret""", pin: 1234 }) { ok } }';
  const described = JSON.stringify(describePlan({ kind: 'QueryPlan', node: fetch('auth', operation) } as QueryPlan));
  expect(described).toContain('signIn');
  for (const secret of ['ada', 'secret', '1234']) expect(described).not.toContain(secret);
});

test('an operation for which nobody is asked has no plan', () => {
  expect(describePlan({ kind: 'QueryPlan' })).toBeNull();
});
