import { describe, expect, it } from 'vitest';
import { fitOf, instructionOf, numberingOf, type Numbering } from '../../../server/src/timing/stepPlaces.ts';
import { TargetIndex } from '../../../server/src/timing/targetIndex.ts';
import { parseVertexName } from '../../../server/src/timing/vertexName.ts';
import { outline, step, traceOf, vertex } from './support/recording.ts';

const known = { targets: new Set<string>(), stages: new Set<string>() };
const named = (name: string) => parseVertexName(name, { ...known, targets: new Set(['app']) });
const lineOf = (dockerfile: string, name: string, seen: Numbering | null = null, contexts: Record<string, string> = {}): number | null => instructionOf(outline('app', dockerfile, contexts), named(name), seen)?.line ?? null;

const SINGLE = 'FROM debian\nWORKDIR /a\nENV X=1\nRUN a\nUSER b\nCOPY . .\n';
const STAGES = 'ARG V\nFROM debian:$V AS Base\nRUN a\nFROM base\nRUN b\nCOPY . .\nFROM scratch AS out\nCOPY --from=1 / /\nADD x y\n';

describe('instructionOf', () => {
  it.each([
    [SINGLE, '[1/4] FROM docker.io/library/debian:latest', 0], [SINGLE, '[2/4] WORKDIR /a', 1], [SINGLE, '[3/4] RUN a', 3], [SINGLE, '[4/4] COPY . .', 5],
    // Not with another keyword, nor where the stage is not there, nor where there are fewer steps than instructions.
    [SINGLE, '[3/4] COPY . .', null], [SINGLE, '[app 3/4] RUN a', 3], [SINGLE, '[builder 3/4] RUN a', null], [SINGLE, '[stage-1 3/4] RUN a', null], [SINGLE, '[stage-0 3/4] RUN a', 3], [SINGLE, '[2/2] RUN a', null], [SINGLE, '[0/4] RUN a', null],
    [SINGLE, '[9/4] RUN a', null], [SINGLE, 'RUN a', null], [SINGLE, '[internal] load build context', null],
    // Triggers of the base image come first.
    [SINGLE, '[6/6] COPY . .', 5], [SINGLE, '[5/6] RUN a', 3], [SINGLE, '[2/6] ONBUILD RUN x', null], [SINGLE, '[3/6] RUN x', null],
    [STAGES, '[base 1/2] FROM docker.io/library/debian:1', 1], [STAGES, '[base 2/2] RUN a', 2], [STAGES, '[stage-1 1/2] RUN b', 4], [STAGES, '[stage-1 2/2] COPY . .', 5], [STAGES, '[out 1/2] COPY --from=1 / /', 7], [STAGES, '[out 2/2] ADD x y', 8],
    [STAGES, '[stage-0 2/2] RUN a', null], [STAGES, '[stage-2 1/2] COPY', null], [STAGES, '[stage-99999 1/2] RUN', null], [STAGES, '[2/2] RUN a', null],
  ])('%# %j %j -> %j', (dockerfile, name, line) => {
    expect(lineOf(dockerfile, name)).toBe(line);
  });

  it('numbers a stage without FROM where a named context takes its place', () => {
    const dockerfile = 'FROM base\nRUN a\nRUN b\n';
    expect(['[1/3] RUN a', '[2/3] RUN b'].map((name) => lineOf(dockerfile, name, null, { base: 'target:base' }))).toEqual([1, 2]);
    expect(['[1/3] RUN a', '[2/3] RUN b'].map((name) => lineOf(dockerfile, name, 'from-is-skipped'))).toEqual([1, 2]);
    expect(['[2/3] RUN a', '[3/3] RUN b'].map((name) => lineOf(dockerfile, name, 'from-is-first', { base: 'target:base' }))).toEqual([1, 2]);
    expect(['[1/3] RUN a', '[2/3] RUN a'].map((name) => numberingOf(named(name)))).toEqual(['from-is-skipped', null]);
    expect(['[3/3] RUN a', '[1/3] FROM a', '[1/1] FROM a', 'RUN'].map((name) => numberingOf(named(name)))).toEqual(['from-is-first', null, null, null]);
  });

  it.each(['/', '"/"', '//', '/.', '/..'])('knows that WORKDIR %s has no number, though the total counts it', (root) => {
    const dockerfile = `FROM debian\nRUN a\nWORKDIR ${root}\nRUN b\nWORKDIR /app\nCOPY c c\nCOPY d d\n`;
    const names = ['[1/7] FROM docker.io/library/debian', '[2/7] RUN a', '[3/7] RUN b', '[4/7] WORKDIR /app', '[5/7] COPY c c', '[6/7] COPY d d', '[7/7] COPY e e'];
    expect(names.map((name) => lineOf(dockerfile, name))).toEqual([0, 1, 3, 4, 5, 6, null]);
    expect(names.map((name) => fitOf(outline('app', dockerfile), named(name)))).toEqual([...Array<string>(6).fill('exact'), null]);
    expect(lineOf(dockerfile, '[7/8] COPY d d')).toBe(6);
    expect(['[1/7] RUN a', '[2/7] RUN b', '[5/7] COPY d d'].map((name) => lineOf(dockerfile, name, null, { debian: 'target:base' }))).toEqual([1, 3, 6]);
  });

  it('knows a keyword before a tab', () => {
    expect(lineOf('FROM debian\nRUN\tsed -i x y\n', '[2/2] RUN\tSED -i x y')).toBe(1);
  });

  it('is not misled by one trigger of an earlier stage', () => {
    const dockerfile = 'FROM debian AS a\nONBUILD RUN t\nFROM a\nRUN b\nRUN c\n';
    const trace = traceOf([outline('app', dockerfile)], [[['[stage-1 1/3] ONBUILD RUN t', '[stage-1 2/3] RUN b', '[stage-1 3/3] RUN c'].map((name, i) => vertex({ digest: `${i}`, name, from: i, to: i + 1 })).join(''), ['app']]]);
    expect(trace.steps.map(({ place }) => place?.line ?? null)).toEqual([null, 3, 4]);
  });

  it('takes the line that the builder shows over its own reckoning', () => {
    const output = [
      vertex({ digest: 'a', name: '[2/2] RUN $X', from: 0, to: 1, error: 'exit code: 1' }),
      'Dockerfile:7\n--------------------\n   6 |     ENV X=1\n   7 | >>> RUN first && \\\n   8 | >>>     second\n   9 |     \n--------------------\nERROR: failed to build: failed to solve: process "x" did not complete: exit code: 1\n',
    ].join('');
    const place = (dockerfile: string) => traceOf([outline('app', dockerfile)], [[output, ['app']]], 'failed').steps[0]?.place;
    expect(place('FROM a\nRUN old\n')).toEqual({ dockerfile: 'app/Dockerfile', line: 6, endLine: 7, text: 'RUN first && \\\n    second' });
    expect(place('FROM a\n\n\n\n\nENV X=1\nRUN first && \\\n    second && \\\n    third\n')).toMatchObject({ line: 6, endLine: 8, text: 'RUN first && \\\n    second && \\\n    third' });
    expect(place('')).toMatchObject({ line: 6 });
  });
});

