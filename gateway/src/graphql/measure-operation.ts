import {
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { ListSize, Prices } from './prices.ts';

/** How much an operation asks for, before anything is fetched. */
export type OperationSize = {
  /** Fields within fields, at the deepest. */
  depth: number;
  /** Fields asked for at the top. Each may be a request to a subgraph. */
  rootFields: number;
  /** Values the answer may have: each field times the lengths of the lists around it. */
  values: number;
  /** What the answer costs: the weights of its values. */
  cost: number;
  /** Fields under another name than their own. */
  aliases: number;
  directives: number;
  /** Whether another size comes of other variables. */
  dependsOnVariables: boolean;
};

type Variables = Readonly<Record<string, unknown>>;
/** The fields of an answer whose length is said above them, and that length. */
type Sized = { fields: readonly string[]; length: number };

/** The most that a page may be long; as in api.md. */
const MAX_PAGE = 100;
/** Selections looked at. Fragments within fragments can stand for more than anyone could walk; past this it is too much. */
const MAX_SELECTIONS = 20_000;
/** What it costs us to answer a question about the schema itself; its depth is bounded by graphql. */
const INTROSPECTION_COST = 20;
const NOTHING_SIZED: Sized = { fields: [], length: 1 };

/**
 * Measures a valid operation by its text and variables.
 *
 *     cost(field) = length × (weight + Σ cost(what is asked for of it))
 *
 * where the length is 1 outside of lists, and both come from the schema (`@cost`, `@listSize`).
 */
export function measureOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
  prices: Prices,
): OperationSize {
  const size = { depth: 0, rootFields: 0, values: 0, cost: 0, aliases: 0, directives: 0, dependsOnVariables: false };
  const defaults = new Map(operation.variableDefinitions?.map((each) => [each.variable.name.value, each.defaultValue]));
  let selections = 0;

  function walk(set: SelectionSetNode, parentType: string, depth: number, times: number, sized: Sized): void {
    for (const selection of set.selections) {
      selections += 1;
      if (selections > MAX_SELECTIONS) {
        size.values = size.cost = Number.POSITIVE_INFINITY;
        return;
      }
      size.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) walkField(selection, parentType, depth, times, sized);
      else walkFragment(selection, parentType, depth, times, sized);
    }
  }

  function walkField(field: FieldNode, parentType: string, depth: number, times: number, sized: Sized): void {
    const name = field.name.value;
    size.values += times;
    size.depth = Math.max(size.depth, depth);
    if (depth === 1) size.rootFields += 1;
    if (field.alias && field.alias.value !== name) size.aliases += 1;
    if (name.startsWith('__')) {
      if (field.selectionSet) size.cost += INTROSPECTION_COST;
      return;
    }
    const price = prices.get(`${parentType}.${name}`);
    if (!price) throw new Error(`${parentType}.${name} has no price`);
    const length = price.listSize ? lengthOf(price.listSize, field.arguments ?? []) : 1;
    const isSized = sized.fields.includes(name);
    const own = price.isList ? (isSized ? sized.length : price.listSize?.sizedFields.length ? 1 : length) : 1;
    size.cost += times * own * price.weight;
    if (!field.selectionSet) return;
    const below = price.listSize?.sizedFields.length ? { fields: price.listSize.sizedFields, length } : NOTHING_SIZED;
    walk(field.selectionSet, price.type, depth + 1, times * own, below);
  }

  function walkFragment(
    selection: Exclude<SelectionNode, FieldNode>,
    parentType: string,
    depth: number,
    times: number,
    sized: Sized,
  ): void {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment) walk(fragment.selectionSet, fragment.typeCondition?.name.value ?? parentType, depth, times, sized);
  }

  function lengthOf({ assumedSize, slicingArguments }: ListSize, args: readonly ArgumentNode[]): number {
    const values = args.filter(({ name }) => slicingArguments.includes(name.value)).map(({ value }) => given(value));
    const lengths = values.filter((value) => value !== undefined && value !== null);
    return lengths.length === 0 ? assumedSize : Math.max(...lengths.map(pageLength));
  }

  function given(value: ArgumentNode['value']): unknown {
    if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value);
    size.dependsOnVariables = true;
    const sent = variables[value.name.value];
    const standard = defaults.get(value.name.value);
    return sent === undefined && standard ? valueFromASTUntyped(standard) : sent;
  }

  const root = operation.operation === 'mutation' ? 'Mutation' : 'Query';
  size.directives += operation.directives?.length ?? 0;
  walk(operation.selectionSet, root, 1, 1, NOTHING_SIZED);
  return size;
}

/** What is no valid length is refused by the field itself; here it must only not pass for little. */
function pageLength(length: unknown): number {
  return Math.min(Math.max(Number(length) || MAX_PAGE, 1), MAX_PAGE);
}
