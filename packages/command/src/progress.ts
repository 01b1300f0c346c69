/** How far something is, on one line that is rewritten on a terminal, and as a line every two seconds in a log. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #shownAt = 0;
  #last = '';

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (text === this.#last || Date.now() - this.#shownAt < (this.#stream.isTTY ? 100 : 2000)) return;
    this.#write(text);
  }

  /** Shows the last state, whenever it comes, and goes to the next line. */
  finish(text: string): void {
    if (text !== this.#last) this.#write(text);
    if (this.#stream.isTTY) this.#stream.write('\n');
    this.#last = '';
    this.#shownAt = 0;
  }

  /** Goes to the next line if something was shown. */
  end(): void {
    if (this.#last !== '') this.finish(this.#last);
  }

  #write(text: string): void {
    this.#last = text;
    this.#shownAt = Date.now();
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K  ${text}` : `  ${text}\n`);
  }
}
