import { Memo, type Remembering } from './memo.ts';

/** Answers to one question about an owner and a key, such as a package manager: each found when first asked for and kept with the owner. */
export class MemoByKey<Owner extends Remembering, Key, Answer, Scene = void> {
  private readonly byKey = new Memo<Owner, Map<Key, Answer>>(() => new Map());

  /** @param find may look at a scene that is always the same for the same owner and key; its answer is never undefined */
  constructor(private readonly find: (owner: Owner, key: Key, scene: Scene) => Answer) {}

  /** @param key compared by identity, so one of few: answers are kept for each */
  of(owner: Owner, key: Key, scene: Scene): Answer {
    const known = this.byKey.of(owner);
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = this.find(owner, key, scene)));
    return answer;
  }
}
