import type { MailWords } from './words.ts';

const changes = { title: 'der Titel', time: 'die Zeit', place: 'der Ort' } as const;

/** All mails in German. */
export const de: MailWords = {
  locale: 'de',
  greeting: (name) => (name === null ? 'Hallo,' : `Hallo ${name},`),
  labels: {
    when: 'Wann',
    where: 'Wo',
    device: 'Gerät',
    country: 'Land',
    unknown: 'nicht bekannt',
    before: { title: 'Titel bisher', time: 'Bisher', place: 'Ort bisher' },
  },
  place: { online: 'Online', onlineAnd: (place) => `Online und vor Ort: ${place}`, open: 'Wird noch bekannt gegeben' },
  viewEvent: 'Zur Veranstaltung',
  unsubscribe: 'Keine Mails dieser Art mehr',

  confirmed: (title) => ({
    subject: `Du bist dabei: ${title}`,
    heading: 'Du bist dabei',
    opening: 'Dein Platz ist bestätigt. Hier ist, was du wissen musst.',
    action: 'Mein Ticket zeigen',
    closing: 'Doch verhindert? Wähle auf der Seite der Veranstaltung „Leave“: Dein Platz geht an die nächste Person.',
  }),
  waitlisted: (title, position) => ({
    subject: `Du bist Nummer ${position} auf der Warteliste: ${title}`,
    heading: `Du bist Nummer ${position} auf der Warteliste`,
    opening:
      'Alle Plätze sind vergeben, du stehst auf der Warteliste. Sobald ein Platz frei wird und du an der Reihe bist, gehört er dir, und wir schreiben dir sofort.',
    action: 'Zu deinem Wartelistenplatz',
    closing: 'Kein Interesse mehr? Wähle auf der Seite der Veranstaltung „Leave“ und gib deinen Wartelistenplatz auf.',
  }),
  promoted: (title) => ({
    subject: `Ein Platz gehört dir: ${title}`,
    heading: 'Ein Platz gehört dir',
    opening: 'Ein Platz wurde frei, und du warst an der Reihe. Er gehört jetzt dir; du musst nichts weiter tun.',
    action: 'Mein Ticket zeigen',
    closing: 'Doch verhindert? Wähle auf der Seite der Veranstaltung „Leave“: Dein Platz geht an die nächste Person.',
  }),
  removed: (title) => ({
    subject: `Du stehst nicht mehr auf der Liste: ${title}`,
    heading: 'Du stehst nicht mehr auf der Liste',
    opening:
      'Die Veranstaltenden haben dich von dieser Veranstaltung entfernt. Du hast keinen Platz und keinen Wartelistenplatz mehr.',
    action: 'Zur Veranstaltung',
    closing: 'Du hältst das für ein Versehen? Bitte frag bei den Veranstaltenden nach.',
  }),
  changed: (title, what) => ({
    subject: `Geändert: ${title}`,
    heading: 'Diese Veranstaltung hat sich geändert',
    opening: `Geändert hat sich: ${what.map((change) => changes[change]).join(' und ')}. So ist es jetzt:`,
    action: 'Zur Veranstaltung',
    closing: 'Doch verhindert? Wähle auf der Seite der Veranstaltung „Leave“.',
  }),
  cancelled: (title) => ({
    subject: `Abgesagt: ${title}`,
    heading: 'Diese Veranstaltung ist abgesagt',
    opening: 'Die Veranstaltung wurde abgesagt. Sie findet nicht wie geplant statt; du musst nichts weiter tun.',
    action: 'Zur Veranstaltung',
    closing: 'Fragen? Bitte wende dich an die Veranstaltenden.',
  }),
  reminder: (title) => ({
    subject: `Bald: ${title}`,
    heading: 'Bis bald',
    opening: 'Du hast einen Platz, und bald geht es los. Hier ist, was du wissen musst.',
    action: 'Mein Ticket zeigen',
    closing:
      'Doch verhindert? Wähle auf der Seite der Veranstaltung „Leave“, damit jemand anderes deinen Platz bekommt.',
  }),
  organizerWrote: (title, subject) => ({
    subject: `Von den Veranstaltenden von ${title}: ${subject}`,
    heading: 'Eine Nachricht der Veranstaltenden',
    opening: 'Die Veranstaltenden schreiben dir:',
    action: 'Zur Veranstaltung',
    closing: 'Das haben die Veranstaltenden geschrieben, nicht CityEvents.',
  }),

  staffInvitation: (title, role) => ({
    subject: `Hilfst du bei ${title}?`,
    heading: 'Hilfst du mit?',
    opening:
      role === 'MANAGER'
        ? `Wer „${title}“ veranstaltet, bittet dich, die Veranstaltung mit zu leiten: sie zu ändern und dich um die Gäste zu kümmern.`
        : `Wer „${title}“ veranstaltet, bittet dich um Hilfe beim Einlass.`,
    action: 'Zur Einladung',
    closing:
      'Du kannst sie innerhalb von zwei Wochen annehmen; dafür brauchst du ein Konto, auch mit anderer Adresse. Du weißt nicht, worum es geht? Dann brauchst du nichts zu tun.',
  }),

  verifyAddress: {
    subject: 'Ist das deine Adresse?',
    heading: 'Ist das deine Adresse?',
    opening:
      'Mit dieser E-Mail-Adresse wurde ein Konto bei CityEvents angelegt. Wenn du das warst, öffne den Link innerhalb eines Tages und zeige damit, dass die Adresse dir gehört.',
    action: 'Ja, das war ich',
    closing:
      'Das warst nicht du? Dann öffne den Link nicht, und es geschieht nichts weiter. Ohne ihn kann das Konto nichts veröffentlichen.',
  },
  resetPassword: {
    subject: 'Neues Passwort setzen',
    heading: 'Neues Passwort setzen',
    opening:
      'Für dein Konto bei CityEvents soll ein neues Passwort gesetzt werden. Wenn du das willst, öffne den Link innerhalb von 30 Minuten.',
    action: 'Neues Passwort setzen',
    closing:
      'Das warst nicht du? Dann lass den Link ruhen: dein Passwort bleibt, wie es ist. Er gilt einmal, und nur für den, der diese Mail lesen kann.',
  },
  addressReused: (forgotPasswordLink) => ({
    subject: 'Du hast schon ein Konto',
    heading: 'Du hast schon ein Konto',
    opening:
      'Bei CityEvents wurde mit deiner E-Mail-Adresse noch ein Konto angelegt. Die Adresse gehört dir, das neue Konto kann sie nie für sich verwenden. Wenn du das warst: melde dich mit dem Konto an, das du hast.',
    action: 'Anmelden',
    closing: `Das warst nicht du? Dann musst du nichts tun. Passwort vergessen? Setze ein neues: ${forgotPasswordLink}`,
  }),
  newSignIn: {
    subject: 'Neue Anmeldung in deinem Konto',
    heading: 'Neue Anmeldung in deinem Konto',
    opening: 'In deinem Konto bei CityEvents gab es eine Anmeldung mit einem neuen Gerät oder aus einem neuen Netz.',
    action: 'Das war ich nicht: neues Passwort setzen',
    closing: 'Das warst du? Dann musst du nichts tun. Ein neues Passwort meldet alle ab.',
  },
};
