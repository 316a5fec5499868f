import { collectOutput, type Collected } from '../builds/collectOutput.ts';
import { findProgram } from '../builds/findProgram.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds: what is asked reads a few objects. */
const PATIENCE = 60_000;

/** Variables that tie git to a repository (`git rev-parse --local-env-vars`): hooks have them, relative to another folder. */
const OF_A_REPOSITORY = [
  'GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_COMMON_DIR', 'GIT_PREFIX',
  'GIT_SHALLOW_FILE', 'GIT_GRAFT_FILE', 'GIT_NAMESPACE', 'GIT_ATTR_SOURCE', 'GIT_EXTERNAL_DIFF',
];

/**
 * Git in one folder, for questions about commits and trees only. Those read no index and no working tree, so nothing that a repository's
 * configuration names is run: no hook, no fsmonitor, no filter, no textconv. What remains is fetching objects that a partial clone lacks,
 * which is forbidden (GIT_ALLOW_PROTOCOL in every version, GIT_NO_LAZY_FETCH since 2.44).
 */
export class GitProcess {
  private constructor(private readonly program: string, private readonly environment: Environment) {}

  /** Null where git is not installed. @param folder programs in there, or below, are not taken for git */
  static async find(folder: string, environment: Environment): Promise<GitProcess | null> {
    const program = await findProgram('git', environment, folder);
    if (program === null) return null;
    const own = Object.entries(environment).filter(([name]) => !OF_A_REPOSITORY.includes(name.toUpperCase()));
    const asked = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1', GIT_PAGER: 'cat', LC_ALL: 'C' };
    return new GitProcess(program, { ...Object.fromEntries(own), ...asked });
  }

  /** Never rejects. */
  run(folder: string, args: readonly string[]): Promise<Collected> {
    const always = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
    return collectOutput({ program: this.program, args: [...always, ...args], folder }, this.environment, null, PATIENCE);
  }
}
