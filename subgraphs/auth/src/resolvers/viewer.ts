import type { AuthContext } from '../context.ts';
import { readPerson } from '../people/read-person.ts';

export async function viewer(_parent: unknown, _args: unknown, context: AuthContext) {
  const person = context.viewer && (await readPerson(context.database, context.viewer.userId));
  return person?.deletedAt ? null : person;
}
