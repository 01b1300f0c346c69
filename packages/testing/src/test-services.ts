import { z } from 'zod';

type Service = 'POSTGRES_URL' | 'REDIS_URL' | 'RABBITMQ_URL' | 'RABBITMQ_MANAGEMENT_URL';

/** The URL of a real service the tests run against, without a slash at its end. */
export function testService(variable: Service): string {
  const parsed = z.url().safeParse(process.env[variable]);
  if (parsed.success) return parsed.data.replace(/\/+$/, '');
  const problem = process.env[variable] ? 'is not a URL' : 'is missing';
  throw new Error(`${variable} ${problem}. These tests need real services; this provides them: npm test`);
}
