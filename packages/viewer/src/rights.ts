import {
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';
import type { Scope } from './scopes.ts';
import { UnauthenticatedError, type Viewer } from './viewer.ts';

/**
 * What a field asks of the viewer: all scopes of one of the lists. An empty list asks for a viewer alone. As the
 * federation specification has it for `@authenticated` and `@requiresScopes(scopes: [["a", "b"], ["c"]])`.
 */
export type Requirement = readonly (readonly string[])[];

/** By schema coordinate, for example `Mutation.joinEvent`. A field that isn't here is open to anyone. */
export type Rights = ReadonlyMap<string, Requirement>;

/** Reads what a schema's text asks of the viewer, field by field; what stands at a type holds for all of its fields. */
export function readRights(schema: DocumentNode): Rights {
  const rights = new Map<string, Requirement>();
  for (const node of schema.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    for (const [coordinate, requirement] of requirementsOf(node)) rights.set(coordinate, requirement);
  }
  return rights;
}

/** The error with which the field is refused to the viewer (null: nobody is signed in); null when it isn't. */
export function refusalOf(requirement: Requirement, viewer: Viewer | null): GraphQLError | null {
  if (!viewer) return new UnauthenticatedError('Sign in to do this, or send an API key.');
  if (requirement.some((scopes) => scopes.every((scope) => viewer.scopes.has(scope as Scope)))) return null;
  const wanted = requirement.map((scopes) => scopes.join(' and ')).join(', or ');
  if (wanted.includes('admin')) return forbidden('This is for those who look after the platform.');
  const message = wanted.includes('account')
    ? 'This is for people who are signed in; API keys can’t do it.'
    : `The API key isn’t allowed to do this; it needs the scope ${wanted}.`;
  return forbidden(message);
}

function forbidden(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}

function* requirementsOf(type: ObjectTypeDefinitionNode | ObjectTypeExtensionNode): Generator<[string, Requirement]> {
  const ofType = requirementIn(type.directives);
  for (const field of type.fields ?? []) {
    const requirement = both(ofType, requirementIn(field.directives));
    if (requirement) yield [`${type.name.value}.${field.name.value}`, requirement];
  }
}

const scopesArgument = z.array(z.array(z.string()));

function requirementIn(directives: readonly ConstDirectiveNode[] | undefined): Requirement | null {
  let requirement: Requirement | null = null;
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value === 'authenticated') requirement = both(requirement, [[]]);
    if (name.value === 'requiresScopes') {
      const scopes = given?.find((argument) => argument.name.value === 'scopes');
      requirement = both(requirement, scopesArgument.parse(scopes && valueFromASTUntyped(scopes.value)));
    }
  }
  return requirement;
}

/** What fulfils both: every list of the one together with every list of the other. */
function both(one: Requirement | null, other: Requirement | null): Requirement | null {
  if (!one || !other) return one ?? other;
  return one.flatMap((scopes) => other.map((more) => [...new Set([...scopes, ...more])]));
}
