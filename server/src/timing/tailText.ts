/** The end of a text that grows: cut only now and then, since cutting copies. */
export class TailText {
  #text = '';
  #isCut = false;

  constructor(private readonly most: number) {}

  append(text: string): void {
    this.#text += text;
    if (this.#text.length > 2 * this.most) {
      this.#text = this.#text.slice(-this.most);
      this.#isCut = true;
    }
  }

  clear(): void {
    this.#isCut ||= this.#text !== '';
    this.#text = '';
  }

  /** The last `most` characters. */
  get text(): string {
    return this.#text.slice(-this.most);
  }

  /** True where something is missing. */
  get isCut(): boolean {
    return this.#isCut || this.#text.length > this.most;
  }

  /** Characters held. */
  get length(): number {
    return this.#text.length;
  }
}
