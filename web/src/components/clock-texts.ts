/** What a field of a date and time says where it can't be one. */
export const clockTexts = {
  notATime: 'A date and time, such as 4 May, 19:00.',
  skipped: (next: string) => `Clocks are put forward over this time that night; the next there is would be ${next}.`,
};
