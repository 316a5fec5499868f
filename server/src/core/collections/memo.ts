/** Something that keeps what was worked out about it. */
export interface Remembering {
  /** Answers by the `Memo` that they belong to; empty at first. */
  readonly answers: Map<object, unknown>;
}

/**
 * Answers to one question, each found when first asked for and kept with what it is about. A WeakMap would do the same, at a price: V8's quick collections
 * take all that one holds for alive. An answer that leads back to its document would keep that document, moved to what lives long, until the next full
 * collection.
 */
export class Memo<Owner extends Remembering, Answer, Scene = void> {
  /** @param find may look at a scene that comes with its owner, and is always the same for the same owner: who asks later gets the first one's answer */
  constructor(private readonly find: (owner: Owner, scene: Scene) => Answer) {}

  /** No answer is asked for twice, be it undefined; one that was thrown is not kept. */
  of(owner: Owner, scene: Scene): Answer {
    const { answers } = owner;
    const known = answers.get(this) as Answer;
    if (known !== undefined || answers.has(this)) return known;
    const found = this.find(owner, scene);
    answers.set(this, found);
    return found;
  }
}
