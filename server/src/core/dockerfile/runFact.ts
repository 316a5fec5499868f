import type { ShellCommand } from '../shell/command.ts';
import { runCommands } from '../shell/runScript.ts';
import type { ShellParser } from '../shell/shellParser.ts';
import type { RunFact, StageState } from './facts.ts';
import type { DockerfileModel, Instruction, Stage } from './model.ts';

type Commands = { readonly commands: readonly ShellCommand[]; readonly isComplete: boolean };

const UNREAD: Commands = { commands: [], isComplete: false };

/** A RUN whose script is parsed when its commands are first asked for. */
export class RunFactNode implements RunFact {
  readonly answers = new Map<object, unknown>();
  private parsed: Commands | undefined;

  constructor(
    private readonly model: DockerfileModel,
    private readonly shell: ShellParser | null,
    readonly instruction: Instruction,
    readonly stage: Stage,
    readonly state: StageState,
  ) {}

  get commands(): readonly ShellCommand[] {
    return this.read().commands;
  }

  get isComplete(): boolean {
    return this.read().isComplete;
  }

  private read(): Commands {
    return (this.parsed ??= this.parse());
  }

  private parse(): Commands {
    if (!this.shell || (this.state.shell === 'other' && !this.instruction.exec)) return UNREAD;
    return runCommands(this.model, this.instruction, this.shell);
  }
}
