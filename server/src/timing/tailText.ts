/** The end of a text that grows: cut only now and then, since cutting copies. */
export class TailText {
  private held = '';
  private wasCut = false;

  constructor(private readonly most: number) {}

  append(text: string): void {
    this.held += text;
    if (this.held.length > 2 * this.most) {
      this.held = this.held.slice(-this.most);
      this.wasCut = true;
    }
  }

  clear(): void {
    this.wasCut ||= this.held !== '';
    this.held = '';
  }

  /** The last `most` characters. */
  get text(): string {
    return this.held.slice(-this.most);
  }

  /** True where something is missing. */
  get isCut(): boolean {
    return this.wasCut || this.held.length > this.most;
  }

  /** Characters held. */
  get length(): number {
    return this.held.length;
  }
}
