/** A message between a PostgreSQL client and its server: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export type PostgresMessage = { type: string; body: Buffer };

/** Cuts a stream into messages: a letter, a length that counts itself, a body. A client's first has no letter. */
export function postgresMessages({ isClient }: { isClient: boolean }): (chunk: Buffer) => PostgresMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = isClient;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const found: PostgresMessage[] = [];
    for (;;) {
      const letters = isFirst ? 0 : 1;
      if (rest.length < letters + 4) return found;
      const end = letters + rest.readInt32BE(letters);
      if (rest.length < end) return found;
      if (!isFirst) found.push({ type: String.fromCharCode(rest[0]!), body: rest.subarray(5, end) });
      rest = rest.subarray(end);
      isFirst = false;
    }
  };
}
