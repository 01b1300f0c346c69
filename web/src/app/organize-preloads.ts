import { attendeesAsked, everybodyAt } from '../features/list-attendees/attendees-asked.ts';
import { organizedStatus } from '../features/organize-dashboard/organized-status.ts';
import {
  AttendeeCountsDocument,
  AttendeesDocument,
  AuditLogDocument,
  DoorDocument,
  EventNumbersDocument,
  EventToEditDocument,
  HelpingAtDocument,
  NewEventDocument,
  OrganizedEventDocument,
  OrganizedEventsDocument,
  StaffDocument,
} from '../generated/documents.gen.ts';
import { preloadOwn } from './preload.ts';

// What the pages of who organizes ask for first. It comes with the first of them, not with the app.

export function preloadDashboard(address: string): void {
  preloadOwn(OrganizedEventsDocument, { status: [organizedStatus(new URL(address).searchParams)] });
  preloadOwn(HelpingAtDocument, {});
}

export function preloadNewEvent(address: string): void {
  const draft = new URL(address).searchParams.get('draft');
  if (draft) preloadOwn(EventToEditDocument, { id: draft });
  else preloadOwn(NewEventDocument, {});
}

export const preloadDoor = (id: string) => preloadOwn(DoorDocument, { id });
export const preloadFrame = (id: string) => preloadOwn(OrganizedEventDocument, { id });
export const preloadEditor = (id: string) => preloadOwn(EventToEditDocument, { id });

export function preloadAttendees(id: string): void {
  preloadOwn(AttendeesDocument, attendeesAsked(everybodyAt(id), 'front', { after: null, before: null }));
  preloadOwn(AttendeeCountsDocument, { id });
}

export const preloadNumbers = (id: string) => preloadOwn(EventNumbersDocument, { id, unit: null });
export const preloadStaff = (id: string) => preloadOwn(StaffDocument, { id });
export const preloadLog = (id: string) => preloadOwn(AuditLogDocument, { id });
