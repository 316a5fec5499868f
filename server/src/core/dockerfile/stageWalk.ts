import type { AccountSource } from './accountSource.ts';
import type { BaseImage } from './baseImage.ts';
import { readAssignments } from './assignments.ts';
import type { EnvBudget } from './envBudget.ts';
import type { StageState, UserState } from './facts.ts';
import { logicalBody } from './instructionNode.ts';
import type { Instruction } from './model.ts';
import { fromWindowsPath, joinPath } from './paths.ts';
import type { GlobalScope } from './scope.ts';
import { PLATFORM_ARGUMENTS } from './scope.ts';
import { applyUser } from './users.ts';
import type { VariableScope } from './variables.ts';
import { expandWord } from './variables.ts';

interface WalkParts extends Omit<StageState, 'user'> {
  /** The account as USER set it, before HOME of the environment counts. */
  readonly account: () => UserState;
}

/** A state that works out its user when first asked, since an account may come of a script that has to be parsed for it. */
export class WalkState implements StageState {
  readonly workdir: string | null;
  readonly env: ReadonlyMap<string, string | null>;
  readonly isEnvComplete: boolean;
  readonly envOrigin: ReadonlyMap<string, Instruction>;
  readonly shell: StageState['shell'];
  private readonly account: () => UserState;
  private knownUser: UserState | null = null;

  constructor({ workdir, env, isEnvComplete, envOrigin, shell, account }: WalkParts) {
    this.workdir = workdir;
    this.env = env;
    this.isEnvComplete = isEnvComplete;
    this.envOrigin = envOrigin;
    this.shell = shell;
    this.account = account;
  }

  get user(): UserState {
    return (this.knownUser ??= withHome(this.account(), this.env));
  }

  with(changes: Partial<WalkParts>): WalkState {
    const { workdir, env, isEnvComplete, envOrigin, shell, account } = this;
    return new WalkState({ workdir, env, isEnvComplete, envOrigin, shell, account, ...changes });
  }
}

export interface WalkContext {
  readonly escape: '\\' | '`';
  readonly globals: GlobalScope;
  readonly budget: EnvBudget;
  readonly base: BaseImage;
}

const POSIX_SHELLS = new Set(['sh', 'bash', 'dash', 'ash']);

/** The state after `instruction`, given the one before; the same object where nothing changes. */
export function stateAfter(before: WalkState, instruction: Instruction, context: WalkContext, accounts: AccountSource): WalkState {
  if (instruction.isTrigger) return before;
  switch (instruction.keyword) {
    case 'USER':
      return before.with({ account: applyUser(expandBody(before, instruction, context), instruction, accounts) });
    case 'WORKDIR':
      return before.with({ workdir: nextWorkdir(before, instruction, context) });
    case 'ENV':
      return setEnv(before, instruction, context);
    case 'ARG':
      return setArguments(before, instruction, context);
    case 'SHELL':
      return before.with({ shell: shellKind(instruction) });
    default:
      return before;
  }
}

/** Variables of a state as expansion asks for them. */
export function scopeOf(state: StageState, budget: EnvBudget): VariableScope {
  return {
    lookup: (name) => (state.env.has(name) ? state.env.get(name) : state.isEnvComplete ? undefined : null),
    takePattern: () => budget.takePattern(),
  };
}

function expandBody(state: StageState, instruction: Instruction, context: WalkContext): string | null {
  return expandWord(logicalBody(instruction), scopeOf(state, context.budget), context.escape);
}

/** Longer paths than Linux takes (PATH_MAX) fail the build; with relative ones below each other, each costs its whole length again. */
const LONGEST_PATH = 4096;

function nextWorkdir(state: StageState, instruction: Instruction, context: WalkContext): string | null {
  const written = expandBody(state, instruction, context);
  if (written === null || written === '') return written === '' ? state.workdir : null;
  const isWindows = context.base.distribution === 'windows' || context.escape === '`';
  const path = isWindows ? fromWindowsPath(written) : written;
  if (!path.startsWith('/') && state.workdir === null) return null;
  const joined = joinPath(state.workdir ?? '/', path);
  return joined.length > LONGEST_PATH ? null : joined;
}

/** All values of one ENV see the variables from before it (docs.docker.com, Dockerfile reference, environment replacement). */
function setEnv(before: WalkState, instruction: Instruction, context: WalkContext): WalkState {
  const scope = scopeOf(before, context.budget);
  const changes = readAssignments(instruction, context.escape).map(({ name, value }): [string, string | null] => [
    name, value === null ? null : expandWord(value, scope, context.escape),
  ]);
  return withVariables(before, changes, instruction, context);
}

/** `ARG NAME` takes the default given before the first FROM; without any it leaves things as they are (dispatchArg in convert.go). */
function setArguments(before: WalkState, instruction: Instruction, context: WalkContext): WalkState {
  let state = before;
  for (const { name, value } of readAssignments(instruction, context.escape)) {
    const known = value === null ? inheritedValue(name, context.globals) : expandWord(value, scopeOf(state, context.budget), context.escape);
    if (known !== undefined) state = withVariables(state, [[name, known]], instruction, context);
  }
  return state;
}

function inheritedValue(name: string, globals: GlobalScope): string | null | undefined {
  return PLATFORM_ARGUMENTS.has(name) ? null : globals.lookup(name);
}

function withVariables(
  before: WalkState, changes: readonly (readonly [string, string | null])[], instruction: Instruction, context: WalkContext,
): WalkState {
  if (changes.length === 0) return before;
  if (!context.budget.spend(before.env.size + changes.length)) {
    return before.with({ env: new Map(), envOrigin: new Map(), isEnvComplete: false });
  }
  const env = new Map(before.env);
  const envOrigin = new Map(before.envOrigin);
  for (const [name, value] of changes) {
    env.set(name, value);
    envOrigin.set(name, instruction);
  }
  return before.with({ env, envOrigin });
}

/** HOME of the environment wins over the account's home: the runtime sets it only where it is missing. */
function withHome(account: UserState, env: StageState['env']): UserState {
  if (!env.has('HOME')) return account;
  const home = env.get('HOME') ?? null;
  const isAbsolute = home !== null && home.startsWith('/');
  const reason = isAbsolute ? account.reason : (account.reason ?? 'the value of HOME is not known here');
  return { ...account, home: isAbsolute ? home : null, reason };
}

function shellKind(instruction: Instruction): StageState['shell'] {
  const words = instruction.exec ?? [];
  const names = words.map((word) => word.value.slice(word.value.lastIndexOf('/') + 1));
  const name = names[0] === 'env' ? names[1] : names[0];
  return POSIX_SHELLS.has(name ?? '') ? 'posix' : 'other';
}
