import type { ShellAssignment } from './command.ts';
import type { Scope } from './parsedScript.ts';

/** What earlier commands of a script left behind; null means no `cd`, undefined one that cannot be known. */
export interface ShellState {
  readonly cd: string | null | undefined;
  readonly inherited: readonly ShellAssignment[];
}

const CLEAN: ShellState = { cd: null, inherited: [] };

/** Follows `cd`, assignments and `export` through the scopes of a script, in the order of its commands. */
export class ScriptState {
  private readonly states = new Map<Scope, ShellState>();
  private exportsAll = false;

  constructor(private readonly initial: ShellState = CLEAN) {}

  at(scope: Scope): ShellState {
    const known = this.states.get(scope);
    if (known) return known;
    const state = scope.parent ? this.at(scope.parent) : this.initial;
    this.states.set(scope, state);
    return state;
  }

  /** `set -a`: from here on every assignment is exported. */
  exportAll(isOn: boolean): void {
    this.exportsAll = isOn;
  }

  assign(scope: Scope, assignments: readonly ShellAssignment[]): void {
    for (const assignment of assignments) {
      const before = this.at(scope).inherited.find((other) => other.name === assignment.name);
      const isExported = assignment.isExported || this.exportsAll || before?.isExported === true;
      this.change(scope, (state) => withAssignment(state, { ...assignment, isExported }), (state) =>
        withAssignment(state, { ...assignment, isExported, value: null }),
      );
    }
  }

  /** `export A`, for a name assigned earlier. */
  markExported(scope: Scope, name: string): void {
    const before = this.at(scope).inherited.find((other) => other.name === name);
    if (before) this.assign(scope, [{ ...before, isExported: true }]);
  }

  unset(scope: Scope, name: string): void {
    const drop = (state: ShellState): ShellState => ({ ...state, inherited: state.inherited.filter((other) => other.name !== name) });
    this.change(scope, drop, (state) => ({
      ...state,
      inherited: state.inherited.map((other) => (other.name === name ? { ...other, value: null } : other)),
    }));
  }

  /** @param target the value of the folder, undefined where it cannot be known */
  changeFolder(scope: Scope, target: string | undefined): void {
    this.change(scope, (state) => ({ ...state, cd: joinFolders(state.cd, target) }), (state) => ({ ...state, cd: undefined }));
  }

  /** Takes over what a script left behind that ran in this scope. */
  adopt(scope: Scope, after: ShellState): void {
    const before = this.at(scope);
    this.assign(scope, after.inherited.filter((one) => !before.inherited.includes(one)));
    for (const one of before.inherited) if (!after.inherited.some((other) => other.name === one.name)) this.unset(scope, one.name);
    if (after.cd !== before.cd) this.change(scope, (state) => ({ ...state, cd: after.cd }), (state) => ({ ...state, cd: undefined }));
  }

  /** Certain within the scope; beyond a branch it is only possible; beyond a subshell it is gone. */
  private change(scope: Scope, certain: (state: ShellState) => ShellState, possible: (state: ShellState) => ShellState): void {
    this.states.set(scope, certain(this.at(scope)));
    let current = scope;
    while (current.kind === 'branch' && current.parent) {
      current = current.parent;
      this.states.set(current, possible(this.at(current)));
    }
  }
}

function withAssignment(state: ShellState, assignment: ShellAssignment): ShellState {
  return { ...state, inherited: [...state.inherited.filter((other) => other.name !== assignment.name), assignment] };
}

function joinFolders(from: string | null | undefined, to: string | undefined): string | undefined {
  if (to === undefined || /^[/~]/.test(to)) return to;
  if (from === null || from === '') return to;
  return from === undefined ? undefined : `${from.replace(/\/+$/, '')}/${to}`;
}
