/** What the parts that every page shares say. */
export const frameTexts = {
  reference: 'Reference:',
  tryAgain: 'Try again',
  partial: 'Some of this page can’t be shown right now. The rest is up to date.',
  closeToast: 'Close this message',
};
