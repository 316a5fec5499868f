import type { Remembering } from '../collections/memo.ts';
import type { ShellCommand } from '../shell/command.ts';
import type { Instruction, Stage } from './model.ts';
import type { ImageReference } from '../image/reference.ts';

/** What is known of the account that a stage runs as, at one instruction. */
export interface UserState {
  /** `root`: certain. `named`: ids and home known as given. `unknown`: the reason says why. */
  readonly kind: 'root' | 'named' | 'unknown';
  readonly name: string | null;
  readonly uid: number | null;
  readonly gid: number | null;
  /** Absolute; null where it cannot be told. */
  readonly home: string | null;
  /** For people, where `kind` is unknown or the home is: "the base image my/base may set a USER". */
  readonly reason: string | null;
}

/** The state in force just before an instruction runs. */
export interface StageState {
  readonly user: UserState;
  /** Absolute, variables expanded; null where unknown. */
  readonly workdir: string | null;
  /** ENV and ARG as seen by a RUN here, parents included; null value: set but unknown here. Base image's own ENV is known for known images only. */
  readonly env: ReadonlyMap<string, string | null>;
  /** False where the base image may set variables that `env` does not have: a name missing there may still be set. */
  readonly isEnvComplete: boolean;
  /** Instruction that set a variable, for ranges. */
  readonly envOrigin: ReadonlyMap<string, Instruction>;
  /** `posix`: sh, bash, dash, ash. */
  readonly shell: 'posix' | 'other';
}

export interface RunFact extends Remembering {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly state: StageState;
  /** Every simple command that this RUN starts, wrappers (sudo, env, sh -c, exec form, heredocs) already opened, in order. Empty where it could not be parsed. */
  readonly commands: readonly ShellCommand[];
  /** False where part of the script could not be read: then a fix that rests on "nothing else happens" is withheld. */
  readonly isComplete: boolean;
}

export interface CopyFact {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly state: StageState;
  /** True where sources come from the build context: no --from, and not only heredocs, URLs or git repositories. */
  readonly fromContext: boolean;
  /**
   * Paths, variables expanded where known (else as written), cleaned to context-relative (`.` for the whole context); heredocs and URLs
   * left out. `index` counts in `instruction.exec ?? instruction.words`.
   */
  readonly sources: readonly { readonly path: string; readonly index: number }[];
  /** Absolute destination; null where WORKDIR or a variable is unknown. Keeps a trailing slash. */
  readonly destination: string | null;
}

export interface StageFact extends Remembering {
  readonly stage: Stage;
  /** Reference of the image at the root of the stage's FROM chain; null where it cannot be told. */
  readonly baseImage: ImageReference | null;
  /** C library and distribution of that image, from its name and tag: null where unknown. */
  readonly distribution: Distribution | null;
  /** The state that the stage leaves: what the image runs as where it ships, and what stages that continue it start with. */
  readonly endState: StageState;
  /** Its own RUNs and COPYs, in the order of the file. */
  readonly runs: readonly RunFact[];
  readonly copies: readonly CopyFact[];
  /** True for the last stage and those it builds on: their layers ship. */
  readonly ships: boolean;
}

export type Distribution = 'debian' | 'ubuntu' | 'alpine' | 'redhat' | 'busybox' | 'scratch' | 'windows';

/** Folded once per document; rules only read. */
export interface DockerfileFacts extends Remembering {
  readonly stages: readonly StageFact[];
  readonly runs: readonly RunFact[];
  readonly copies: readonly CopyFact[];
  stateBefore(instruction: Instruction): StageState;
  stageFact(stage: Stage): StageFact;
}
