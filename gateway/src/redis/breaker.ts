/** How long nothing is asked after it gave no answer. Short: a moment of our own is at times all that it was. */
const OPEN_MS = 200;

/** What a breaker says in the place of something that gives no answers. */
export class NotAsked extends Error {
  override name = 'NotAsked';
}

/**
 * Keeps requests from waiting, one after the other, for something that is frozen. Once it gave no answer, nobody asks for
 * a moment; then one request tries, and the others go on without it until that one was answered.
 *
 * @param isAnswer whether a rejection is an answer all the same.
 */
export class Breaker {
  readonly #isAnswer: (rejection: unknown) => boolean;
  #isBroken = false;
  #closedUntil = 0;

  constructor(isAnswer: (rejection: unknown) => boolean = () => false) {
    this.#isAnswer = isAnswer;
  }

  /** @throws NotAsked at once, while there are no answers. */
  async ask<T>(work: () => Promise<T>, now = performance.now()): Promise<T> {
    if (now < this.#closedUntil) throw new NotAsked('it gave no answer a moment ago');
    // Whoever tries first, after a while, tries alone.
    if (this.#isBroken) this.#closedUntil = now + OPEN_MS;
    try {
      const answer = await work();
      this.#mended();
      return answer;
    } catch (rejection) {
      if (this.#isAnswer(rejection)) this.#mended();
      else this.#broken();
      throw rejection;
    }
  }

  #mended(): void {
    this.#isBroken = false;
    this.#closedUntil = 0;
  }

  #broken(): void {
    this.#isBroken = true;
    this.#closedUntil = performance.now() + OPEN_MS;
  }
}
