import type { ShellParser } from '../shell/shellParser.ts';
import type { BaseImage } from './baseImage.ts';
import { baseImageOf } from './baseImage.ts';
import { copyFact } from './copyFacts.ts';
import { EnvBudget } from './envBudget.ts';
import type { ImageDescription } from './knownImages.ts';
import type { CopyFact, DockerfileFacts, RunFact, StageFact, StageState } from './facts.ts';
import type { DockerfileModel, Instruction, Stage } from './model.ts';
import { RunFactNode } from './runFact.ts';
import type { GlobalScope } from './scope.ts';
import { globalScope } from './scope.ts';
import { StageAccounts } from './stageAccounts.ts';
import { WalkState, stateAfter } from './stageWalk.ts';
import { initialUser } from './users.ts';

/**
 * Folds the state in force at each instruction, what each RUN and COPY does, and which stages ship. Never throws. Scripts are parsed
 * when a rule asks for the commands of a RUN, or when a USER names an account that a RUN may have created.
 * @param shell null where the grammar is not loaded: RUNs then have no commands and count as incomplete
 */
export function foldFacts(model: DockerfileModel, shell: ShellParser | null): DockerfileFacts {
  return new FactFolder(model, shell).fold();
}

interface StageEnd {
  readonly state: WalkState;
  readonly accounts: StageAccounts;
  readonly base: BaseImage;
}

class FactFolder {
  private readonly stages: StageFact[] = [];
  private readonly runs: RunFact[] = [];
  private readonly copies: CopyFact[] = [];
  private readonly before = new Map<Instruction, StageState>();
  private readonly ends = new Map<Stage, StageEnd>();
  private readonly byStage = new Map<Stage, StageFact>();
  private readonly budget = new EnvBudget();
  private readonly globals: GlobalScope;

  constructor(
    private readonly model: DockerfileModel,
    private readonly shell: ShellParser | null,
  ) {
    const firstFrom = model.stages[0]?.from;
    const count = firstFrom ? model.instructions.indexOf(firstFrom) : model.instructions.length;
    this.globals = globalScope(model.instructions.slice(0, count), model.escape);
  }

  fold(): DockerfileFacts {
    const shipping = shippingStages(this.model.stages);
    for (const stage of this.model.stages) this.foldStage(stage, shipping.has(stage));
    const { stages, runs, copies, before, byStage } = this;
    return {
      answers: new Map(),
      stages,
      runs,
      copies,
      stateBefore: (instruction) => before.get(instruction) ?? OUTSIDE,
      stageFact: (stage) => byStage.get(stage) ?? nothingIn(stage),
    };
  }

  private foldStage(stage: Stage, ships: boolean): void {
    const start = this.startOf(stage);
    const { base, accounts } = start;
    const context = { escape: this.model.escape, globals: this.globals, budget: this.budget, base };
    let { state } = start;
    const [firstRun, firstCopy] = [this.runs.length, this.copies.length];
    this.before.set(stage.from, OUTSIDE);
    for (const instruction of stage.instructions) {
      this.before.set(instruction, state);
      if (!instruction.isTrigger) this.collect(instruction, stage, state, start);
      state = stateAfter(state, instruction, context, accounts);
    }
    this.ends.set(stage, { state, accounts, base });
    const runs = this.runs.slice(firstRun);
    const copies = this.copies.slice(firstCopy);
    const { reference: baseImage, distribution } = base;
    const fact: StageFact = { answers: new Map(), stage, baseImage, distribution, endState: state, runs, copies, ships };
    this.stages.push(fact);
    this.byStage.set(stage, fact);
  }

  private startOf(stage: Stage): StageEnd {
    const parent = stage.parent && this.ends.get(stage.parent);
    if (parent) return { ...parent, accounts: parent.accounts.child() };
    const base = baseImageOf(stage);
    const accounts = new StageAccounts(base, this.model, this.budget);
    const state = new WalkState({
      account: initialUser(stage, base, accounts),
      workdir: base.description ? base.description.workdir : null,
      env: environmentOf(base),
      envOrigin: NO_ORIGINS,
      isEnvComplete: base.description?.isEnvComplete ?? false,
      shell: base.distribution === 'windows' ? 'other' : 'posix',
    });
    return { state, accounts, base };
  }

  private collect(instruction: Instruction, stage: Stage, state: StageState, { accounts, base }: StageEnd): void {
    if (instruction.keyword === 'RUN') {
      const run = new RunFactNode(this.model, this.shell, instruction, stage, state);
      this.runs.push(run);
      accounts.addRun(run);
    } else if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const { escape } = this.model;
      const isWindows = base.distribution === 'windows' || escape === '`';
      const copy = copyFact(instruction, stage, state, { escape, isWindows, budget: this.budget });
      this.copies.push(copy);
      accounts.addCopy(copy);
    }
  }
}

const NO_ORIGINS: StageState['envOrigin'] = new Map();
const NO_VARIABLES: StageState['env'] = new Map();
const environments = new WeakMap<ImageDescription, StageState['env']>();

/** What an image sets, worked out once for all stages that start from it. */
function environmentOf({ description, distribution }: BaseImage): StageState['env'] {
  if (!description) return NO_VARIABLES;
  let env = environments.get(description);
  if (!env) {
    const variables = Object.entries(description.env);
    environments.set(description, (env = new Map(distribution === 'windows' ? variables : [...variables, ['PATH', null]])));
  }
  return env;
}

/** The last stage and those it continues. */
function shippingStages(stages: readonly Stage[]): ReadonlySet<Stage> {
  const shipping = new Set<Stage>();
  for (let stage = stages.at(-1) ?? null; stage && !shipping.has(stage); stage = stage.parent) shipping.add(stage);
  return shipping;
}

function nothingIn(stage: Stage): StageFact {
  return { answers: new Map(), stage, baseImage: null, distribution: null, endState: OUTSIDE, runs: [], copies: [], ships: false };
}

/** What holds outside any stage: nothing is known. */
const OUTSIDE: StageState = {
  user: { kind: 'unknown', name: null, uid: null, gid: null, home: null, reason: 'there is no stage here' },
  workdir: null,
  env: new Map(),
  envOrigin: new Map(),
  isEnvComplete: false,
  shell: 'posix',
};
