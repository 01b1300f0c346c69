import { composeSubgraphs, readSubgraphSchemas } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { parse, printSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseEntry } from './accepted-changes.ts';
import { checkSchema, passes, type SchemaSources } from './check-schema.ts';
import { describeCheck, describeCheckInMarkdown } from './describe-check.ts';

const schemas = readSubgraphSchemas();
/** As if the API had been released as it is. */
let sources: SchemaSources;

beforeAll(() => {
  const composed = composeSubgraphs(schemas);
  if (composed.errors) throw new Error(composed.errors.join('\n'));
  sources = {
    subgraphs: schemas,
    supergraph: composed.supergraphSdl,
    released: printSchema(composed.publicSchema),
    documents: [{ name: 'calendar', document: parse('{ event(id: "x") { title venue } }') }],
    entries: [],
  };
});

/** The check after a change to the subgraph events, with the supergraph composed anew. */
async function after(from: string, to: string, more: Partial<SchemaSources> = {}) {
  const events = schemas.events.replace(from, to);
  expect(events).not.toBe(schemas.events);
  const subgraphs = { ...schemas, events };
  const composed = composeSubgraphs(subgraphs);
  const supergraph = composed.errors ? sources.supergraph : composed.supergraphSdl;
  const check = await checkSchema({ ...sources, subgraphs, supergraph, ...more });
  const changes = check.changes.map(({ verdict, kind, coordinate }) => `${verdict}: ${kind} ${coordinate}`);
  return { check, changes, passes: passes(check), text: describeCheck(check) };
}

const VENUE = '  "The place in the city."\n  venue: String\n';
const COUNTRY = '  "Country, in English."\n  country: String\n';

test('a schema that is as it was released may go out', async () => {
  const check = await checkSchema(sources);
  expect(check.problems).toEqual([]);
  expect(check.changes).toEqual([]);
  expect(passes(check)).toBe(true);
});

describe('a change', () => {
  test('that breaks a registered document stops it, and the table says whose', async () => {
    const { passes, changes, text, check } = await after(VENUE, '');
    expect(passes).toBe(false);
    expect(changes).toEqual(['breaking: FIELD_REMOVED Event.venue']);
    expect(text).toMatch(/^BREAKING +FIELD_REMOVED +Event\.venue .* calendar$/m);
    expect(text).toContain('The schema may not go out: 1 breaking;');
    expect(describeCheckInMarkdown(check)).toContain('| BREAKING | FIELD_REMOVED | Event.venue |');
  });

  test('that an entry accepts may go out, and needs the entry no longer than that', async () => {
    const entries = [parseEntry('venue.md', '# No more venues\n\n- `FIELD_REMOVED Event.venue`\n')];
    const accepted = await after(VENUE, '', { entries });
    expect(accepted.passes).toBe(true);
    expect(accepted.changes).toEqual(['accepted: FIELD_REMOVED Event.venue']);
    const stale = await checkSchema({ ...sources, entries });
    expect(passes(stale)).toBe(false);
  });

  test('of what no known document uses is dangerous, and may go out', async () => {
    const { passes, changes } = await after(COUNTRY, '');
    expect(changes).toEqual(['dangerous: FIELD_REMOVED Event.country']);
    expect(passes).toBe(true);
  });

  test('that adds is safe', async () => {
    const { passes, changes } = await after(COUNTRY, `${COUNTRY}  "The door."\n  door: String\n`);
    expect(changes).toEqual(['safe: FIELD_ADDED Event.door']);
    expect(passes).toBe(true);
  });

  test('that keeps to no convention stops it', async () => {
    const { passes, check } = await after(COUNTRY, `${COUNTRY}  Front_Door: String\n`);
    expect(passes).toBe(false);
    expect(check.problems).toEqual([
      'Event.Front_Door: the field has no description',
      'Event.Front_Door: the name of this field should be camelCase',
    ]);
  });

  test('that doesn’t compose stops it, with the reason', async () => {
    const { passes, text } = await after('  online: Boolean!\n', '  online: Boolean!\n  seatsLeft: Int\n');
    expect(passes).toBe(false);
    expect(text).toContain('seatsLeft');
  });

  test('without the supergraph composed anew stops it', async () => {
    const { passes, text } = await after(VENUE, `${VENUE}  "The door."\n  door: String\n`, {
      supergraph: sources.supergraph,
    });
    expect(passes).toBe(false);
    expect(text).toContain('npm run schema');
  });
});

test('of a document that fits neither schema only that is told which the nearer one finds wrong', async () => {
  const documents = [{ name: 'calendar', document: parse('{ event(id: "x") { rooms venue country colour } }') }];
  const { check } = await after(VENUE, `${VENUE}  "How many rooms it has."\n  rooms: Int\n`, { documents });
  expect(check.problems).toEqual([expect.stringContaining('calendar: Cannot query field "colour"')]);
});

test('a document that fits neither schema is told of', async () => {
  const documents = [{ name: 'calendar', document: parse('{ event(id: "x") { colour } }') }];
  const check = await checkSchema({ ...sources, documents });
  expect(check.problems).toEqual([expect.stringContaining('calendar: Cannot query field "colour"')]);
});
