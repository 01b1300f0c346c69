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
  missing: 'When should it be published?',
};
