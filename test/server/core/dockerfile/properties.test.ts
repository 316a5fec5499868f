import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../../server/src/core/text/span.ts';
import { containsSpan } from '../../../../server/src/core/text/span.ts';
import { foldFacts } from '../../../../server/src/core/dockerfile/foldFacts.ts';
import type { DockerfileModel } from '../../../../server/src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const REAL = [
  '# syntax=docker/dockerfile:1\nARG V=3.12\nFROM --platform=$BUILDPLATFORM python:${V}-slim AS base\nENV A=1 \\\n    B="x y"\n\nWORKDIR /app\n# why\n'
    + 'RUN --mount=type=cache,target=/root/.cache/pip \\\n    # inside\n    pip install "a b" $(cat x) && \\\n    echo \'q\'\n',
  'FROM node:20-alpine AS build\nCOPY --from=base --chown=1:1 ["a b", "/x/"]\nRUN <<EOF cat <<-"B C"\nfoo\nEOF\n\tbar\n\tB C\nUSER node:node\nCMD ["node", "x.js"]\n',
  '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN a `\n  b\nCOPY a C:\\b\\\nONBUILD RUN x\nENV A B C\n',
  '# check=skip=all\n# note = x\nFROM scratch\nADD https://x.io/a /b\nRUN useradd -m -u 1000 app\nUSER ${U:-app}\nHEALTHCHECK --interval=5s CMD ["a"]\nLABEL "a b"=c d="e\\"f"\n',
];

const snippet = fc.constantFrom(
  'FROM ', 'RUN ', 'COPY ', 'ENV A=', 'ARG ', 'USER ', 'ONBUILD ', '--mount=', '--from=', '<<EOF', '<<-', 'EOF', '\n', '\r\n', '\r', '\\\n', '\\', '`', '`\n', '#', '# escape=`\n', '# c\n',
  '"', "'", '$', '${', '}', ':-', '$(', ')', '[', ']', ',', '=', ' ', '\t', 'a', 'AS b', '/', '..', '\0', '\ufeff', '\u00a0', '\u2028', '😀', '*', '%', '://',
);
const soup = fc.array(snippet, { maxLength: 60 }).map((parts) => parts.join(''));
const mutated = fc.tuple(fc.constantFrom(...REAL), fc.array(fc.tuple(fc.nat(600), fc.nat(20), soup), { maxLength: 4 })).map(([text, changes]) => {
  let result = text;
  for (const [at, length, insert] of changes) result = result.slice(0, at) + insert.slice(0, 30) + result.slice(at + length);
  return result;
});
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), soup, mutated);

function readAll(text: string): DockerfileModel {
  const model = parseDockerfile(text);
  const facts = foldFacts(model, null);
  for (const instruction of model.instructions) void facts.stateBefore(instruction);
  for (const run of facts.runs) void run.commands;
  return model;
}

/** What a model says, without offsets. */
function structure(model: DockerfileModel): unknown {
  const plain = (text: string): string => text.replaceAll('\r', '');
  return {
    instructions: model.instructions.map((one) => ({
      keyword: one.keyword, trigger: one.isTrigger, stage: one.stage?.index,
      flags: one.flags.map((flag) => [flag.name, flag.value]),
      words: one.words.map((word) => [word.value, plain(word.raw)]),
      exec: one.exec?.map((word) => word.value),
      mounts: one.mounts.map((mount) => [mount.type, ...mount.options]),
      heredocs: one.heredocs.map((heredoc) => [heredoc.delimiter, heredoc.expands, plain(model.text.slice(heredoc.body.start, heredoc.body.end))]),
    })),
    stages: model.stages.map((stage) => [stage.name, stage.resolvedImage, stage.parent?.index]),
    comments: model.comments.map((comment) => [comment.text, comment.line]),
    trust: model.isTrustworthy,
    escape: model.escape,
  };
}

