import type { Viewer } from '@cityevents/viewer';
import { type Rights, refusalOf } from '@cityevents/viewer/rights';
import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Makes the schema's fields ask for what its text says of them (`@requiresScopes`), before they are resolved. The gateway
 * has asked already; here it holds even for a request that got around it.
 */
export function enforceRights(schema: GraphQLSchema, rights: Rights): void {
  for (const [coordinate, requirement] of rights) {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`${coordinate} asks for rights, and isn't in the schema`);
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: { viewer: Viewer | null }, info) => {
      const refusal = refusalOf(requirement, context.viewer);
      if (refusal) throw refusal;
      return resolve(source, args, context, info);
    };
  }
}
