import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';

/** How long a list is before anybody has fetched it, as `@listSize` says. */
export type ListSize = {
  /** Without a slicing argument. */
  assumedSize: number;
  /** The arguments that say how long the list is. */
  slicingArguments: readonly string[];
  /** The fields of the answer that are so long; none where it is the list itself. */
  sizedFields: readonly string[];
};

/** What of a field decides about the cost of asking for it. */
export type FieldPrice = {
  /** Of one value, without what is asked for of it. */
  weight: number;
  /** The named type of its values. */
  type: string;
  isList: boolean;
  listSize: ListSize | null;
};

/** By schema coordinate, for example `Query.feed`. */
export type Prices = ReadonlyMap<string, FieldPrice>;

/** Without `@cost`: what GraphQL's cost specification suggests, also for a mutation, which is never only read. */
const OBJECT_WEIGHT = 1;
const MUTATION_WEIGHT = 10;

/**
 * Reads from a supergraph what fields cost. A field's own `@cost` counts before that of its type; `@listSize` says how
 * long its list is, and without it a list is taken for one value.
 */
export function readPrices(supergraph: DocumentNode): Prices {
  const ofTypes = new Map<string, number>();
  for (const node of supergraph.definitions) {
    if (!('directives' in node) || !('name' in node) || !node.name) continue;
    const isLeaf = node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION;
    const weight = costIn(node.directives as readonly ConstDirectiveNode[]);
    ofTypes.set(node.name.value, weight ?? (isLeaf ? 0 : OBJECT_WEIGHT));
  }
  const prices = new Map<string, FieldPrice>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      // Scalars that GraphQL has itself aren't defined in the text.
      const ofType = ofTypes.get(namedType(field.type)) ?? 0;
      const usual = node.name.value === 'Mutation' ? MUTATION_WEIGHT : ofType;
      prices.set(`${node.name.value}.${field.name.value}`, priceOf(field, usual));
    }
  }
  return prices;
}

function priceOf(field: FieldDefinitionNode, usual: number): FieldPrice {
  return {
    weight: costIn(field.directives) ?? usual,
    type: namedType(field.type),
    isList: isList(field.type),
    listSize: listSizeIn(field.directives),
  };
}

function costIn(directives: readonly ConstDirectiveNode[] | undefined): number | null {
  const cost = argumentsOf(directives, 'cost');
  return cost && z.object({ weight: z.int() }).parse(cost).weight;
}

const listSizeArguments = z.object({
  assumedSize: z.int().nullish(),
  slicingArguments: z.array(z.string()).nullish(),
  sizedFields: z.array(z.string()).nullish(),
});

function listSizeIn(directives: readonly ConstDirectiveNode[] | undefined): ListSize | null {
  const given = argumentsOf(directives, 'listSize');
  if (!given) return null;
  const { assumedSize, slicingArguments, sizedFields } = listSizeArguments.parse(given);
  return {
    assumedSize: assumedSize ?? 1,
    slicingArguments: slicingArguments ?? [],
    sizedFields: sizedFields ?? [],
  };
}

function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): object | null {
  const directive = directives?.find((each) => each.name.value === name);
  if (!directive) return null;
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name: { value: argument }, value }) => [argument, valueFromASTUntyped(value)]),
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}
