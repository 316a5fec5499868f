import type { CopyFact } from '../core/dockerfile/facts.ts';
import type { Stage } from '../core/dockerfile/model.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import { span, sliceSpan } from '../core/text/span.ts';
import { managerInstalls, type Install } from './cache/calls/managerCall.ts';
import { mergeEdits } from './edits/mergeEdits.ts';
import { PACKAGE_MANAGERS } from './cache/packageManagers.ts';
import { sentence } from './messages/sentence.ts';
import { bringsFolder, copiedInto } from './layers/copies/copiedFiles.ts';
import { copyFlag } from './layers/copies/copyFlag.ts';
import { outputStages } from './layers/outputStages.ts';
import { ownedCopies } from './layers/copies/ownedCopies.ts';
import { isRefusal, refuse, type Refusal } from './layers/proof.ts';
import { MAY_CHANGE_RECURSIVELY, recursiveChanges, type RecursiveChange } from './layers/copies/recursiveChange.ts';

/** More such commands than any file has. */
const MOST_CHANGES = 50;
/** More COPYs into one folder than a person would look through. */
const MOST_COPIES = 50;

/** A layer holds every file whose owner or mode it changes, whole (docs.docker.com/engine/storage/drivers: copy on write). */
export const noRecursiveChown = defineDockerfileRule<object>({
  meta: {
    id: 'no-recursive-chown',
    description: 'Copied files get their owner and mode from the COPY, not from a later `chown -R` or `chmod -R` that stores them twice.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    options: {},
    messages: {
      owner: '`{command}` stores everything copied into {folder} a second time in the image: give the COPY `--chown` instead.',
      mode: '`{command}` stores everything copied into {folder} a second time in the image: give the COPY `--chmod` instead.',
    },
  },
  check(context) {
    const { dockerfile, facts, project } = context;
    let left = MOST_CHANGES;
    let outputs: ReadonlySet<unknown> | null = null;
    for (const run of facts.runs) {
      if (!MAY_CHANGE_RECURSIVELY.test(sliceSpan(dockerfile.text, run.instruction.span).replace(/\r?\n/g, ' ')) || left-- <= 0) continue;
      outputs ??= outputStages(dockerfile, project);
      if (!outputs.has(run.stage) || run.instruction.isTrigger || facts.stageFact(run.stage).distribution === 'windows') continue;
      const found = firstRepeated(context, recursiveChanges(run));
      if (found) context.report(reportOf(context, found));
    }
  },
});

/** One RUN stores a file once, however often it changes it. */
interface Repeated {
  readonly folder: string;
  readonly copies: readonly CopyFact[];
  readonly changes: readonly RecursiveChange[];
}

function firstRepeated({ facts, project }: DockerfileContext, changes: readonly RecursiveChange[]): Repeated | null {
  for (const { folders, run } of changes) {
    for (const { path: folder } of folders) {
      if (folder === null || folder === '/') continue;
      const copies = copiedInto(facts, folder, run.instruction);
      if (!copies.some((copy) => bringsFolder(copy, project))) continue;
      return { folder, copies, changes: changes.filter((one) => one.folders.some(({ path }) => path === folder)) };
    }
  }
  return null;
}

function reportOf(context: DockerfileContext, repeated: Repeated): Report {
  const { folder, copies, changes } = repeated;
  const { command, program, recursive, spec } = changes[0]!;
  const offered = offer(context, repeated);
  return {
    messageId: program === 'chmod' ? 'mode' : 'owner',
    data: { command: `${program} ${recursive.raw} ${spec.raw}`, folder },
    span: span(command.nameWord.span.start, Math.max(recursive.span.end, spec.span.end)),
    severity: severityOf(context, repeated),
    related: copies.slice(0, 5).map(({ instruction }) => ({ span: instruction.keywordSpan, message: 'The files come from here.' })),
    ...(isRefusal(offered) ? { withheld: sentence(offered.reason) } : { fixes: [offered.fix] }),
    ...(!isRefusal(offered) && offered.risk !== null ? { withheld: sentence(offered.risk) } : {}),
  };
}

function offer({ dockerfile, facts }: DockerfileContext, { folder, copies, changes }: Repeated): { fix: Fix; risk: string | null } | Refusal {
  if (!dockerfile.isWellFormed) return refuse('the file cannot be read with certainty');
  if (copies.length > MOST_COPIES) return refuse(`too many instructions copy into ${folder}`);
  const owned = changes.map((change) => ownedCopies(change, folder, copies, dockerfile, facts));
  const refused = owned.find(isRefusal);
  if (refused) return refused;
  const all = owned.flatMap((one) => (isRefusal(one) ? [] : [one]));
  const risk = all.map((one) => one.risk).find((one) => one !== null) ?? null;
  const flags = [...new Set(changes.map(({ program }) => (program === 'chmod' ? '`--chmod`' : '`--chown`')))].join(' and ');
  const title = `Give ${copies.length === 1 ? 'the COPY' : 'the COPYs'} ${flags}, and change ${folder} alone here`;
  const edits = mergeEdits(all.flatMap((one) => one.edits));
  return { fix: { kind: risk === null ? 'safe' : 'suggestion', title: risk === null ? title : `${title} (${risk})`, edits }, risk };
}

/** Managers that put packages into the folder they run in. */
const INTO_FOLDER = new Set(['npm', 'yarn', 'yarn-berry', 'pnpm', 'bun', 'composer']);

/** Where in a stage packages are first put into the folder it works in; `Infinity` where they never are. */
const firstInstalls = new WeakMap<Stage, number>();

function firstInstall({ dockerfile, facts }: DockerfileContext, stage: Stage): number {
  let first = firstInstalls.get(stage);
  if (first === undefined) {
    const managers = PACKAGE_MANAGERS.filter(({ id }) => INTO_FOLDER.has(id));
    const isLocal = ({ options }: Install) => !options.some(({ name }) => name === '-g' || name === '--global');
    const run = facts.stageFact(stage).runs.find((one) => managers.some((manager) => managerInstalls(dockerfile.text, one, manager).some(isLocal)));
    firstInstalls.set(stage, (first = run?.instruction.span.start ?? Infinity));
  }
  return first;
}

/** Dependencies are what weighs; sources alone are small. */
function severityOf(context: DockerfileContext, { copies, changes }: Repeated): Severity {
  if (copies.some((copy) => copyFlag(copy, 'from') !== null && bringsFolder(copy, context.project))) return 'warning';
  const { stage, instruction } = changes[0]!.run;
  return firstInstall(context, stage) < instruction.span.start ? 'warning' : 'information';
}
