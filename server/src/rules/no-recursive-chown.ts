import type { CopyFact } from '../core/dockerfile/facts.ts';
import type { Stage } from '../core/dockerfile/model.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import type { TextEdit } from '../core/text/edits.ts';
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
import { mayChangeRecursively, recursiveChanges, type RecursiveChange } from './layers/copies/recursiveChange.ts';
import { withoutRecursion } from './layers/copies/withoutRecursion.ts';

/** More such commands than any file has. */
const MOST_CHANGES = 50;
/** More COPYs into one folder than a person would look through. */
const MOST_COPIES = 50;
/** More folders than one command names. */
const MOST_FOLDERS = 50;

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
    weight: { overall: 3, security: 0, maintainability: 1 },
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
      if (!mayChangeRecursively(sliceSpan(dockerfile.text, run.instruction.span)) || left-- <= 0) continue;
      outputs ??= outputStages(dockerfile, project);
      if (!outputs.has(run.stage) || run.instruction.isTrigger || facts.stageFact(run.stage).distribution === 'windows') continue;
      const found = firstRepeated(context, recursiveChanges(run).filter(({ isOfOwner }) => !isOfOwner));
      if (found) context.report(reportOf(context, found));
    }
  },
});

/** One RUN stores a file once, however often it changes it. */
interface Repeated {
  /** At least one: those of the first change that COPYs fill. */
  readonly filled: readonly [Filled, ...Filled[]];
  readonly changes: readonly RecursiveChange[];
}

interface Filled {
  /** Absolute and clean. */
  readonly folder: string;
  readonly copies: readonly CopyFact[];
}

function firstRepeated(context: DockerfileContext, changes: readonly RecursiveChange[]): Repeated | null {
  for (const change of changes) {
    const [first, ...others] = filledFolders(context, change);
    if (!first) continue;
    const same = changes.filter((one) => names(one, first));
    // Folders that another command of the RUN changes differently are left for the next look at the file.
    return { filled: [first, ...others.filter((other) => same.every((one) => names(one, other)))], changes: same };
  }
  return null;
}

function filledFolders({ facts, project }: DockerfileContext, { folders, run }: RecursiveChange): readonly Filled[] {
  const paths = [...new Set(folders.map(({ path }) => path))].slice(0, MOST_FOLDERS);
  return paths.flatMap((folder) => {
    if (folder === null || folder === '/') return [];
    const copies = copiedInto(facts, folder, run.instruction);
    return copies.some((copy) => bringsFolder(copy, project)) ? [{ folder, copies }] : [];
  });
}

function names({ folders }: RecursiveChange, { folder }: Filled): boolean {
  return folders.some(({ path }) => path === folder);
}

function reportOf(context: DockerfileContext, repeated: Repeated): Report {
  const { filled, changes } = repeated;
  const { command, program, recursive, spec } = changes[0]!;
  const copies = filled.flatMap((one) => one.copies);
  const offered = offer(context, repeated);
  return {
    messageId: program === 'chmod' ? 'mode' : 'owner',
    data: { command: `${program} ${recursive.raw} ${spec.raw}`, folder: filled[0].folder },
    span: span(command.nameWord.span.start, Math.max(recursive.span.end, spec.span.end)),
    severity: severityOf(context, repeated),
    related: copies.slice(0, 5).map(({ instruction }) => ({ span: instruction.keywordSpan, message: 'The files come from here.' })),
    ...(isRefusal(offered) ? { withheld: sentence(offered.reason) } : { fixes: [offered.fix] }),
    ...(!isRefusal(offered) && offered.risk !== null ? { withheld: sentence(offered.risk) } : {}),
  };
}

function offer({ dockerfile, facts }: DockerfileContext, { filled, changes }: Repeated): { fix: Fix; risk: string | null } | Refusal {
  if (!dockerfile.isWellFormed) return refuse('the file cannot be read with certainty');
  const edits: TextEdit[] = [];
  const risks: (string | null)[] = [];
  for (const change of changes) {
    for (const { folder, copies } of filled) {
      if (copies.length > MOST_COPIES) return refuse(`too many instructions copy into ${folder}`);
      const owned = ownedCopies(change, folder, copies, dockerfile, facts);
      if (isRefusal(owned)) return owned;
      edits.push(...owned.edits);
      risks.push(owned.risk);
    }
    const own = withoutRecursion(change, filled.map(({ folder }) => folder), dockerfile);
    if (isRefusal(own)) return own;
    edits.push(...own);
  }
  const risk = risks.find((one) => one !== null) ?? null;
  const flags = [...new Set(changes.map(({ program }) => (program === 'chmod' ? '`--chmod`' : '`--chown`')))].join(' and ');
  const isSingle = filled.length === 1 && filled[0].copies.length === 1;
  const title = `Give ${isSingle ? 'the COPY' : 'the COPYs'} ${flags}, and change ${filled.length === 1 ? filled[0].folder : 'the folders'} alone here`;
  return { fix: { kind: risk === null ? 'safe' : 'suggestion', title: risk === null ? title : `${title} (${risk})`, edits: mergeEdits(edits) }, risk };
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

/** Dependencies are what weighs; sources alone are small, and settings smaller still. */
function severityOf(context: DockerfileContext, { filled, changes }: Repeated): Severity {
  if (filled.every(({ folder }) => /^\/(?:usr\/local\/)?etc(?:\/|$)/.test(folder))) return 'hint';
  const copies = filled.flatMap((one) => one.copies);
  if (copies.some((copy) => copyFlag(copy, 'from') !== null && bringsFolder(copy, context.project))) return 'warning';
  const { stage, instruction } = changes[0]!.run;
  return firstInstall(context, stage) < instruction.span.start ? 'warning' : 'information';
}
