/**
 * A pattern that is made when it is first used. Most pages and frames have no number, and V8 needs
 * milliseconds for patterns with classes of Unicode: it checks even those literals whose function
 * is never called.
 */
export class LatePattern {
  readonly #source: string;
  readonly #flags: string;
  #pattern: RegExp | undefined;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  test(text: string): boolean {
    this.#pattern ??= new RegExp(this.#source, this.#flags);
    return this.#pattern.test(text);
  }
}
