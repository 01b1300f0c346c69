import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** How much an operation asks for, before anything is fetched. */
export type OperationSize = {
  /** Fields within fields, at the deepest. */
  depth: number;
  /** Fields asked for at the top. Each may be a request to a subgraph. */
  rootFields: number;
  /** Values the answer may have: each field times the lengths of the lists around it. */
  values: number;
};

type Variables = Record<string, unknown>;

/** The length of a page when neither `first` nor `last` says, and the most they may say; as in api.md. */
const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;
/** Selections looked at. Fragments within fragments can stand for more than anyone could walk; past this it is too much. */
const MAX_SELECTIONS = 20_000;

/**
 * Measures an operation by its text and variables alone. A field whose selection has `edges` is a connection, as long
 * as its `first` or `last`.
 */
export function measureOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
): OperationSize {
  const size = { depth: 0, rootFields: 0, values: 0 };
  let selections = 0;

  function walk(set: SelectionSetNode, depth: number, times: number): void {
    for (const selection of set.selections) {
      selections += 1;
      if (selections > MAX_SELECTIONS) {
        size.values = Number.POSITIVE_INFINITY;
        return;
      }
      if (selection.kind === Kind.FIELD) {
        size.values += times;
        size.depth = Math.max(size.depth, depth);
        if (depth === 1) size.rootFields += 1;
        // Introspection is answered here, and graphql bounds its depth itself.
        if (!selection.selectionSet || selection.name.value.startsWith('__')) continue;
        const length = isConnection(selection.selectionSet) ? pageLength(selection.arguments ?? [], variables) : 1;
        walk(selection.selectionSet, depth + 1, times * length);
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, depth, times);
      }
    }
  }

  function isConnection(set: SelectionSetNode): boolean {
    return set.selections.some((selection) => {
      selections += 1;
      if (selection.kind === Kind.FIELD) return selection.name.value === 'edges';
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      return fragment !== undefined && selections <= MAX_SELECTIONS && isConnection(fragment.selectionSet);
    });
  }

  walk(operation.selectionSet, 1, 1);
  return size;
}

function pageLength(
  args: NonNullable<Extract<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>['arguments']>,
  variables: Variables,
): number {
  for (const { name, value } of args) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT && value.value;
    // What is no valid length is refused by the field itself; here it must only not pass for little.
    if (given !== undefined && given !== null && given !== false)
      return Math.min(Math.max(Number(given) || MAX_PAGE, 1), MAX_PAGE);
  }
  return DEFAULT_PAGE;
}
