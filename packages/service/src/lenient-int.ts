import { GraphQLInt } from 'graphql';

/** As GraphQL has it. */
const { parseValue } = GraphQLInt;

/**
 * Lets every number through where a variable is an Int: 2³¹, 1.5. GraphQL would refuse the whole request, with a message for
 * programmers; each field that takes one has its limits anyway, and a name for people. Text in the place of a number is
 * still refused, and so is a number in a document that isn't an Int: both were written by a program.
 *
 * For the whole process: the scalar is one object, which all schemas share.
 */
export function letNumbersThrough(): void {
  GraphQLInt.parseValue = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : parseValue(value));
}
