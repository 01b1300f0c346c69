import type { DatabaseName } from '@cityevents/prisma/databases';
import type { Databases } from './databases.ts';

/** Something that must hold in what the system has stored. */
export interface Rule {
  name: string;
  /** What it means, in a sentence. */
  meaning: string;
  /**
   * Whether it must hold at any moment (`now`: it looks at one database, in one statement), or once the messages under
   * way have arrived (`settled`: it compares what two owners know).
   */
  holds: 'now' | 'settled';
  /** What breaks it, one text each: which row, and what is wrong with it. The same trouble has the same text. */
  findViolations(databases: Databases): Promise<string[]>;
}

/** A rule about one database. The statement returns a row with a text `violation` for each thing that breaks it. */
export function always(database: DatabaseName, name: string, meaning: string, sql: string): Rule {
  return alwaysIn([[database, sql]], name, meaning);
}

/** The same rule for several databases, with a statement for each. */
export function alwaysIn(statements: [DatabaseName, string][], name: string, meaning: string): Rule {
  return {
    name,
    meaning,
    holds: 'now',
    findViolations: async (databases) => {
      const found = await Promise.all(
        statements.map(async ([database, sql]) => {
          const { rows } = await databases[database].query<{ violation: string }>(sql);
          return rows.map((row) => (statements.length > 1 ? `${database}: ${row.violation}` : row.violation));
        }),
      );
      return found.flat();
    },
  };
}

/** What one database says: a statement returning `key` and `facts`, both text. */
interface Account {
  database: DatabaseName;
  sql: string;
}

/**
 * A rule about two databases that say the same of the same things once all messages have arrived. Without
 * `alsoBackwards: false`, the copy may know nothing that its owner doesn't.
 */
export function agrees(
  name: string,
  meaning: string,
  { owner, copy, alsoBackwards = true }: { owner: Account; copy: Account; alsoBackwards?: boolean },
): Rule {
  return {
    name,
    meaning,
    holds: 'settled',
    findViolations: async (databases) => {
      // The copy is read first: what arrives in between is then unknown to neither.
      const copied = await read(databases, copy);
      const owned = await read(databases, owner);
      const violations: string[] = [];
      for (const [key, facts] of owned) {
        const other = copied.get(key);
        copied.delete(key);
        if (other === undefined)
          violations.push(`${key}: ${owner.database} says ${facts}, ${copy.database} knows nothing`);
        else if (other !== facts) {
          violations.push(`${key}: ${owner.database} says ${facts}, ${copy.database} says ${other}`);
        }
      }
      if (alsoBackwards) {
        for (const [key, facts] of copied)
          violations.push(`${key}: ${copy.database} says ${facts}, ${owner.database} knows nothing`);
      }
      return violations;
    },
  };
}

async function read(databases: Databases, { database, sql }: Account): Promise<Map<string, string>> {
  const { rows } = await databases[database].query<{ key: string; facts: string }>(sql);
  return new Map(rows.map(({ key, facts }) => [key, facts]));
}
