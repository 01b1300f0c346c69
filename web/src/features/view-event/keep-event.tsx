import { Button } from '@mantine/core';
import { showToast, toastFault } from '../../app/toasts/show-toast.ts';
import { CalendarIcon, ShareIcon } from '../../components/icons.tsx';
import { saveFile } from '../../components/save-file.ts';
import { type CalendarEvent, googleCalendarAddress } from './calendar-links.ts';
import styles from './keep-event.module.css';
import { eventTexts } from './texts.ts';

/** Ways to keep an event in mind: a calendar's entry, and a link for somebody else. */
export function KeepEvent({ event }: { event: CalendarEvent }) {
  const link = new URL(`/events/${event.id}`, window.location.origin).href;
  const canShare = 'share' in navigator || 'clipboard' in navigator;
  return (
    <div className={styles.ways}>
      <Button
        variant="default"
        h={44}
        leftSection={<CalendarIcon />}
        onClick={() => void offerCalendarFile(event, link).catch((error) => toastFault(error))}
      >
        {eventTexts.addToCalendar}
      </Button>
      <Button
        component="a"
        variant="default"
        h={44}
        href={googleCalendarAddress(event, link)}
        target="_blank"
        rel="noopener noreferrer"
      >
        {eventTexts.googleCalendar}
      </Button>
      {canShare && (
        <Button variant="default" h={44} leftSection={<ShareIcon />} onClick={() => void share(event.title, link)}>
          {eventTexts.share}
        </Button>
      )}
    </div>
  );
}

async function offerCalendarFile(event: CalendarEvent, link: string): Promise<void> {
  const { calendarFile } = await import('./calendar-file.ts');
  saveFile(new Blob([calendarFile(event, link)], { type: 'text/calendar' }), 'event.ics');
}

/** By what the device shares with, else by copying the link. */
async function share(title: string, url: string): Promise<void> {
  try {
    if ('share' in navigator) return await navigator.share({ title, url });
    await (navigator as Navigator).clipboard.writeText(url);
    showToast({ id: 'share', tone: 'good', message: eventTexts.linkCopied });
  } catch (error) {
    // Closing the device's own dialog is nothing to talk about.
    if (error instanceof DOMException && error.name === 'AbortError') return;
    showToast({ id: 'share', tone: 'bad', message: eventTexts.notShared(url) });
  }
}
