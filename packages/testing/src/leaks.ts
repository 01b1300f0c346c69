/** What an error must never tell those who use the API, and how it would look. */
const LEAKS: Record<string, RegExp> = {
  'a stack': /\bat (?:async )?[\w.<>#[\] ]+ \(|\n\s+at |\.[jt]s:\d+/,
  'a path on the server': /node_modules|file:\/\/|\/(?:home|root|app|work|usr)\//,
  SQL: /\b(?:SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|DELETE FROM)\b|\brelation "|\bconstraint\b|\bP20\d\d\b/,
  'a host': /127\.0\.0\.1|\[::1\]|E(?:CONN|PIPE|NOTFOUND|AI_AGAIN)/,
  'a service': /serviceName|\bsubgraph|\b(?:prisma|postgres|ioredis|undici|rabbitmq|amqp|node-fetch)/i,
};

/**
 * What the errors of an answer tell that is nobody's business, in words; empty if nothing.
 *
 * @param errors as they came, with their extensions.
 */
export function findLeaks(errors: unknown): string[] {
  const text = JSON.stringify(errors) ?? '';
  return Object.entries(LEAKS).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found ? [`${what}: ${text.slice(Math.max(0, found.index - 40), found.index + 80)}`] : [];
  });
}

/** The same of an answer's body, if it has errors. */
export function findLeaksInAnswer(body: unknown): string[] {
  return typeof body === 'object' && body !== null && 'errors' in body ? findLeaks(body.errors) : [];
}
