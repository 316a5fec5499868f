import { CHANGES_ACCOUNTS, applyAccountCommands } from './accountCommands.ts';
import { Accounts } from './accounts.ts';
import type { BaseImage } from './baseImage.ts';
import type { EnvBudget } from './envBudget.ts';
import type { CopyFact, RunFact } from './facts.ts';
import { logicalBody } from './instructionNode.ts';
import type { AccountSource } from './stageWalk.ts';
import { scopeOf } from './stageWalk.ts';
import { sliceSpan } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';

/** Longer chains of stages than anybody writes; beyond, accounts count as unknown. */
const DEEPEST = 64;

/** Users and groups of a stage. RUNs that may change them are noted, and parsed only when somebody asks. */
export class StageAccounts implements AccountSource {
  private settled: Accounts | null = null;
  private pending: RunFact[] = [];
  private replacesPasswd = false;

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
    if (hasBody || CHANGES_ACCOUNTS.test(logicalBody(instruction))) this.pending.push(run);
  }

  addCopy(copy: CopyFact): void {
    const { destination } = copy;
    if (destination === '/' || destination === '/etc/' || destination?.startsWith('/etc/passwd')) this.replacesPasswd = true;
  }

  now(): Accounts {
    const accounts = (this.settled ??= this.start());
    for (const run of this.pending) {
      applyAccountCommands(accounts, run.commands, scopeOf(run.state, this.budget), this.base.distribution);
      if (!run.isComplete || /\/etc\/passwd/.test(logicalBody(run.instruction))) accounts.isComplete = false;
    }
    this.pending = [];
    if (this.replacesPasswd) accounts.isComplete = false;
    return accounts;
  }

  private start(): Accounts {
    if (this.depth > DEEPEST) return new Accounts(null);
    return this.parent ? this.parent.now().copy() : new Accounts(this.base.description?.accounts ?? null);
  }
}
