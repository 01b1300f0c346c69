import { GraphQLError } from 'graphql';

/** The error for an argument that can't be used: BAD_USER_INPUT, naming the argument in its message and extensions. */
export function badArgument(argumentName: string, reason: string): GraphQLError {
  return new GraphQLError(`${argumentName}: ${reason}`, { extensions: { code: 'BAD_USER_INPUT', argumentName } });
}
