/** The five databases, each owned by one process and named as its folder here. */
export const databaseNames = ['auth', 'events', 'joins', 'feed', 'notifications'] as const;
export type DatabaseName = (typeof databaseNames)[number];

/** The environment variable that holds the URL of each. */
export const urlVariable: Record<DatabaseName, string> = {
  auth: 'AUTH_DATABASE_URL',
  events: 'EVENTS_DATABASE_URL',
  joins: 'JOINS_DATABASE_URL',
  feed: 'FEED_DATABASE_URL',
  notifications: 'NOTIFICATIONS_DATABASE_URL',
};

/** The folder of a database, without a slash at its end. */
export function databaseFolder(database: DatabaseName): string {
  return `${import.meta.dirname}/${database}`;
}

/** Where the schema of a database stands. */
export function schemaFile(database: DatabaseName): string {
  return `${databaseFolder(database)}/schema.prisma`;
}
