import type { Fact, StoredEvent } from './replay.ts';
import type { Answer, Operation } from './seat-client.ts';

/** What one person was told of one event, in the order of their operations. */
interface Account {
  /** How often they were let in, to a seat or into the line, having neither. */
  admitted: number;
  /** How often they gave back what they had. */
  cancelled: number;
  joinId: string | null;
  last: string | null;
  /** Answers that contradict each other. */
  contradictions: string[];
}

/**
 * Remembers what people were told, and holds the system to it. Each person does one thing at a time and asks until
 * answered; so, however many of the requests were lost, their answers determine how many facts there are about them,
 * and where they stand in the end.
 */
export class Accounts {
  readonly #people = new Map<string, Account>();
  readonly #capacities = new Map<string, number | null>();

  /** An answer that says what was done. */
  add(operation: Operation, answer: Answer): void {
    const { eventId, userId } = operation;
    if (operation.kind === 'setCapacity') {
      if (answer.kind === 'capacity') this.#capacities.set(eventId, operation.capacity);
      return;
    }
    const account = this.#accountOf(eventId, userId);
    if (answer.kind !== 'join') {
      const isExpected = operation.kind === 'leave' && account.joinId === null;
      if (answer.kind === 'refused' && answer.code === 'NOT_JOINED' && !isExpected) {
        account.contradictions.push(`was told NOT_JOINED having joined as ${account.joinId}`);
      }
      return;
    }
    if (account.joinId !== null && account.joinId !== answer.joinId) {
      account.contradictions.push(`has joined as ${account.joinId} and as ${answer.joinId}`);
    }
    const wasIn = account.last === 'CONFIRMED' || account.last === 'WAITLISTED';
    const isIn = answer.status === 'CONFIRMED' || answer.status === 'WAITLISTED';
    if (isIn !== (operation.kind === 'join')) {
      account.contradictions.push(`was told ${answer.status} when they asked to ${operation.kind}`);
    }
    if (account.last === 'CONFIRMED' && answer.status === 'WAITLISTED') {
      account.contradictions.push('lost a seat that they had not given back');
    }
    if (isIn && !wasIn) account.admitted += 1;
    if (!isIn && wasIn) account.cancelled += 1;
    account.joinId = answer.joinId;
    account.last = answer.status;
  }

  /**
   * What they were told and is not so.
   *
   * @param facts all of the event's.
   */
  findBroken(stored: StoredEvent, facts: Fact[]): string[] {
    const violations: string[] = [];
    const rows = new Map(stored.joins.map((row) => [row.userId, row]));
    const told = countFacts(facts);
    for (const [key, account] of this.#people) {
      const [eventId, userId] = key.split(' ') as [string, string];
      if (eventId !== stored.eventId) continue;
      const violation = (text: string) => violations.push(`event ${eventId}: ${userId} ${text}`);
      for (const text of account.contradictions) violation(text);
      const row = rows.get(userId);
      if (account.joinId !== (row?.joinId ?? null)) {
        violation(`was told of join ${account.joinId}, stored is ${row?.joinId ?? 'none'}`);
      } else if (row && row.status !== account.last && !(account.last === 'WAITLISTED' && row.status === 'CONFIRMED')) {
        violation(`was last told ${account.last}, stored is ${row.status}`);
      }
      const { admitted = 0, cancelled = 0 } = told.get(userId) ?? {};
      if (admitted !== account.admitted) violation(`was let in ${account.admitted} times, by ${admitted} facts`);
      if (cancelled !== account.cancelled) violation(`left ${account.cancelled} times, by ${cancelled} facts`);
    }
    for (const userId of rows.keys()) {
      if (!this.#people.has(`${stored.eventId} ${userId}`)) {
        violations.push(`event ${stored.eventId}: ${userId} has a join and never asked for one`);
      }
    }
    const capacity = this.#capacities.get(stored.eventId);
    if (capacity !== undefined && capacity !== stored.capacity) {
      violations.push(`event ${stored.eventId}: the capacity was set to ${capacity}, stored is ${stored.capacity}`);
    }
    return violations;
  }

  #accountOf(eventId: string, userId: string): Account {
    const key = `${eventId} ${userId}`;
    let account = this.#people.get(key);
    if (!account) {
      account = { admitted: 0, cancelled: 0, joinId: null, last: null, contradictions: [] };
      this.#people.set(key, account);
    }
    return account;
  }
}

function countFacts(facts: Fact[]): Map<string, { admitted: number; cancelled: number }> {
  const counts = new Map<string, { admitted: number; cancelled: number }>();
  for (const fact of facts) {
    if (fact.type === 'join.capacity-changed.v1' || fact.type === 'organizer.acted.v1') continue;
    const count = counts.get(fact.data.userId) ?? { admitted: 0, cancelled: 0 };
    counts.set(fact.data.userId, count);
    if (fact.type === 'join.confirmed.v1' || fact.type === 'join.waitlisted.v1') count.admitted += 1;
    if (fact.type === 'join.cancelled.v1') count.cancelled += 1;
  }
  return counts;
}
