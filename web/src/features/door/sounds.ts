/** What can be heard at the door, without looking. */
export type Sound = 'in' | 'already' | 'refused';

/** Notes as [frequency in Hz, length in s]: two up for who may come in, one for who is in, a low buzz for who isn't to. */
const notes: Record<Sound, readonly (readonly [frequency: number, seconds: number])[]> = {
  in: [
    [880, 0.09],
    [1320, 0.16],
  ],
  already: [
    [660, 0.12],
    [660, 0.12],
  ],
  refused: [[165, 0.4]],
};

let audio: AudioContext | null = null;

/** Plays a sound; nothing where the browser has none, or won't yet. */
export function play(sound: Sound): void {
  audio ??= typeof AudioContext === 'undefined' ? null : new AudioContext();
  if (!audio) return;
  void audio.resume().catch(() => undefined);
  let at = audio.currentTime;
  for (const [frequency, seconds] of notes[sound]) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.type = sound === 'refused' ? 'sawtooth' : 'sine';
    tone.frequency.value = frequency;
    // Fades out: a tone that is cut off clicks.
    loudness.gain.setValueAtTime(0.25, at);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds + 0.03;
  }
}
