import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { parseImageReference } from '../../../../server/src/core/image/reference.ts';
import { FAMILIES, isEndOfLife, cycleOf } from '../../../../server/src/rules/base-image/lifecycles.ts';
import { TextTracer } from '../../../../server/src/rules/base-image/tracedText.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { check, fixed } from './support.ts';

const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('ends soon, whatever the file is', () => {
  it.each([
    ['arguments that double', `ARG A0=3.9\n${lines(60, (i) => `ARG A${i + 1}=$A${i}$A${i}`)}\nFROM python:$A60\n`],
    ['many stages', lines(4_000, (i) => `FROM python:3.9-slim AS s${i}\nCOPY --from=s${Math.max(0, i - 1)} /a /b`)],
    ['many arguments and many stages', `${lines(2_000, (i) => `ARG V${i}=3.9`)}\n${lines(2_000, (i) => `FROM python:$V${i}\nFROM node:$V${i}`)}`],
    ['a long path', `FROM node:18\nRUN ls ${'a/'.repeat(200_000)}\n`],
    ['many mentions and comments', `FROM python:3.9\n${lines(4_000, () => '# python3.9\nENV A=/usr/local/lib/python3.9/x')}\n`],
    ['an argument of a megabyte', `ARG A=${'x'.repeat(900_000)}\nFROM python:$A\n`],
    ['one line of dollars', `FROM ${'$'.repeat(100_000)}\n`],
  ])('%s', (_, text) => {
    expect(cpuTime(() => void check(text))).toBeLessThan(6_000);
  });
});

const tag = fc.constantFrom('', ':latest', ':3.9', ':3.9-slim', ':3.8.1-alpine', ':$V', ':${V}', ':${V}-slim', ':${V:-3.10}', ':18', ':20-alpine', ':lts', ':slim', ':${U}');
const image = fc.tuple(fc.constantFrom('python', 'node', '$B', '"python', 'docker.io/library/node', 'acme/api', 's1'), tag).map(([name, rest]) => name + rest + (name.startsWith('"') ? '"' : ''));
const file = fc
  .record({
    args: fc.array(fc.constantFrom('ARG V=3.9', 'ARG V=18', 'ARG V=latest', 'ARG B=python', 'ARG B=node:$V', 'ARG V', "ARG V='3.10'", 'ARG X=1 V=3.11'), { maxLength: 4 }),
    stages: fc.array(fc.tuple(image, fc.constantFrom('', ' AS s1', ' as S2'), fc.constantFrom('', 'COPY --from=s1 /usr/local/lib/python3.9/x /y', 'RUN pip install x')), { minLength: 1, maxLength: 4 }),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ args, stages, eol }) => [...args, ...stages.flatMap(([name, as, more]) => [`FROM ${name}${as}`, ...(more ? [more] : [])]), ''].join(eol));

it('a fix ends its finding, proposes nothing that has ended, and leaves every other image as it was', () => {
  fc.assert(
    fc.property(file, (text) => {
      for (const finding of check(text)) {
        if (finding.fixes.length === 0) {
          expect(finding.withheld).toBeTruthy();
          continue;
        }
        const after = fixed(text, finding);
        expect(after).not.toBe(text);
        const left = check(after).filter(({ rule, message }) => rule === finding.rule && message === finding.message);
        expect(left).toEqual([]);
        expectNothingElseMoved(text, after);
      }
    }),
    { numRuns: 400, seed: 20261121 },
  );
});

function expectNothingElseMoved(before: string, after: string): void {
  const old = parseDockerfile(before).stages;
  const now = parseDockerfile(after).stages;
  expect(now.length).toBe(old.length);
  now.forEach((stage, index) => {
    const was = old[index]!.resolvedImage;
    if (stage.resolvedImage === was) return;
    const reference = parseImageReference(stage.resolvedImage ?? '');
    const family = FAMILIES.get(reference?.path.replace('library/', '') ?? '');
    expect(family, `${was} became ${stage.resolvedImage}`).toBeDefined();
    const cycle = cycleOf(family!, reference!.tag!.split('-')[0]!);
    expect(cycle && !isEndOfLife(cycle), `${was} became ${stage.resolvedImage}`).toBe(true);
    expect(parseImageReference(was ?? '')?.path).toBe(reference!.path);
  });
}

it('traces a name to where each part of it is written', () => {
  const text = 'ARG NAME=python\nARG VERSION="3.9"\nARG TAG=${VERSION}-slim\nFROM docker.io/library/$NAME:${TAG}\n';
  const model = parseDockerfile(text);
  const [stage] = model.stages;
  const traced = new TextTracer(model).trace(stage!.image!, stage!.resolvedImage!)!;
  expect(traced.text).toBe('docker.io/library/python:3.9-slim');
  const at = (part: string) => {
    const start = traced.text.indexOf(part);
    const place = traced.place(start, start + part.length);
    return place && text.slice(place.start, place.end);
  };
  expect(at('docker.io/library/')).toBe('docker.io/library/');
  expect(at('python')).toBe('python');
  expect(at('3.9')).toBe('3.9');
  expect(at('-slim')).toBe('-slim');
  expect(at('3.9-slim')).toBeNull();
  expect(traced.place(3, 3)).toBeNull();
});
