import { parseIgnoreFile } from '../../../server/src/core/ignore/matcher.ts';
import type { Content } from './contextFolder.ts';
import type { Random } from './random.ts';

export interface IgnoreCase {
  readonly contents: ReadonlyMap<string, Content>;
  readonly ignore: string;
}

const NAMES = ['a', 'b', 'ab', 'c', 'a.b', 'c.py', '.env', 'README.md', 'é', 'd e', 'x[1]', '!x', '#x', 'b*', '-', '\\', 'a^', '$'];

/** What stands for a name in patterns, beside names. */
const WILD = ['*', '**', '?', '??', 'a*', '*b', '*.py', '.*', '*.*', '[ab]', '[^a]*', '[a-c]*', '[!x]', 'a**', '**b', '*a*', '\\*', 'b\\*', '\\!x', '\\#x', 'x\\[1\\]', '?.??', '[é]', '..', '.'];

const STARTS = ['', '', '', '', '/', './', '**/', '**/', '*/', ' ', '!', '!', '!', '! ', '!/', '!**/', '!./', '//'];
const ENDS = ['', '', '', '', '/', '/**', '/*', '/.', ' ', '\t', '\r', '/**/'];

/** A small context whose names are often hit by the patterns of its ignore file. */
export function randomIgnoreCase(random: Random): IgnoreCase {
  const contents = new Map<string, Content>();
  for (const path of random.many(5, 14, () => random.many(1, 4, () => random.pick(NAMES.slice(0, random.pick([3, 5, NAMES.length])))).join('/'))) {
    const isTaken = [...contents.keys()].some((other) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`));
    if (!isTaken) contents.set(path, random.once(8) ? { link: random.pick(['a', '../b', '/c', 'nowhere']) } : `content of ${path}`);
  }
  const paths = [...contents.keys()];
  const lines = random.many(1, 7, () => randomLine(random, paths)).filter((line) => parseIgnoreFile(line).every(({ invalid }) => invalid === null));
  return { contents, ignore: `${random.once(10) ? '\uFEFF' : ''}${lines.join(random.once(5) ? '\r\n' : '\n')}${random.once(2) ? '\n' : ''}` };
}

function randomLine(random: Random, paths: readonly string[]): string {
  if (random.once(12)) return random.pick(['', '# comment', ' # no comment', '   ']);
  const start = random.pick(STARTS);
  if (random.once(3) && paths.length > 0) {
    const names = random.pick(paths).split('/');
    return start + names.slice(0, 1 + random.below(names.length)).join('/') + random.pick(ENDS);
  }
  return start + random.many(1, 4, () => (random.once(2) ? random.pick(WILD) : random.pick(NAMES.slice(0, 5)))).join('/') + random.pick(ENDS);
}