describe('any text', () => {
  test('never throws, and spans lie in the text, nest and keep their order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const model = readAll(text);
        const whole: Span = { start: 0, end: text.length };
        let last = 0;
        for (const one of model.instructions) {
          expect(containsSpan(whole, one.span)).toBe(true);
          expect(one.span.start).toBeGreaterThanOrEqual(last);
          last = one.span.end;
          for (const inner of [one.keywordSpan, one.bodySpan, ...one.flags.map((flag) => flag.span)]) expect(containsSpan(one.span, inner)).toBe(true);
          for (const flag of one.flags) if (flag.valueSpan) expect(containsSpan(flag.span, flag.valueSpan)).toBe(true);
          let from = one.bodySpan.start;
          for (const word of one.words) {
            expect(containsSpan(one.bodySpan, word.span)).toBe(true);
            expect(word.span.start).toBeGreaterThanOrEqual(from);
            expect(word.raw).toBe(text.slice(word.span.start, word.span.end));
            from = word.span.end;
          }
          for (const word of one.exec ?? []) {
            expect(containsSpan(one.bodySpan, word.span)).toBe(true);
            expect(word.raw).toMatch(/^"[^]*"$/);
          }
          for (const heredoc of one.heredocs) {
            expect(containsSpan(one.span, heredoc.operator)).toBe(true);
            expect(containsSpan(one.span, heredoc.body)).toBe(true);
          }
          expect(model.instructionAt(one.span.start)).toBe(one);
        }
        for (const comment of model.comments) expect(text[comment.span.start]).toBe('#');
        for (const stage of model.stages) {
          expect(containsSpan(whole, stage.span)).toBe(true);
          for (const one of stage.instructions) expect(containsSpan(stage.span, one.span)).toBe(true);
        }
        expect(model.afterDirectives).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 800, seed: 20 },
    );
  });

  test('the same file with Windows line endings reads the same', () => {
    const unixOnly = fc.oneof(fc.constantFrom(...REAL), fc.oneof(soup, mutated).map((text) => text.replaceAll('\r', '')));
    fc.assert(
      fc.property(unixOnly, (text) => {
        expect(structure(readAll(text.replaceAll('\n', '\r\n')))).toEqual(structure(readAll(text)));
      }),
      { numRuns: 400, seed: 20 },
    );
  });

  test('real files are certain, and dockerfile-ast agrees about their instructions', () => {
    for (const text of REAL) expect(parseDockerfile(text).isTrustworthy).toBe(true);
  });
});

describe('hostile files of a megabyte take seconds, where each line against all others takes minutes', () => {
  const size = 1_000_000;
  const repeat = (text: string): string => text.repeat(Math.floor(size / text.length));
  const count = (make: (i: number) => string): string => Array.from({ length: Math.floor(size / (make(10_000).length)) }, (_, i) => make(i)).join('');

  test.each<[string, string]>([
    ['one line', `RUN ${'x'.repeat(size)}`],
    ['lines of 10,000', `FROM a\n${repeat(`RUN ${'y '.repeat(5000)}\n`)}`],
    ['open substitutions', `RUN ${repeat('$(')}`],
    ['open quotes', `RUN ${repeat('" ')}`],
    ['heredocs', `FROM a\n${repeat('RUN <<A\nA\n')}`],
    ['heredocs without end', `FROM a\n${count((i) => `RUN <<A${i}\n`)}`],
    ['operators on one line', `RUN ${count((i) => `<<A${i} `)}`],
    ['nested braces in a heredoc line', `RUN << ${repeat('"${a:-')}`],
    ['continuations', `RUN a \\\n${repeat(' b \\\n')}`],
    ['stages and comments', repeat('FROM a\n# c\n')],
    ['chain of stages', `FROM a AS s0\n${count((i) => `FROM s${i} AS s${i + 1}\nUSER b\n`)}`],
    ['variables', `FROM debian\n${count((i) => `ENV A${i}=b\n`)}`],
    ['doubling values', `FROM debian\nENV A=xx\n${repeat('ENV A=$A$A\n')}`],
    ['costly patterns', `FROM debian\nENV V=${'a'.repeat(4000)}\n${repeat(`ENV B=\${V//${'*a'.repeat(20)}b/x}\n`)}`],
    ['accounts', `FROM debian\n${repeat('RUN useradd a\nUSER a\n')}`],
    ['flags', `RUN ${repeat('--mount=a ')}`],
    ['fields of a mount', `RUN --mount=${repeat('"",')}`],
    ['nested JSON', `RUN ${'['.repeat(size)}]`],
    ['escapes', `RUN ${repeat('\\ ')}`],
  ])('%s', (_, text) => {
    const time = cpuTime(() => {
      for (const one of readAll(text).instructions) void [one.words, one.exec, one.mounts];
    });
    expect(time).toBeLessThan(20_000);
  }, 120_000);
});
