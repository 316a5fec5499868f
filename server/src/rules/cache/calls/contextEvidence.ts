import { MemoByKey } from '../../../core/collections/memoByKey.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import type { CopyFact, DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { CacheScene } from '../packageManager.ts';

const remembered = new WeakMap<ProjectView, Map<RegExp, boolean | null>>();

/**
 * Whether a build context holds a file of such a path that its ignore file lets through.
 * @param pattern a constant of its module, since answers are kept by it
 * @returns null where that cannot be told
 */
export function contextHolds({ project }: CacheScene, pattern: RegExp): boolean | null {
  if (!project) return null;
  const known = remembered.get(project) ?? new Map<RegExp, boolean | null>();
  remembered.set(project, known);
  let held = known.get(pattern);
  if (held === undefined) known.set(pattern, (held = search(project, pattern)));
  return held;
}

function search({ uses }: ProjectView, pattern: RegExp): boolean | null {
  for (const { context } of uses) {
    if (context.files.paths.some((path) => pattern.test(path) && !context.ignore?.matcher.ignores(path))) return true;
  }
  return uses.every(({ context }) => context.files.complete && !context.isOutside) ? false : null;
}

/**
 * True where a COPY from the context names a file or folder of such a name.
 * @param name a constant of its module
 */
export function isCopied({ facts }: CacheScene, name: RegExp): boolean {
  return copied.of(facts, name);
}

const copied = new MemoByKey(({ copies }: DockerfileFacts, name: RegExp) => copies.some((copy) => takes(copy, name)));

function takes({ fromContext, sources }: CopyFact, name: RegExp): boolean {
  return fromContext && sources.some(({ path }) => name.test(path.slice(path.lastIndexOf('/') + 1)));
}

/**
 * True where the text of the document says so anywhere.
 * @param pattern a constant of its module
 */
export function isWritten({ model }: CacheScene, pattern: RegExp): boolean {
  return written.of(model, pattern);
}

const written = new MemoByKey(({ text }: DockerfileModel, pattern: RegExp) => pattern.test(text));

/** True where a RUN has a cache mount whose target or id is written like that, whatever it resolves to. */
export function hasMountLike({ instruction }: RunFact, name: RegExp): boolean {
  return instruction.mounts.some(({ type, options }) => {
    if (type !== 'cache') return false;
    return ['target', 'id'].some((key) => {
      const value = options.get(key);
      return typeof value === 'string' && name.test(value);
    });
  });
}

/** The words of a command after its name, as far as they can be told; unknown ones as written. */
export function wordsOf({ command }: { readonly command: { readonly args: readonly { readonly value: string | null; readonly raw: string }[] } }): readonly string[] {
  return command.args.map(({ value, raw }) => value ?? raw);
}
