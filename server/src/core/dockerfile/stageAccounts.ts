import { CHANGES_ACCOUNTS, applyAccountCommands } from './accountCommands.ts';
import { Accounts } from './accounts.ts';
import type { BaseImage } from './baseImage.ts';
import type { EnvBudget } from './envBudget.ts';
import type { CopyFact, RunFact } from './facts.ts';
import { logicalBody } from './instructionNode.ts';
import type { AccountSource } from './accountSource.ts';
import { scopeOf } from './stageWalk.ts';
import { sliceSpan } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';

/** Longer chains of stages than anybody writes; beyond, accounts count as unknown. */
const DEEPEST = 64;

/**
 * Users and groups of a stage. What changes them and what asks for them is noted in order, and worked through only as far as
 * somebody wants an answer: that means parsing scripts.
 */
export class StageAccounts implements AccountSource {
  private settled: Accounts | null = null;
  private readonly steps: ((accounts: Accounts) => void)[] = [];
  private done = 0;

  constructor(
    private readonly base: BaseImage,
    private readonly model: DockerfileModel,
    private readonly budget: EnvBudget,
    private readonly parent: StageAccounts | null = null,
    private readonly depth = 0,
  ) {}

  /** For a stage that continues this one, which is at its end. */
  child(): StageAccounts {
    return new StageAccounts(this.base, this.model, this.budget, this, this.depth + 1);
  }

  addRun(run: RunFact): void {
    const { instruction } = run;
    const hasBody = instruction.heredocs.some((heredoc) => CHANGES_ACCOUNTS.test(sliceSpan(this.model.text, heredoc.body)));
    if (hasBody || CHANGES_ACCOUNTS.test(logicalBody(instruction))) this.steps.push((accounts) => this.applyRun(accounts, run));
  }

  addCopy({ destination }: CopyFact): void {
    const replacesPasswd = destination === '/' || destination === '/etc/' || destination?.startsWith('/etc/passwd');
    if (replacesPasswd) this.steps.push((accounts) => void (accounts.isComplete = false));
  }

  later<T>(ask: (accounts: Accounts) => T): () => T {
    let answer: { readonly value: T } | null = null;
    const count = this.steps.push((accounts) => (answer = { value: ask(accounts) }));
    return () => {
      this.settle(count);
      return answer!.value;
    };
  }

  private settle(count: number): Accounts {
    const accounts = (this.settled ??= this.start());
    while (this.done < count) this.steps[this.done++]!(accounts);
    return accounts;
  }

  private applyRun(accounts: Accounts, run: RunFact): void {
    applyAccountCommands(accounts, run.commands, scopeOf(run.state, this.budget), this.base.distribution);
    if (!run.isComplete || /\/etc\/passwd/.test(logicalBody(run.instruction))) accounts.isComplete = false;
  }

  private start(): Accounts {
    if (this.depth > DEEPEST) return new Accounts(null);
    const { parent } = this;
    return parent ? parent.settle(parent.steps.length).copy() : new Accounts(this.base.description?.accounts ?? null);
  }
}
