import type { ServiceEnvironment } from '../../../../core/compose/settings/environment.ts';
import type { ImageReference } from '../../../../core/image/reference.ts';

/** What a recipe may know of the service that it is for. */
export interface ImageUse {
  readonly image: ImageReference;
  /** Numbers of the tag's version: `[16, 3]`; empty for `latest` and tags without one. */
  readonly version: readonly number[];
  readonly isAlpine: boolean;
  readonly environment: ServiceEnvironment;
  /** What compose gives the image's entrypoint, in words; empty where the image's own command runs. */
  readonly command: readonly string[];
  /** True where something is mounted at that path of the container or below it. */
  isMounted(path: string): boolean;
}

export interface Timings {
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period: string;
}

/** How to ask a container of one image whether it works. */
export interface Recipe {
  /** `test` as compose reads it: `$$` is a dollar for the shell in the container. */
  readonly test: readonly string[];
  readonly timings: Timings;
  /** What a person has to check before: "that it answers on port 80"; null where the image alone decides. */
  readonly check: string | null;
}

/** Why there is no command for an image, as a sentence. */
export interface Withheld {
  readonly withheld: string;
}

/** One program by the images that bring it. */
export interface RecipeEntry {
  /** Official images by their name, others by their full one, with spaces between. */
  readonly images: string;
  /** First words of a `command` that starts the server, besides options; the name of another program makes it a client or a job. */
  readonly servers: RegExp;
  /**
   * True where what connects to it at once fails as a rule: it prepares its data before it listens. Servers that are there in a moment are not
   * worth a word.
   */
  readonly isSlow: boolean | ((use: ImageUse) => boolean);
  readonly recipe: (use: ImageUse) => Recipe | Withheld;
}

/** No `start_interval`: compose refuses to start a project that has one on an engine before 25 (docker/compose, pkg/compose/convert.go). */
const USUAL: Timings = { interval: '10s', timeout: '5s', retries: 5, start_period: '30s' };
/** For probes that start a virtual machine each time, and servers that take their time. */
export const SPARING: Timings = { interval: '30s', timeout: '10s', retries: 5, start_period: '60s' };

export function exec(words: readonly string[], check: string | null = null, timings = USUAL): Recipe {
  return { test: ['CMD', ...words], timings, check };
}

export function shell(command: string, check: string | null = null, timings = USUAL): Recipe {
  return { test: ['CMD-SHELL', command], timings, check };
}

export function withhold(withheld: string): Withheld {
  return { withheld };
}

export function isWithheld(answer: Recipe | Withheld): answer is Withheld {
  return 'withheld' in answer;
}

/** The value of `--port 1`, `--port=1`, `-p 1`; null where none of the options is given. */
export function optionOf({ command }: ImageUse, ...names: readonly string[]): string | null {
  for (const [index, word] of command.entries()) {
    if (names.includes(word)) return command[index + 1] ?? '';
    const name = names.find((each) => each.startsWith('--') && word.startsWith(`${each}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return null;
}

/** True where the environment says that, or may (a variable nobody can tell, an `env_file`). */
export function maySet({ environment: { values, isComplete } }: ImageUse, name: string): boolean {
  return values.has(name) || !isComplete;
}

export function valueOf({ environment: { values } }: ImageUse, name: string): string | null {
  const value = values.get(name);
  return typeof value === 'string' ? value : null;
}

/** True for a version of at least these numbers; a tag without a version is the newest. */
export function isAtLeast({ version }: ImageUse, major: number, minor = 0): boolean {
  const [first, second = Number.MAX_SAFE_INTEGER] = version;
  return first === undefined || first > major || (first === major && second >= minor);
}
