import { createIgnoreMatcher } from '../../../core/ignore/matcher.ts';
import { SendFilter, type FolderState } from '../../../project/context/sendFilter.ts';
import type { SizedFolder } from '../../../project/context/sizedFolder.ts';

/** Paths that are told of one instruction; one that takes more takes the whole context, as far as anybody is told. */
const MOST_PATHS = 5_000;
/** Names that are looked at for all instructions of a Dockerfile together: an honest one needs some thousand for each. */
const MOST_LOOKS = 300_000;

export interface Reach {
  readonly paths: readonly string[];
  readonly except: readonly string[];
}

/** Where sources of single instructions lead in one context. Instructions often name the same ones: those are looked up once. */
export class ContextReach {
  private readonly known = new Map<string, Reach>();
  private looks = 0;

  constructor(private readonly context: SizedFolder) {}

  /**
   * @param sources clean, with wildcards
   * @param excludes values of `--exclude`
   */
  of(sources: readonly string[], excludes: readonly string[]): Reach {
    const key = JSON.stringify([sources, excludes]);
    let reach = this.known.get(key);
    if (!reach) this.known.set(key, (reach = this.find(sources, excludes)));
    return reach;
  }

  private find(sources: readonly string[], excludes: readonly string[]): Reach {
    if (this.looks > MOST_LOOKS) return WHOLE;
    const filter = new SendFilter(this.context, sources, null);
    const paths: string[] = [];
    this.collect(filter, this.context, '', filter.top, paths);
    if (paths.length > MOST_PATHS) return WHOLE;
    return { paths, except: excludes.length === 0 ? [] : this.excluded(paths, excludes) };
  }

  private collect(filter: SendFilter, folder: SizedFolder, prefix: string, state: FolderState, paths: string[]): void {
    if (paths.length > MOST_PATHS || this.looks > MOST_LOOKS) return;
    if (state.reached === 'all') {
      paths.push(prefix === '' ? '.' : prefix.slice(0, -1));
      return;
    }
    const files = folder.files();
    this.looks += files.length + folder.folders.size;
    for (const { name } of files) if (filter.fateOf(prefix + name, state) !== 'unreached') paths.push(prefix + name);
    for (const [name, below] of folder.folders) {
      const entered = filter.enter(prefix + name, state);
      if (entered) this.collect(filter, below, `${prefix}${name}/`, entered, paths);
    }
  }

  /** `--exclude` speaks of paths below each source, in the language of ignore files (BuildKit, cache/contenthash: includedPaths). */
  private excluded(paths: readonly string[], excludes: readonly string[]): readonly string[] {
    const matcher = createIgnoreMatcher(excludes.filter((pattern) => !/[\r\n]/.test(pattern)).join('\n'));
    const hasExceptions = matcher.patterns.some(({ negated }) => negated);
    const found: string[] = [];
    const walk = (folder: SizedFolder, prefix: string, inside: string): void => {
      this.looks += folder.folders.size;
      for (const { name } of folder.files()) if (matcher.ignores(inside + name)) found.push(prefix + name);
      for (const [name, below] of folder.folders) {
        if (found.length > MOST_PATHS || this.looks > MOST_LOOKS) return;
        if (!hasExceptions && matcher.ignores(inside + name)) found.push(prefix + name);
        else walk(below, `${prefix}${name}/`, `${inside}${name}/`);
      }
    };
    for (const path of paths) {
      const folder = this.context.folderAt(path);
      if (folder) walk(folder, path === '.' ? '' : `${path}/`, '');
      else if (matcher.ignores(path.slice(path.lastIndexOf('/') + 1))) found.push(path);
    }
    return found.slice(0, MOST_PATHS);
  }
}

const WHOLE: Reach = { paths: ['.'], except: [] };
