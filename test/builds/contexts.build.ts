import { describe, expect, it } from 'vitest';
import { createIgnoreMatcher } from '../../server/src/core/ignore/matcher.ts';
import { foldFacts } from '../../server/src/core/dockerfile/foldFacts.ts';
import { parseDockerfile } from '../../server/src/core/dockerfile/parseDockerfile.ts';
import { sentSources } from '../../server/src/project/context/sentSources.ts';
import { receiveContext, sendContext } from './support/contextBuild.ts';
import { ContextFolder, type Content } from './support/contextFolder.ts';
import { copyOf } from './support/contextPart.ts';
import { generatedContexts, type GeneratedContext } from './support/generatedContexts.ts';
import { proveSent, proveTransfer, sentOf } from './support/proveSent.ts';
import { Random } from './support/random.ts';

describe('a build receives what we say is sent', () => {
  for (const context of generatedContexts()) it(`of ${context.name}`, () => proveContext(context));
});

async function proveContext({ contents, sources, ignore, name }: GeneratedContext): Promise<void> {
  const made = await ContextFolder.create(contents);
  try {
    const dockerfile = await made.dockerfile(`FROM scratch\n${sources.map(copyOf).join('\n')}\n`, ignore);
    const received = await receiveContext({ folder: made.folder, dockerfile });
    await proveSent({ folder: made.folder, sources, ignore: ignore === null ? null : createIgnoreMatcher(ignore) }, received, name);
  } finally {
    await made.remove();
  }
}

const FILES: readonly (readonly [string, Content])[] = [
  ['a/one.txt', 'one'], ['a/two.txt', 'two'], ['b/one.txt', 'another one'], ['big/file.bin', 'x'.repeat(100_000)], ['b1', { link: 'a' }], ['b2', { link: 'big' }],
  ['current', { link: 'b/one.txt' }], ['d/back', { link: '../a' }], ['deep/er/file', 'deep'], ['top.txt', 'top'],
];

/** Builds of which the image does not tell what was sent: the bytes on the way do. */
const SENT: readonly (readonly [name: string, lines: string, target?: string])[] = [
  ['a link and the file it leads to', 'FROM scratch\nCOPY current /x'],
  ['a folder behind a link', 'FROM scratch\nCOPY d/back/one.txt /x'],
  ['one file behind a link, and one more', 'FROM scratch\nCOPY b2/file.bin d/back/two.txt /x/'],
  ['all that a wildcard matches beside a link', 'FROM scratch\nCOPY b*/one.txt /x/'],
  ['nothing of stages that the target does not need', 'FROM scratch AS a\nCOPY big /\nFROM scratch AS b\nCOPY a /a\nFROM b AS c\nCOPY --from=b /a /b\nCOPY top.txt /'],
  ['what a target needs', 'FROM scratch AS a\nCOPY big /\nFROM a AS b\nCOPY a /a\nFROM scratch\nCOPY top.txt /', 'b'],
  ['what ONBUILD of a stage copies', 'FROM scratch AS a\nONBUILD COPY big/file.bin /\nFROM a\nCOPY top.txt /'],
  ['sources above the context, which are cut off at its root', 'FROM scratch\nCOPY ../top.txt ./../a/../deep /x/'],
  ['everything for a wildcard that matches all', 'FROM scratch\nCOPY * /x/'],
  ['no more for a file of a heredoc, and for an exclusion', 'FROM scratch\nCOPY --exclude=one.txt a <<EOF /x/\nEOF'],
  ['nothing that a wildcard does not match', 'FROM scratch\nCOPY top.txt no*thing /x/'],
  ['no context where nothing is copied from it', 'FROM scratch AS a\nCOPY top.txt /\nFROM scratch\nLABEL a=b'],
];

/** Nothing can run in an empty image: it fails after the context was sent. */
const SENT_AND_FAILED: readonly (readonly [name: string, lines: string])[] = [
  ['a bind mount of a folder', 'FROM scratch\nRUN --mount=source=a,target=/a ["/x"]'],
  ['a bind mount of everything', 'FROM scratch\nCOPY top.txt /\nRUN --mount=type=bind,target=/a ["/x"]'],
  ['everything for a tmpfs mount beside a copy', 'FROM scratch\nCOPY top.txt /\nRUN --mount=type=tmpfs,target=/t ["/x"]'],
  ['nothing for cache and secret mounts', 'FROM scratch\nCOPY top.txt /\nRUN --mount=type=cache,target=/c --mount=type=secret,id=s ["/x"]'],
];

describe('as many bytes are on the way as we say', () => {
  for (const [name, lines, target = null] of SENT) it(name, () => proveBytes(name, lines, target, true));
  for (const [name, lines] of SENT_AND_FAILED) it(name, () => proveBytes(name, lines, null, false));
});

async function proveBytes(name: string, lines: string, target: string | null, succeeds: boolean): Promise<void> {
  const made = await ContextFolder.create(FILES);
  try {
    const { code, transferred, said } = await sendContext({ folder: made.folder, dockerfile: await made.dockerfile(`${lines}\n`, null), target });
    expect(code === 0, said).toBe(succeeds);
    const model = parseDockerfile(`${lines}\n`);
    const reading = { folder: made.folder, sources: sentSources(model, foldFacts(model, null), target), ignore: null };
    proveTransfer(reading, await sentOf(reading), transferred, name);
  } finally {
    await made.remove();
  }
}

describe('random sources', () => {
  const random = new Random(20_261_121);
  const names = ['a', 'b', 'b*', '?', '*', 'd', 'back', 'one.txt', 't*', '*.txt', '[ab]', '[^a]*', 'deep', 'e?', 'b1', 'b2', '..', '.'];
  const cases = Array.from({ length: 24 }, () => random.many(1, 3, () => random.many(1, 3, () => random.pick(names)).join('/')));
  for (const sources of cases) it.concurrent(`send what we say: ${sources.join(' ')}`, () => proveSources(sources));
});

/** A source that is not there fails the build, with the context on the builder's side. */
async function proveSources(written: readonly string[]): Promise<void> {
  const made = await ContextFolder.create(FILES);
  try {
    const lines = `FROM scratch\nCOPY ${JSON.stringify([...written, '/x/'])}\n`;
    const { transferred } = await sendContext({ folder: made.folder, dockerfile: await made.dockerfile(lines, null) });
    const model = parseDockerfile(lines);
    const reading = { folder: made.folder, sources: sentSources(model, foldFacts(model, null), null), ignore: null };
    proveTransfer(reading, await sentOf(reading), transferred, written.join(' '));
  } finally {
    await made.remove();
  }
}
