import type { AuthContext } from '../context.ts';
import { readPerson } from '../people/read-person.ts';

export async function viewer(_parent: unknown, _args: unknown, context: AuthContext) {
  return context.viewer ? readPerson(context.database, context.viewer.userId) : null;
}
