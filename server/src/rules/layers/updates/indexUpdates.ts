import type { CopyFact, DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { PLAIN_PROGRAMS, systemVerb } from '../plainPrograms.ts';

/** How a package manager keeps its index. */
interface IndexKeeper {
  readonly id: 'apt' | 'apk' | 'dnf';
  readonly program: RegExp;
  readonly updates: readonly string[];
  readonly installs: readonly string[];
  /** False where an install fetches the index itself when it is missing or old (apk-tools: --cache-max-age; dnf: metadata_expire). */
  readonly needsUpdate: boolean;
  /** With these an install reads what is there. */
  readonly cacheOnly: readonly string[];
}

const KEEPERS: readonly IndexKeeper[] = [
  {
    id: 'apt',
    program: /^(?:apt|apt-get|aptitude)$/,
    updates: ['update'],
    installs: ['install', 'upgrade', 'dist-upgrade', 'full-upgrade', 'safe-upgrade', 'build-dep', 'satisfy', 'source', 'download'],
    needsUpdate: true,
    cacheOnly: [],
  },
  { id: 'apk', program: /^apk$/, updates: ['update'], installs: ['add', 'upgrade', 'fix', 'fetch'], needsUpdate: false, cacheOnly: ['--no-network'] },
  {
    id: 'dnf',
    program: /^(?:dnf|yum|microdnf|tdnf)$/,
    updates: ['makecache', 'check-update'],
    installs: ['install', 'upgrade', 'update', 'groupinstall', 'builddep', 'localinstall', 'reinstall'],
    needsUpdate: false,
    cacheOnly: ['-C', '--cacheonly'],
  },
];

const UPGRADES = new Set(['upgrade', 'dist-upgrade', 'full-upgrade', 'safe-upgrade']);

/** A RUN that updates the index of a package manager and installs nothing by name. */
export interface LoneUpdate {
  readonly keeper: IndexKeeper;
  readonly run: RunFact;
  readonly command: ShellCommand;
  /** False where it does more (`apt-get upgrade`), so that it has to stay. */
  readonly isAll: boolean;
  /** Installs in later RUNs that rely on it: they have no update of their own. */
  readonly reliant: readonly RunFact[];
  /** Installs in later RUNs that update by themselves. */
  readonly others: readonly RunFact[];
  /** What stands in between and may need the index without saying so, or change the package sources; null where nothing does. */
  readonly unclear: Instruction | null;
}

/** Every lone update of a file that a later install of the same stage, or of one that continues it, has to do with. */
export function loneUpdates(model: DockerfileModel, facts: DockerfileFacts): LoneUpdate[] {
  if (!/\b(?:update|makecache|check-update)\b/.test(model.text)) return [];
  const children = new Map<Stage, Stage[]>();
  for (const stage of model.stages) {
    const siblings = stage.parent && children.get(stage.parent);
    if (siblings) siblings.push(stage);
    else if (stage.parent) children.set(stage.parent, [stage]);
  }
  const found: LoneUpdate[] = [];
  for (const run of facts.runs) {
    if (found.length >= 100) break;
    const update = updateOf(run, model.text);
    if (!update) continue;
    const search = new Search(update.keeper, model, facts, children);
    search.after(run);
    if (search.reliant.length + search.others.length > 0) found.push({ ...update, ...search.result() });
  }
  return found;
}

function updateOf(run: RunFact, text: string): Pick<LoneUpdate, 'keeper' | 'run' | 'command' | 'isAll'> | null {
  if (!/\b(?:update|makecache|check-update)\b/.test(sliceSpan(text, run.instruction.span)) || !run.isComplete) return null;
  for (const keeper of KEEPERS) {
    const command = run.commands.find((one) => isCall(one, keeper, keeper.updates) && !one.isConditional);
    if (!command) continue;
    const installs = run.commands.filter((one) => isCall(one, keeper, keeper.installs));
    if (installs.some((one) => !UPGRADES.has(systemVerb(one.args) ?? ''))) continue;
    // What a script of its own does is not known.
    if (!run.commands.every((one) => one === command || isKnown(one))) continue;
    return { keeper, run, command, isAll: run.commands.length === 1 };
  }
  return null;
}

function isCall({ name, args }: ShellCommand, keeper: IndexKeeper, verbs: readonly string[]): boolean {
  return name !== null && keeper.program.test(name) && verbs.includes(systemVerb(args) ?? '');
}

/** Programs that never look at the index: they are no package manager and start nothing that could be one. */
function isKnown({ name }: ShellCommand): boolean {
  return name !== null && (PLAIN_PROGRAMS.has(name) || OTHERS.has(name) || /^pip[\d.]*$/.test(name) || KEEPERS.some(({ program }) => program.test(name)));
}

const OTHERS = new Set([
  'npm', 'yarn', 'pnpm', 'corepack', 'go', 'cargo', 'rustup', 'uv', 'poetry', 'pipenv', 'bundle', 'gem', 'composer', 'dotnet',
  'curl', 'wget', 'git', 'find', 'docker-php-ext-install', 'docker-php-ext-configure', 'docker-php-ext-enable',
  'dpkg-reconfigure',
]);

/** What an install must not find between: then a later update would read other sources than the lone one did. */
const SOURCES = /\/etc\/(?:apt|apk|yum|dnf)\b|add-apt-repository|apt-key|config-manager|dpkg --add-architecture/;

/** Where package managers keep their sources, and folders above; unknown places may be one of them. */
function mayBringSources(destination: string | null): boolean {
  return destination === null || /^\/(?:etc\/?)?$|^\/etc\/(?:apt|apk|yum|dnf)/.test(destination);
}

class Search {
  readonly reliant: RunFact[] = [];
  readonly others: RunFact[] = [];
  private unclear: Instruction | null = null;
  private left = 2_000;

  constructor(
    private readonly keeper: IndexKeeper, private readonly model: DockerfileModel, private readonly facts: DockerfileFacts,
    private readonly children: ReadonlyMap<Stage, readonly Stage[]>,
  ) {}

  result(): Pick<LoneUpdate, 'reliant' | 'others' | 'unclear'> {
    return { reliant: this.reliant, others: this.others, unclear: this.unclear };
  }

  /** The RUNs after the update in its stage, then those of stages that continue it. */
  after(run: RunFact): void {
    const { runs, copies } = this.facts.stageFact(run.stage);
    const at = runs.indexOf(run);
    const { start } = run.instruction.span;
    const open = this.walk(run.stage, runs.slice(at + 1, at + 2 + this.left), copies.filter(({ instruction }) => instruction.span.start > start), false);
    // A list of what is left to do, not a recursion: thousands of stages may continue each other.
    while (open.length > 0) {
      const { stage, isServed } = open.pop()!;
      if (this.left-- <= 0) return void (this.unclear ??= stage.from);
      const fact = this.facts.stageFact(stage);
      open.push(...this.walk(stage, fact.runs, fact.copies, isServed));
    }
  }

  /** Stops at the next update, which takes over. @returns the stages to go on with, the last one first */
  private walk(stage: Stage, runs: readonly RunFact[], copies: readonly CopyFact[], isServed: boolean): { stage: Stage; isServed: boolean }[] {
    let served = isServed;
    const sources = copies.find(({ destination }) => mayBringSources(destination))?.instruction;
    for (const next of runs) {
      if (this.left-- <= 0) {
        this.unclear ??= next.instruction;
        return [];
      }
      const before = this.reliant.length;
      const step = this.judge(next, served);
      if (sources && sources.span.start < next.instruction.span.start && this.reliant.length > before) this.unclear ??= sources;
      if (step === 'done') return [];
      if (step === 'served') served = true;
    }
    const children = this.children.get(stage) ?? [];
    return children.slice(0, Math.max(0, this.left) + 1).map((child) => ({ stage: child, isServed: served })).reverse();
  }

  private judge(run: RunFact, isServed: boolean): 'done' | 'served' | 'on' {
    const { keeper } = this;
    const text = sliceSpan(this.model.text, run.instruction.span);
    const update = run.commands.find((one) => isCall(one, keeper, keeper.updates));
    const install = run.commands.find((one) => isCall(one, keeper, keeper.installs));
    const isOwn = update !== undefined && (!install || update.span.start < install.span.start);
    if (install && isOwn) {
      if (this.reliant.length === 0) this.others.push(run);
      return 'done';
    }
    if (isOwn) return 'done';
    if (!run.isComplete || !run.commands.every(isKnown) || SOURCES.test(text)) {
      if (!isServed || SOURCES.test(text)) this.unclear ??= run.instruction;
      if (!install) return 'on';
    }
    if (!install) return 'on';
    if (run.instruction.isTrigger) return 'on';
    if (keeper.cacheOnly.some((option) => install.args.some(({ value }) => value === option))) this.unclear ??= run.instruction;
    this.reliant.push(run);
    return 'served';
  }
}
