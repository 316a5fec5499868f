import type { ManagerCall } from './managerCall.ts';

/** A command-line option as a table entry names it. */
export interface OptionPattern {
  /** With its dashes: `--no-cache-dir`. */
  readonly name: string;
  /** The shortest abbreviation that its parser takes for it (optparse: `--no-ca`); absent where none is. */
  readonly shortest?: string;
}

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
  /** `home`: below the user's home. `fixed`: the same for everybody. */
  readonly place: { readonly kind: 'home' | 'fixed'; readonly path: string };
  /** The strongest first. */
  readonly movedBy: readonly FolderMove[];
  /** Entries below it whose removal costs nothing (logs). */
  readonly harmlessEntries: readonly string[];
  /** All positional words of calls that empty it: `cache clean`. */
  readonly cleanVerbs: readonly (readonly string[])[];
}

/** How the cache is switched off or emptied. */
export interface CacheDefeats {
  readonly options: readonly OptionPattern[];
  /** Any value but the empty one switches the cache off. */
  readonly variables: readonly string[];
  /** An option that, given on the command line, beats the variables. */
  readonly overruledBy: readonly OptionPattern[];
  /** Keys of the manager's own configuration, last part only. */
  readonly configKeys: readonly string[];
}

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

/** Everything the cache rules know about one package manager. Adding a manager is adding an entry and fixtures. */
export interface PackageManager {
  readonly id: string;
  /** As people write it. */
  readonly label: string;
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
}
