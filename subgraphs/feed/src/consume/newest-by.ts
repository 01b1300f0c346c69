/** The newest message of each key: one statement can't write one row twice, and the older one would have no effect. */
export function newestBy<M extends { sequence: number }>(messages: M[], keyOf: (message: M) => string): M[] {
  const newest = new Map<string, M>();
  for (const message of messages) {
    const known = newest.get(keyOf(message));
    if (!known || known.sequence < message.sequence) newest.set(keyOf(message), message);
  }
  return [...newest.values()];
}
