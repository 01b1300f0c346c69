import type { ComponentType } from 'react';
import { EventsIcon, OrganizeIcon, SearchIcon, TicketIcon } from '../../components/icons.tsx';
import { shellTexts } from './texts.ts';

/** A way from every page to another part of the app. */
export interface Way {
  readonly to: string;
  readonly text: string;
  readonly Icon: ComponentType;
  /** Whether only this very address counts as being there, not those below it. */
  readonly end?: boolean;
  /** Whether it is shown only to who is signed in. */
  readonly signedIn?: boolean;
}

/** The main ways, in their order; on a phone they stand where the thumb is, and there is room for five. */
export const ways: readonly Way[] = [
  { to: '/', text: shellTexts.events, Icon: EventsIcon, end: true },
  { to: '/search', text: shellTexts.search, Icon: SearchIcon },
  { to: '/me/joins', text: shellTexts.myJoins, Icon: TicketIcon },
  { to: '/organize', text: shellTexts.organize, Icon: OrganizeIcon, signedIn: true },
];
