import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type JoinsDatabase, Prisma } from '@cityevents/prisma/joins';
import { requireGateway } from '@cityevents/service/require-gateway';
import { UnauthenticatedError, type VerifyToken, type Viewer } from '@cityevents/viewer';
import { refusalOf } from '@cityevents/viewer/rights';
import { type Options, stringify } from 'csv-stringify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { partsOf } from '../read/parts.ts';
import { readId } from '../read/read-id.ts';
import { mayManage } from '../rights.ts';
import { everyStatus, readAttendees } from './read-attendees.ts';

/** Few enough to be no burden on memory, many enough for a hundred thousand attendees to take a hundred statements. */
const ROWS_AT_ONCE = 1_000;
/** What a key must be allowed to, as for the list in the schema. */
const RIGHTS = [['events:read']];

const format: Options = {
  header: true,
  // Without it, spreadsheets take the bytes of ü for two letters.
  bom: true,
  // RFC 4180.
  record_delimiter: 'windows',
  // Nobody's name is to be run as a formula by the organizer's spreadsheet.
  escape_formulas: true,
  cast: { date: (value) => value.toISOString() },
  columns: [
    { key: 'name', header: 'Name' },
    { key: 'status', header: 'Status' },
    { key: 'createdAt', header: 'Joined at' },
    { key: 'checkedInAt', header: 'Checked in at' },
    { key: 'id', header: 'Join' },
  ],
};

/**
 * GET /events/<id>/attendees.csv, for the gateway alone: all attendees in the order of their joining, for the event's organizer
 * and managers. Rows are read as fast as whoever asks takes them, so no more than a page of them is in memory.
 */
export function serveAttendeesCsv(
  app: FastifyInstance,
  {
    gatewaySecret,
    verifyToken,
    database,
  }: { gatewaySecret: string; verifyToken: VerifyToken; database: JoinsDatabase },
): void {
  app.get<{ Params: { eventId: string } }>(
    '/events/:eventId/attendees.csv',
    { onRequest: requireGateway(gatewaySecret) },
    async (request, reply) => {
      const viewer = await viewerIn(verifyToken, request.headers.authorization);
      const refusal = refusalOf(RIGHTS, viewer);
      if (refusal) return refuse(reply, viewer ? 403 : 401, String(refusal.extensions.code), refusal.message);
      const eventId = readId(request.params.eventId);
      const [part] = eventId === null ? [null] : await partsOf(database, viewer!.userId, [eventId]);
      if (!part || eventId === null) return refuse(reply, 404, 'NOT_FOUND', 'There is no such published event.');
      if (!mayManage(part.role)) {
        return refuse(
          reply,
          403,
          'FORBIDDEN',
          'Only the organizer and the managers of an event get its list of attendees.',
        );
      }
      const csv = stringify(format);
      // Fails with the connection of who asked, who then sees that it isn't whole.
      pipeline(Readable.from(rowsOf(database, eventId)), csv).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
          request.log.error({ err: error }, 'a list of attendees broke off');
      });
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="attendees-${eventId}.csv"`)
        .header('cache-control', 'no-store')
        .send(csv);
    },
  );
}

/** An event's attendees with their names, a page at a time. */
async function* rowsOf(database: JoinsDatabase, eventId: string) {
  const wanted = { eventId, status: everyStatus, search: null };
  for (let after = 0n; ; ) {
    const rows = await readAttendees<{ name: string | null }>(
      database,
      wanted,
      {
        where: Prisma.sql`j.line_number > ${String(after)}::bigint`,
        orderBy: Prisma.sql`j.line_number`,
        take: ROWS_AT_ONCE,
      },
      Prisma.sql`, named.display_name AS name`,
    );
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)!.lineNumber;
  }
}

/** Null for nobody, and for whose token is not good: the gateway has told them already. */
async function viewerIn(verifyToken: VerifyToken, authorization: string | undefined): Promise<Viewer | null> {
  try {
    return await verifyToken(authorization);
  } catch (error) {
    if (error instanceof UnauthenticatedError) return null;
    throw error;
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
