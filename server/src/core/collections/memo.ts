/** Something that keeps what was worked out about it. */
export interface Remembering {
  /** Answers by the `Memo` that they belong to; empty at first. */
  readonly answers: Map<object, unknown>;
}

/**
 * Answers, each kept with what it is about. A WeakMap would do the same, at a price: V8's quick collections take all that one holds for alive. An answer
 * that leads back to its document would keep that document, moved to what lives long, until the next full collection.
 */
export class Memo<Owner extends Remembering, Answer> {
  /** Undefined where nothing was kept. */
  get(owner: Owner): Answer | undefined {
    return owner.answers.get(this) as Answer | undefined;
  }

  set(owner: Owner, answer: Answer): void {
    owner.answers.set(this, answer);
  }
}
