import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '@cityevents/command/command';
import { stream } from 'undici';

export type Download = { publicUrl: string; accessToken: string; folder: string };

/**
 * Writes the list of who comes to each event to a file of its own in a new folder, as the system streams it: nothing of it is held
 * in memory. Waits as long as a rate limit asks.
 *
 * @throws CommandError when the folder is there already, or a list can't be had.
 */
export async function downloadAttendees(
  { publicUrl, accessToken, folder }: Download,
  eventIds: readonly string[],
  onProgress: (lists: number) => void,
): Promise<void> {
  await makeNew(folder);
  for (const [index, eventId] of eventIds.entries()) {
    const url = `${publicUrl}/events/${eventId}/attendees.csv`;
    const path = join(folder, `attendees-${eventId}.csv`);
    for (let wait = await download(url, accessToken, path); wait > 0; wait = await download(url, accessToken, path)) {
      await pause(Math.min(wait, 60) * 1_000);
    }
    onProgress(index + 1);
  }
}

async function makeNew(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(code === 'EEXIST' ? `${folder} is there already.` : `${folder} can't be made: ${code}`);
  }
}

/** @returns how many seconds to wait before it is asked for again; 0 when it is there. */
async function download(url: string, accessToken: string, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` };
  let status = 0;
  let seconds = 0;
  await stream(url, { method: 'GET', headers }, ({ statusCode, headers: answered }) => {
    status = statusCode;
    seconds = Number(answered['retry-after']) || 1;
    return createWriteStream(path);
  });
  if (status === 200) return 0;
  if (status === 429) return seconds;
  throw new CommandError(`${url} answered with HTTP ${status}; what is in ${path} is no list.`);
}
