import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A whole number from 0 to `below` − 1, from wherever the randomness comes. */
export type Pick = (below: number) => number;

export type RandomOperation = { query: string; variables: Record<string, unknown> };

const MAX_DEPTH = 5;
/** Where a name or value should be: what nobody would send who means well. */
const NONSENSE = ['""', '-1', '99999999999', 'null', 'true', '[[]]', '{a: 1}', '"\\u0000"', '"💥"', 'NOTHING', '$v0'];
const STRINGS = [
  '',
  'x',
  'Vienna',
  '💥',
  '%',
  '\u202e',
  "'; --",
  'a'.repeat(300),
  '2027-05-04T19:00:00Z',
  'not a date',
];

/**
 * An operation that asks for whatever the schema has, a little wrong now and then: other types than asked for, fields
 * that don't exist, variables that aren't declared.
 */
export function randomOperation(schema: GraphQLSchema, pick: Pick, { queriesOnly = false } = {}): RandomOperation {
  const oneOf = <T>(values: readonly T[]): T => values[pick(values.length)]!;
  const chance = (percent: number) => pick(100) < percent;
  /** Half are as they should be, as far as their text goes: what is wrong anywhere is refused as a whole. */
  const isSloppy = chance(50);
  const wrong = (percent: number) => isSloppy && chance(percent);
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  let aliases = 0;

  function selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const count = 1 + pick(depth === 0 ? 3 : 5);
    const names = new Set<string>();
    const chosen = Array.from({ length: count }, () => oneOf(fields)).map((field) => {
      if (wrong(1)) return `${field.name}x`;
      // Two of one name must agree; that they don't, now and then, is another way of being wrong.
      const isTaken = names.has(field.name) && !wrong(10);
      const alias = isTaken || chance(10) ? `a${wrong(10) ? pick(5) : aliases++}: ` : '';
      if (!alias) names.add(field.name);
      return `${alias}${field.name}${given(field.args)}${directive()}${fieldsOf(field.type, depth)}`;
    });
    if (chance(10)) chosen.push('__typename');
    if (chance(5)) chosen.push(`... on ${type.name} { __typename }`);
    return `{ ${chosen.join(' ')} }`;
  }

  function directive(): string {
    if (!chance(5)) return '';
    const name = wrong(20) ? 'nothing' : oneOf(['include', 'skip']);
    return ` @${name}(if: ${wrong(20) ? '1' : oneOf(['true', 'false'])})`;
  }

  function fieldsOf(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    if (!isObjectType(named)) return wrong(1) ? ' { x }' : '';
    return depth >= MAX_DEPTH ? ' { __typename }' : ` ${selection(named, depth + 1)}`;
  }

  function given(args: readonly GraphQLArgument[]): string {
    const sent = args.filter(({ type }) => (isNonNullType(type) ? !wrong(2) : chance(40)));
    if (sent.length === 0) return '';
    return `(${sent.map(({ name, type }) => `${name}: ${chance(30) ? variable(type) : literal(type)}`).join(', ')})`;
  }

  function variable(type: GraphQLInputType): string {
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${wrong(3) ? 'String' : String(type)}`);
    if (!wrong(3)) variables[name] = wrong(5) ? oneOf([{}, [], -1, 'x', null]) : value(type);
    return `$${name}`;
  }

  function literal(type: GraphQLInputType): string {
    if (wrong(4)) return oneOf(NONSENSE);
    return asLiteral(type, value(type));
  }

  function value(type: GraphQLInputType, depth = 0): unknown {
    if (isNonNullType(type)) return value(type.ofType, depth);
    if (isListType(type)) return Array.from({ length: pick(3) }, () => value(type.ofType, depth));
    if (isEnumType(type)) return oneOf(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (each) => isNonNullType(each.type) || (depth < 2 && chance(40)),
      );
      return Object.fromEntries(fields.map((each) => [each.name, value(each.type, depth + 1)]));
    }
    if (type.name === 'Int') return oneOf([0, 1, 2, 20, 100, 101, -1, 2_147_483_647]);
    if (type.name === 'Float') return 1.5;
    if (type.name === 'Boolean') return chance(50);
    if (type.name === 'DateTime' && !wrong(30)) return '2030-01-01T00:00:00Z';
    return type.name === 'ID' ? oneOf(['01a20d00-0000-7000-8000-000000000000', 'x', '']) : oneOf(STRINGS);
  }

  const isMutation = !queriesOnly && chance(25);
  const root = isMutation ? schema.getMutationType()! : schema.getQueryType()!;
  const body = selection(root, 0);
  const declarations = declared.length > 0 ? `(${declared.join(', ')})` : '';
  return { query: `${isMutation ? 'mutation' : 'query'} Random${declarations} ${body}`, variables };
}

/** A value as it is written in a document: names without quotes, unlike in JSON. */
function asLiteral(type: GraphQLInputType, given: unknown): string {
  if (isNonNullType(type)) return asLiteral(type.ofType, given);
  if (isListType(type) && Array.isArray(given))
    return `[${given.map((each) => asLiteral(type.ofType, each)).join(', ')}]`;
  if (isEnumType(type)) return String(given);
  if (isInputObjectType(type) && typeof given === 'object' && given !== null) {
    const fields = Object.entries(type.getFields()).flatMap(([name, field]) => {
      const value = (given as Record<string, unknown>)[name];
      return value === undefined ? [] : [`${name}: ${asLiteral(field.type, value)}`];
    });
    return `{${fields.join(', ')}}`;
  }
  return JSON.stringify(given);
}
