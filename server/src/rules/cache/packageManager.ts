import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { Install, ManagerCall } from './calls/managerCall.ts';

/** What an entry may ask beyond the call itself. */
export interface CacheScene {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  /** Null while nothing is known of the workspace. */
  readonly project: ProjectView | null;
}

/** A command-line option as a table entry names it. */
export interface OptionPattern {
  /** With its dashes: `--no-cache-dir`. */
  readonly name: string;
  /** The shortest abbreviation that its parser takes for it (optparse: `--no-ca`); absent where none is. */
  readonly shortest?: string;
}

/** Stands in a list of verbs for any one word: `gradle :app:build`. */
export const ANY_WORD = '<any>';

/** Something that moves a cache folder elsewhere. */
export type FolderMove =
  | { readonly kind: 'option'; readonly option: OptionPattern }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** npm reads `NPM_CONFIG_CACHE` and `npm_config_cache` alike. */
      readonly ignoresCase?: boolean;
      /** The folder below the variable's value; absent where the value is the cache folder itself. */
      readonly below?: string;
    };

/** One folder that a package manager keeps what it downloaded in. */
export interface CacheFolder {
  /**
   * `home`: below the user's home, but at `forRoot` for root where that is given. `fixed`: the same for everybody. `project`: below the
   * folder that the command runs in.
   */
  readonly place: { readonly kind: 'home' | 'fixed' | 'project'; readonly path: string; readonly forRoot?: string };
  /** Images that keep it elsewhere for every user, by full name without tag (`docker.io/library/gradle`); absolute paths. */
  readonly inImages?: readonly { readonly image: RegExp; readonly path: string }[];
  /** Absent where every install uses it. */
  usedBy?(install: Install, scene: CacheScene): boolean;
  /**
   * True where later commands read packages from here and nothing copies them out (Go modules, Maven's repository): in a mount
   * they are gone from the image, so every RUN that reads them needs the mount as well.
   */
  readonly isStore?: boolean;
  /** Where it differs from the manager's. */
  readonly sharing?: 'shared' | 'locked' | 'private';
  /** The mount's id; absent or null for the default, which is the target. */
  mountId?(install: Install, scene: CacheScene): string | null;
  /** The strongest first. */
  readonly movedBy: readonly FolderMove[];
  /** Entries below it whose removal costs nothing (logs). */
  readonly harmlessEntries: readonly string[];
  /** All positional words of calls that empty it: `cache clean`. */
  readonly cleanVerbs: readonly (readonly string[])[];
}

/** A variable that switches the cache off. */
export interface SwitchVariable {
  readonly name: string;
  readonly ignoresCase?: boolean;
  /** The values that do; absent where every value does but the empty one. */
  readonly values?: RegExp;
  /** The value that brings the cache back for one command; absent for the empty one. */
  readonly restoring?: string;
}

/** How the cache is switched off or emptied. */
export interface CacheDefeats {
  readonly options: readonly OptionPattern[];
  readonly variables: readonly SwitchVariable[];
  /** An option that, given on the command line, beats the variables. */
  readonly overruledBy: readonly OptionPattern[];
  /** Keys of the manager's own configuration, last part only. */
  readonly configKeys: readonly string[];
}

/** Nothing switches it off, as far as is known. */
export const NO_DEFEATS: CacheDefeats = { options: [], variables: [], overruledBy: [], configKeys: [] };

/** `pip config set global.cache-dir …`, and the file that it writes. */
export interface ManagerConfig {
  readonly setVerbs: readonly (readonly string[])[];
  /** Keys that move a cache folder, last part only. */
  readonly folderKeys: readonly string[];
  /** Names of configuration files that a COPY may bring in. */
  readonly files: readonly string[];
  /** A line of such a file that moves the cache folder or switches the cache off. */
  readonly telltale: RegExp;
}

/** What a call must say for its mount to be filled, and well used. */
export interface MountNeed {
  isMet(install: Install, scene: CacheScene): boolean;
  /** The folders that stay empty without it; absent for all. */
  concerns?(folder: CacheFolder): boolean;
  /** False where the image may have seen to it: then a new mount gets it, and nothing is said about one that is there. Absent: always certain. */
  isCertain?(install: Install, scene: CacheScene): boolean;
  /** What is missing without it, as a clause: `dnf deletes packages after every install`. */
  readonly why: string;
  /** Put right after the program's name (`option`) or in front of the command (`variable`, as `NAME=value`). */
  readonly kind: 'option' | 'variable';
  readonly text: string;
  /** True where the mount stays empty without it; false for comfort, such as a warning less. */
  readonly isEssential: boolean;
}

