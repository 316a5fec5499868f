import { CHANGES_ACCOUNTS, applyAccountCommands } from '../../../core/dockerfile/accountCommands.ts';
import { Accounts } from '../../../core/dockerfile/accounts.ts';
import { EnvBudget } from '../../../core/dockerfile/envBudget.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { scopeOf } from '../../../core/dockerfile/stageWalk.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';

/** Users and groups as they are right before `command` of `run`, as far as the file and the base image tell. */
export function accountsBefore(model: DockerfileModel, facts: DockerfileFacts, run: RunFact, command: ShellCommand): Accounts {
  const { baseImage, distribution } = facts.stageFact(run.stage);
  const accounts = new Accounts((baseImage && describeImage(baseImage)?.accounts) ?? null);
  const budget = new EnvBudget();
  for (const stage of [...stageChain(run.stage)].reverse()) {
    for (const other of facts.stageFact(stage).runs) {
      if (other.instruction.span.start > run.instruction.span.start) break;
      if (!changesAccounts(model, other)) continue;
      const commands = other === run ? other.commands.filter(({ span }) => span.end <= command.span.start) : other.commands;
      applyAccountCommands(accounts, commands, scopeOf(other.state, budget), distribution);
      if (!other.isComplete) accounts.isComplete = false;
    }
  }
  return accounts;
}

/** True where a RUN may create, change or remove users or groups by itself. */
export function changesAccounts(model: DockerfileModel, run: RunFact): boolean {
  return CHANGES_ACCOUNTS.test(sliceSpan(model.text, run.instruction.span));
}
