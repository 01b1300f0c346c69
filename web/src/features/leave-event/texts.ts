/** What is said about leaving. */
export const leaveTexts = {
  giveBack: 'Give the seat back',
  leaveWaitlist: 'Leave the waitlist',
  sureSeat: 'Give your seat back? The next in line gets it at once.',
  sureWaitlist: 'Leave the waitlist? Joining again puts you at its end.',
  yesSeat: 'Yes, give it back',
  yesWaitlist: 'Yes, leave',
  no: 'Keep it',
  leaving: 'Leaving…',
  busy: (seconds: number) => `A lot is going on. Trying again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}…`,
};