/** Everything the cache rules know about one package manager. Adding a manager is adding an entry and fixtures. */
export interface PackageManager {
  readonly id: string;
  /** As people write it. */
  readonly label: string;
  /**
   * The kind of its packages, where installing them is all that its verbs do: they build nothing that is written for this one project, and
   * start no manager of another kind. Absent for what compiles as well.
   */
  readonly installsOnly?: 'system' | 'python' | 'javascript';
  /** Text without which no command of it can stand in a RUN: others are not even parsed. */
  readonly token: string;
  /** Matches the whole name of the program, path left out. */
  readonly program: RegExp;
  /** Positional words that start a download, one list per verb; an empty list for a bare call such as `yarn`. */
  readonly installVerbs: readonly (readonly string[])[];
  /** Options that take the next word; a single-dash letter may stand at the end of a cluster. */
  readonly valueOptions: ReadonlySet<string>;
  /** Options with which a verb above downloads nothing. */
  readonly offlineOptions: readonly OptionPattern[];
  /** Variables with the same effect, unless empty, `0` or `false`. */
  readonly offlineVariables: readonly { readonly name: string; readonly ignoresCase?: boolean }[];
  /** Options with which it reads the cache instead of the network, and fails where that is empty. */
  readonly cacheOnlyOptions: readonly OptionPattern[];
  /** Calls that look like an install and download nothing for a reason of their own. */
  downloadsNothing?(call: ManagerCall): boolean;
  /** False where an install is another tool's of the same name: Yarn 1 and 2, dnf 4 and 5. Absent: all are its own. */
  claims?(install: Install, scene: CacheScene): boolean;
  /**
   * False where an install reads nothing of a store folder either; absent: what it claims. After `go mod init` and `go get`, `go install`
   * downloads nothing and reads what they left.
   */
  reads?(install: Install, scene: CacheScene): boolean;
  /** Why no mount may be written for an install that is asked for one, as a clause; null where none stands. */
  hazard?(install: Install, scene: CacheScene): string | null;
  /** What a person has to weigh before the mount is written, as a clause; null for nothing. */
  risk?(install: Install, scene: CacheScene): string | null;
  readonly needs?: readonly MountNeed[];
  /** Verbs that download nothing themselves and read a store folder: `mvn -o package`, `cargo build --offline`. */
  readonly readerVerbs?: readonly (readonly string[])[];
  readonly folders: readonly CacheFolder[];
  readonly sharing: 'shared' | 'locked' | 'private';
  /** True where the cache holds what was compiled here, so that musl and glibc must not share it. */
  readonly holdsLocalBuilds: boolean;
  readonly defeats: CacheDefeats;
  readonly config: ManagerConfig | null;
  /** A substitution that prints the cache folder: `$(npm config get cache)`. */
  readonly folderQuery: RegExp | null;
  /** True where a cache folder of another owner is silently not used. */
  readonly ignoresForeignOwner: boolean;
  /** A mount target or id that was meant for this manager, wherever it points. */
  readonly hint: RegExp;
  /** `fix`: ask for the mount and write it. `report`: ask only. `off`: the facts advise against asking. */
  readonly requireMount: 'fix' | 'report' | 'off';
  /** True where an install works for root alone: whoever the image's user is, a build that passes runs it as root. */
  readonly needsRoot?: boolean;
  /**
   * How much a missing mount weighs; absent: a warning. Information for what is mostly installed above everything that changes, as
   * packages of the operating system are: such layers are seldom built again.
   */
  readonly severity?: 'warning' | 'information' | 'hint';
}

/** What most entries say: nothing switches the cache off, no configuration of the manager's own moves it, and who owns it does not matter. */
export const UNCONFIGURED = {
  defeats: NO_DEFEATS,
  config: null,
  folderQuery: null,
  ignoresForeignOwner: false,
} satisfies Partial<PackageManager>;
