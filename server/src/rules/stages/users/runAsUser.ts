import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { isRefusal, refuse, type Refusal } from '../../layers/proof.ts';
import { linesAbove, linesBelow } from '../insertLines.ts';
import { applicationAccount, type ApplicationAccount } from './applicationAccount.ts';
import { keptInHomeOfRoot } from './homeOfRoot.ts';
import { whatToCheck } from './whatToCheck.ts';

/** Instructions that do something as the user in force, or whose files belong to it. */
const DONE_BY_USER = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR', 'VOLUME', 'USER']);
/** Lets a stage end as an account of its own. */
export function runAsUser(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): Fix | Refusal {
  if (!model.isWellFormed) return refuse('the file cannot be read with certainty');
  const kept = keptInHomeOfRoot(model, stage);
  if (kept !== null) return refuse(kept);
  const account = applicationAccount(model, facts, stage);
  if (isRefusal(account)) return account;
  const edits = switchEdits(model, facts, stage, account);
  if (isRefusal(edits)) return edits;
  return { kind: 'suggestion', title: `Run as the user ${account.name} (${whatToCheck(model, facts, stage)})`, edits };
}

/** USER stands above CMD and the like, below all that may need root; a new account above the files, so that a change of them does not create it again. */
function switchEdits(model: DockerfileModel, facts: DockerfileFacts, stage: Stage, { name, command }: ApplicationAccount): readonly TextEdit[] | Refusal {
  if (command !== null && facts.stageFact(stage).endState.shell !== 'posix') return refuse('the stage has a SHELL of its own');
  const early = command === null ? null : firstFiles(facts, stage);
  const creation = command === null || early ? [] : [command];
  const own = stage.instructions.filter(({ isTrigger }) => !isTrigger);
  const last = own.findLastIndex(({ keyword }) => DONE_BY_USER.has(keyword));
  const lastUser = own[last];
  const edits: TextEdit[] = early ? [linesAbove(model, early, [command!])] : [];
  if (lastUser?.keyword === 'USER' && lastUser.words.length === 1) {
    if (creation.length > 0) edits.push(linesAbove(model, lastUser, creation));
    return [...edits, { span: lastUser.words[0]!.span, text: name }];
  }
  const start = own.slice(last + 1).find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const lines = [...creation, `USER ${name}`];
  return [...edits, start ? linesAbove(model, start, lines) : linesBelow(model, own.at(-1) ?? stage.from, lines)];
}

/** The first instruction that brings files into a stage, where an account can be created at that place. */
function firstFiles(facts: DockerfileFacts, { instructions }: Stage): Instruction | null {
  const first = instructions.find(({ keyword, isTrigger }) => !isTrigger && (keyword === 'COPY' || keyword === 'ADD')) ?? null;
  if (!first) return null;
  const state = facts.stateBefore(first);
  return state.user.kind === 'root' && state.shell === 'posix' ? first : null;
}