describe('fitOf', () => {
  it('tells a target\'s own steps from those of others', () => {
    const app = outline('app', STAGES);
    expect(['[base 2/2] RUN a', '[base 4/4] RUN a', '[base 2/4] RUN a', '[web 2/2] RUN a', '[base 1/2] FROM x', '[stage-1 1/2] COPY'].map((name) => fitOf(app, named(name)))).toEqual(['exact', 'from the end', null, null, 'exact', null]);
  });
});

describe('the owner of a shared step', () => {
  const outlines = [outline('app', 'FROM base\nRUN b\n', { base: 'target:base' }), outline('worker', 'FROM app\nRUN c\nRUN d\n', { app: 'target:app' }), outline('base', 'FROM debian\nRUN a\n')];
  const views = (name: string, ...targets: string[]) => targets.map((target) => ({ target, name: named(name) }));
  const index = new TargetIndex(outlines);

  it('is the one that the others start from', () => {
    expect(index.ownerOf(views('[2/2] RUN a', 'app', 'base'))).toBe('base');
    expect(index.ownerOf(views('[2/2] RUN a', 'worker'))).toBe('base');
    expect(index.ownerOf(views('[2/3] RUN d', 'worker', 'app'))).toBe('worker');
    expect(index.ownerOf(views('[x 9/9] RUN q', 'worker', 'app'))).toBe('app');
    expect([...index.needsOf('worker')]).toEqual(['app', 'base']);
  });

  it('is the one that names the step, though what it starts from has as many', () => {
    const alike = new TargetIndex([outline('base', 'FROM os\nCOPY a .\nRUN a\n'), outline('web', 'FROM base\nCOPY b .\nRUN b\n', { base: 'target:base' })]);
    expect(alike.ownerOf(views('[2/3] COPY b .', 'web'))).toBe('web');
    expect(alike.ownerOf(views('[2/3] COPY a .', 'web', 'base'))).toBe('base');
  });

  it('is the first where two have the same text', () => {
    const twins = new TargetIndex([outline('b', 'FROM x\nRUN a\n'), outline('a', 'FROM x\nRUN a\n')]);
    expect(twins.ownerOf(views('[2/2] RUN a', 'a', 'b'))).toBe('b');
  });

  it('is found in rings, and where nothing is known', () => {
    const ring = new TargetIndex([outline('a', 'FROM b\nRUN x\n', { b: 'target:b' }), outline('b', 'FROM a\nRUN x\n', { a: 'target:a', me: 'target:b', gone: 'target:gone', '__proto__': 'target:__proto__' })]);
    expect(ring.ownerOf(views('[1/2] RUN x', 'b', 'a'))).toBe('a');
    expect(new TargetIndex([]).ownerOf(views('[1/2] RUN x', 'q', 'z'))).toBe('q');
  });

  it('fails, and those that start from it are cancelled', () => {
    const output = vertex({ digest: 'r', name: '[app 2/2] RUN a', from: 0, to: 5, error: 'exit code: 1' }) + vertex({ digest: 'r', name: '[base 2/2] RUN a', from: 1, to: 6, error: 'exit code: 1' });
    const trace = traceOf(outlines, [[`${output}ERROR: target app: failed to solve: exit code: 1\n`, ['app', 'worker', 'base']]], 'failed');
    expect(step(trace, 'RUN a').targets).toEqual(['base', 'app']);
    expect(trace.targets.map(({ name, state }) => [name, state])).toEqual([['app', 'cancelled'], ['worker', 'waiting'], ['base', 'failed']]);
  });
});
