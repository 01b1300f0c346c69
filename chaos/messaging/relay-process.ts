import { join } from 'node:path';
import { Child } from './child.ts';

const entry = join(import.meta.dirname, '..', '..', 'workers', 'outbox-relay', 'src', 'main.ts');

/** Starts a relay as it is run for real, for join_db alone: of the two other databases it is told that they are away. */
export function startRelayOf(databaseUrl: string, rabbitmqUrl: string): Child {
  const away = databaseUrl.replace(/\/[^/]*$/, '/there_is_no_such_database');
  return new Child(entry, {
    LOG_LEVEL: 'info',
    OUTBOX_RELAY_PORT: '0',
    AUTH_DATABASE_URL: away,
    EVENTS_DATABASE_URL: away,
    JOINS_DATABASE_URL: databaseUrl,
    RABBITMQ_URL: rabbitmqUrl,
  });
}
