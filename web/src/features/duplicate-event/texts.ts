/** What the page says where an event is used again. */
export const duplicateTexts = {
  title: 'Use it again',
  intro: 'Makes a new draft with the same texts, place and seats. Nobody is taken along.',
  startsAt: 'The new one starts',
  startMissing: 'When does the new one start?',
  clocks: (zone: string) => `On the clocks of ${zone}. Its other times move along.`,
  startsAtRule: (zone: string) => `On the clocks of ${zone}. Its other times move along. Empty: at the same times.`,
  make: 'Make a copy',
  making: 'Copying …',
};
