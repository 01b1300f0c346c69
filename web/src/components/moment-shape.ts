import { z } from 'zod';
import { clockTexts } from './clock-texts.ts';
import { readClock } from './clock-time.ts';

/** A date and time as its field has it, on the clocks of an IANA zone; the moment it is (ISO 8601), or null where there is none. */
export const momentIn = (zone: string) =>
  z.string().transform((typed, { addIssue }): string | null => {
    const reading = readClock(typed, zone);
    if (reading.kind === 'moment') return reading.at;
    if (reading.kind === 'skipped') addIssue(clockTexts.skipped(reading.next.slice(-5)));
    if (reading.kind === 'nonsense') addIssue(clockTexts.notATime);
    return null;
  });
