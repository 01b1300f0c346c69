import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

/**
 * The DateTime scalar of every subgraph: a Date inside, ISO 8601 with an offset outside. Text that is no moment ("tomorrow",
 * a 30th of February) passes as it was given: whoever takes it knows the field's name and says what would be right
 * (noMoment), where GraphQL would refuse the whole request.
 */
export const dateTime = new GraphQLScalarType<unknown>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  parseValue,
  parseLiteral: (node) => (node.kind === Kind.STRING ? parseValue(node.value) : GraphQLDateTimeISO.parseLiteral(node)),
});

function parseValue(value: unknown): unknown {
  try {
    return GraphQLDateTimeISO.parseValue(value);
  } catch {
    return value;
  }
}

/** What is wrong with what came as a DateTime and isn't a Date; `name` is what people call the field. */
export function noMoment(name: string, given: unknown): string {
  const shown = JSON.stringify(given) ?? 'nothing';
  const short = shown.length > 60 ? `${shown.slice(0, 60).toWellFormed()}…` : shown;
  return `The ${name} is no moment that exists: ${short}. Give date, time and offset, such as 2027-05-04T19:00:00+02:00.`;
}
