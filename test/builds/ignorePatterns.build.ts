import { describe, expect, it } from 'vitest';
import { REFUSED } from '../server/core/ignore/cases.ts';
import { createIgnoreMatcher, parseIgnoreFile } from '../../server/src/core/ignore/matcher.ts';
import { ContextFolder, writeContents, type Content } from './support/contextFolder.ts';
import { receiveContext, sendContext } from './support/contextBuild.ts';
import { proveFiles, sentOf } from './support/proveSent.ts';
import { Random } from './support/random.ts';
import { randomIgnoreCase, type IgnoreCase } from './support/randomIgnore.ts';

/** As many contexts go into one build as an image may have layers, with some to spare. */
const CASES_AT_ONCE = 90;

describe('random ignore files leave out of random contexts what a build leaves out', () => {
  for (const seed of [1, 2, 3, 4, 5]) it(`${CASES_AT_ONCE} contexts, seed ${seed}`, () => proveCases(new Random(seed)));
});

async function proveCases(random: Random): Promise<void> {
  const cases = Array.from({ length: CASES_AT_ONCE }, () => randomIgnoreCase(random));
  const made = await ContextFolder.create(cases.flatMap(({ contents, ignore }, index) => inFolder(`case${index}`, contents, ignore)));
  try {
    const named = new Map(cases.map((_, index) => [`case${index}`, `${made.folder}/case${index}`]));
    const copies = [...named.keys()].map((name) => `COPY --from=${name} . /${name}/`);
    const { files } = await receiveContext({ folder: made.outside, dockerfile: await made.dockerfile(`FROM scratch\n${copies.join('\n')}\n`, null), named });
    for (const [index, { ignore }] of cases.entries()) {
      const folder = `${made.folder}/case${index}`;
      const sent = await sentOf({ folder, sources: ['.'], ignore: createIgnoreMatcher(ignore) });
      await proveFiles(folder, sent, files, `case${index}/`, `${JSON.stringify(ignore)} in ${folder}`);
      const ignores = createIgnoreMatcher(ignore);
      const delivered = sent.filter(({ path, bytes }) => bytes > 0 && !path.endsWith('/')).map(({ path }) => path);
      const kept = [...cases[index]!.contents].filter(([path, content]) => typeof content === 'string' && !ignores.ignores(path)).map(([path]) => path);
      expect(delivered.filter((path) => path !== '.dockerignore').sort()).toEqual(kept.sort());
    }
    expect(seen(cases)).toBeGreaterThan(CASES_AT_ONCE / 2);
  } finally {
    await made.remove();
  }
}

/** Cases in which something is left out, and something is not: the others prove little. */
function seen(cases: readonly IgnoreCase[]): number {
  return cases.filter(({ contents, ignore }) => {
    const matcher = createIgnoreMatcher(ignore);
    const left = [...contents.keys()].filter((path) => matcher.ignores(path)).length;
    return left > 0 && left < contents.size;
  }).length;
}

function inFolder(folder: string, contents: ReadonlyMap<string, Content>, ignore: string): (readonly [string, Content])[] {
  return [...[...contents].map(([path, content]) => [`${folder}/${path}`, content] as const), [`${folder}/.dockerignore`, ignore]];
}

describe('patterns that we call refused fail a build', () => {
  for (const pattern of REFUSED) it.concurrent(JSON.stringify(pattern), () => proveRefused(pattern));
});

async function proveRefused(pattern: string): Promise<void> {
  const made = await ContextFolder.create([['a', 'a']]);
  try {
    expect(parseIgnoreFile(pattern)[0]!.invalid).not.toBeNull();
    writeContents(made.folder, [['.dockerignore', pattern]]);
    const { code, said } = await sendContext({ folder: made.folder, dockerfile: await made.dockerfile('FROM scratch\nCOPY . /\n', null) });
    expect(code, said).not.toBe(0);
    expect(said).toMatch(/syntax error in pattern|illegal exclusion pattern|invalid excludepatterns|error parsing regexp|missing closing/i);
  } finally {
    await made.remove();
  }
}
