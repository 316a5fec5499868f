import { Memo, type Remembering } from './memo.ts';

/** Answers that also rest on what is around their owner, such as the project of a document: only those for the last one are kept. */
export class MemoWithin<Owner extends Remembering, Around extends object | null, Answer, Scene = void> {
  private readonly last = new Memo<Owner, { around?: Around; answer?: Answer }>(() => ({}));

  /** @param find may look at a scene that is always the same for the same owner and what is around it */
  constructor(private readonly find: (owner: Owner, around: Around, scene: Scene) => Answer) {}

  /** @param around compared by identity */
  of(owner: Owner, around: Around, scene: Scene): Answer {
    const last = this.last.of(owner);
    if (last.around !== around) {
      last.answer = this.find(owner, around, scene);
      last.around = around;
    }
    return last.answer as Answer;
  }
}
