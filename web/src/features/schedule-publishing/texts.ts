/** What the page says where a draft is told when to publish itself. */
export const scheduleTexts = {
  title: 'Publish it later',
  intro: 'It publishes itself at a moment you choose. Nobody sees it before.',
  planned: (when: string) => `It publishes itself on ${when}.`,
  failed: 'It couldn’t publish itself:',
  at: 'Publish it at',
  atRule: (zone: string) => `On the clocks of ${zone}.`,
  plan: 'Publish it then',
  planning: 'Setting it …',
  done: 'Set.',
  drop: 'Don’t publish it by itself',
  dropping: 'Taking it back …',
  notATime: 'A date and time, such as 4 May, 19:00.',
  skipped: (next: string) => `Clocks are put forward over this time that night; the next there is would be ${next}.`,
};
