import type { IgnoreFile } from '../core/engine/projectView.ts';
import { createIgnoreMatcher } from '../core/ignore/matcher.ts';

/** An ignore file whose patterns are compiled when somebody asks: most checks do not. */
export class LazyIgnoreFile implements IgnoreFile {
  private matcherMemo: IgnoreFile['matcher'] | null = null;

  constructor(
    readonly path: string,
    private readonly text: string,
  ) {}

  get matcher(): IgnoreFile['matcher'] {
    return (this.matcherMemo ??= createIgnoreMatcher(this.text));
  }

  /** Whoever asks next has the patterns compiled again. */
  forgetMatcher(): void {
    this.matcherMemo = null;
  }
}
