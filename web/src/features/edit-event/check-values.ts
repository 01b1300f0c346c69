import { z } from 'zod';
import { clockTexts } from '../../components/clock-texts.ts';
import { readClock } from '../../components/clock-time.ts';
import { knownZone } from '../../components/date-format.ts';
import type { EventField, EventValues } from './event-values.ts';
import { editTexts } from './texts.ts';

const problems = editTexts.problems;

const line = (max: number) => z.string().trim().max(max, problems.tooLong(max));

function wholeNumber(least: number) {
  return z
    .string()
    .trim()
    .refine((text) => text === '' || (/^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= 1_000_000), {
      error: problems.wholeNumber(least),
    });
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** Each field by itself, with the limits of the API. */
const fields: Record<EventField, z.ZodType> = {
  title: line(200).min(1, problems.titleMissing),
  description: z.string().trim().max(10_000, problems.tooLong(10_000)),
  tags: z.array(line(40)).max(10, problems.tooManyTags),
  startsAt: z.string().min(1, problems.startMissing),
  endsAt: z.string().min(1, problems.endMissing),
  timezone: z.string().refine((zone) => knownZone(zone) === zone || zone === 'UTC' || knownZone(zone) !== 'UTC', {
    error: problems.zoneUnknown,
  }),
  venue: line(200),
  city: line(120),
  country: line(120),
  online: z.boolean(),
  url: line(2_000).refine((text) => text === '' || isWebAddress(text), { error: problems.notAnAddress }),
  capacity: wholeNumber(1),
  waitlistLimit: wholeNumber(0),
  joinsOpenAt: z.string(),
  joinsCloseAt: z.string(),
};

/** What is wrong with each field, in words; a sound one isn't in it. */
export type Problems = Partial<Record<EventField, string>>;

/** Everything that is wrong with the form at a moment: fields by themselves, and times that contradict each other. */
export function checkValues(values: EventValues, now: number): Problems {
  const found: Problems = {};
  for (const [name, shape] of Object.entries(fields) as [EventField, z.ZodType][]) {
    const issue = shape.safeParse(values[name]).error?.issues[0];
    if (issue) found[name] = issue.message;
  }
  const times = { startsAt: 0, endsAt: 0, joinsOpenAt: 0, joinsCloseAt: 0 };
  for (const name of Object.keys(times) as (keyof typeof times)[]) {
    const reading = readClock(values[name], values.timezone);
    if (reading.kind === 'moment') times[name] = Date.parse(reading.at);
    else if (reading.kind === 'skipped') found[name] ??= clockTexts.skipped(reading.next.slice(-5));
    else if (reading.kind === 'nonsense' && !found.timezone) found[name] ??= clockTexts.notATime;
  }
  return { ...contradictions(times, now), ...found };
}

/** Of times in milliseconds since 1970; 0 where there is none. The rules are the API's. */
function contradictions(
  {
    startsAt,
    endsAt,
    joinsOpenAt,
    joinsCloseAt,
  }: Record<'startsAt' | 'endsAt' | 'joinsOpenAt' | 'joinsCloseAt', number>,
  now: number,
): Problems {
  const found: Problems = {};
  if (endsAt && endsAt <= now) found.endsAt = problems.overAlready;
  if (startsAt && endsAt && endsAt <= startsAt) found.endsAt = problems.endsBeforeStart;
  if (endsAt && joinsCloseAt > endsAt) found.joinsCloseAt = problems.closesAfterEnd;
  if (joinsOpenAt && joinsCloseAt && joinsOpenAt >= joinsCloseAt) found.joinsOpenAt = problems.opensAfterClosing;
  else if (joinsOpenAt && endsAt && joinsOpenAt >= endsAt) found.joinsOpenAt = problems.opensAfterEnd;
  return found;
}
