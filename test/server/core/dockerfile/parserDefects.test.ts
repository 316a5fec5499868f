import { describe, expect, test } from 'vitest';
import { sliceSpan } from '../../../../server/src/core/text/span.ts';
import { foldFacts } from '../../../../server/src/core/dockerfile/foldFacts.ts';
import { findStage } from '../../../../server/src/core/dockerfile/stages.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const keywords = (text: string): string[] => parseDockerfile(text).instructions.map((instruction) => instruction.keyword);
const values = (text: string, index = 0): string[] => parseDockerfile(text).instructions[index]!.words.map((word) => word.value);

/** What dockerfile-ast 0.7.1 gets wrong, one test each; the numbers are those of the list in the project's notes. */
describe('defects of dockerfile-ast that the model does not have', () => {
  test('1: words are split outside quotes and substitutions only', () => {
    expect(values('RUN sh -c "pip install \\"x\\" && npm ci" $(echo a b) end')).toEqual([
      'sh', '-c', 'pip install "x" && npm ci', '$(echo a b)', 'end',
    ]);
  });

  test('2: an indented comment inside a continuation is no part of the words', () => {
    const text = 'FROM a\nRUN pip install \\\n    # why not\n    -r r.txt\n';
    expect(values(text, 1)).toEqual(['pip', 'install', '-r', 'r.txt']);
    expect(parseDockerfile(text).comments).toMatchObject([{ text: 'why not', line: 2 }]);
  });

  test('3: heredoc bodies are no words', () => {
    const text = 'FROM a\nRUN <<EOF cat\n# not a comment\nhello\nEOF\nUSER x\n';
    const model = parseDockerfile(text);
    expect(model.instructions[1]!.words.map((word) => word.value)).toEqual(['<<EOF', 'cat']);
    expect(model.comments).toEqual([]);
    expect(sliceSpan(text, model.instructions[1]!.heredocs[0]!.body)).toBe('# not a comment\nhello\n');
    expect(model.isTrustworthy).toBe(true);
  });

  test('4: a file descriptor may stand before the operator', () => {
    const text = 'FROM a\nRUN python3 - 3<<EOF\nprint(1)\nEOF\nUSER x\n';
    expect(keywords(text)).toEqual(['FROM', 'RUN', 'USER']);
    expect(parseDockerfile(text).instructions[1]!.heredocs[0]!.delimiter).toBe('EOF');
  });

  test('5: no heredoc within quotes, none without an end', () => {
    expect(keywords('FROM a\nRUN echo "a <<EOF b"\nUSER x\n')).toEqual(['FROM', 'RUN', 'USER']);
    expect(parseDockerfile('FROM a\nRUN echo "a <<EOF b"\nUSER x\n').isTrustworthy).toBe(true);
    const arithmetic = 'FROM a\nRUN echo $((1 <<2))\nUSER x\n';
    expect(keywords(arithmetic)).toEqual(['FROM', 'RUN', 'USER']);
    const open = parseDockerfile('FROM a\nRUN <<EOF\nhello\n');
    expect(open.isTrustworthy).toBe(false);
    expect(open.instructions[1]!.heredocs).toEqual([]);
  });

  test('6: every flag counts where there are several', () => {
    const [, copy] = parseDockerfile('FROM --platform=linux/amd64 --x=y a\nCOPY --from=b --chown=1:1 s d\n').instructions;
    expect(copy!.flags.map((flag) => [flag.name, flag.value])).toEqual([['from', 'b'], ['chown', '1:1']]);
  });

  test('7: flags stand right after the keyword; words with dashes are words', () => {
    const run = parseDockerfile('FROM a\nRUN foo--bar --baz qux\n').instructions[1]!;
    expect(run.flags).toEqual([]);
    expect(run.words.map((word) => word.value)).toEqual(['foo--bar', '--baz', 'qux']);
  });

  test('8: a comment with `=` on the first line stays a comment', () => {
    const model = parseDockerfile('# hadolint global ignore=DL3006\n# escape=`\nFROM a\nRUN b \\\n c\n');
    expect(model.comments.map((comment) => comment.text)).toEqual(['hadolint global ignore=DL3006', 'escape=`']);
    expect([model.escape, model.afterDirectives, model.isTrustworthy]).toEqual(['\\', 0, true]);
  });

  test('9: check is a directive', () => {
    const text = '# syntax=docker/dockerfile:1\n# check=error=true\nFROM a\n';
    const model = parseDockerfile(text);
    expect(model.comments).toEqual([]);
    expect(model.afterDirectives).toBe(text.indexOf('FROM'));
  });

  test.each([
    ['["a\\nb","\\u0041"]', ['a\nb', 'A']],
    ['["echo","hello world"]', ['echo', 'hello world']],
    ['[ "a" , "b" ]', ['a', 'b']],
    ['[]', []],
    ['["a" "b"]', null],
    ["['a']", null],
    ['["a", 1]', null],
    ['["a"] && b', null],
  ])('10, E2.2: JSON form %s', (body, expected) => {
    const text = `FROM a\nRUN ${body}\n`;
    const { exec } = parseDockerfile(text).instructions[1]!;
    expect(exec && exec.map((word) => word.value)).toEqual(expected);
    for (const word of exec ?? []) expect(JSON.parse(sliceSpan(text, word.span))).toBe(word.value);
  });

  test('11: mounts are read as CSV', () => {
    const mount = parseDockerfile(`FROM a\nRUN --mount=type=cache,'"target=/a,b"' x\n`).instructions[1]!.mounts[0]!;
    expect(mount.options.get('target')).toBe('/a,b');
  });

  test('12: words keep what the file has', () => {
    const word = parseDockerfile('FROM a\nRUN echo \\"x\\"\n').instructions[1]!.words[1]!;
    expect([word.raw, word.value]).toEqual(['\\"x\\"', '"x"']);
  });

  test('13: variables know modifiers and parent stages', () => {
    const text = 'ARG V\nFROM node:${V:-20} AS base\nENV A=1\nENV X=$A\nFROM base\nENV Y=${X}2\nRUN y\n';
    const model = parseDockerfile(text);
    expect(model.stages[0]!.resolvedImage).toBe('node:20');
    const facts = foldFacts(model, null);
    expect(facts.stateBefore(model.instructions.at(-1)!).env.get('Y')).toBe('12');
  });

  test('14: stages are objects; what stands before them has none', () => {
    const text = 'ARG A\nFROM a AS One\n# between\n\nFROM one AS two\nCOPY --from=0 x y\n';
    const model = parseDockerfile(text);
    expect(model.instructions[0]!.stage).toBeNull();
    expect(model.stages.map((stage) => [stage.index, stage.name, stage.parent?.index ?? null])).toEqual([[0, 'one', null], [1, 'two', 0]]);
    expect(findStage(model, '0')).toBe(model.stages[0]);
    expect(findStage(model, 'ONE')).toBe(model.stages[0]);
    expect(findStage(model, 'nginx')).toBeNull();
  });

  test('15, 17: any keyword is an instruction, unknown ones too', () => {
    expect(keywords('FROM a\nEXPOSE 80\nMAINTAINER me\nfoo bar\n')).toEqual(['FROM', 'EXPOSE', 'MAINTAINER', 'FOO']);
  });

  test('16: spans of flags and their values cover continuation lines', () => {
    const text = 'FROM a\nRUN --mount=type=cache,\\\ntarget=/x \\\n    # why\n    --network=none \\\n  b\n';
    const run = parseDockerfile(text).instructions[1]!;
    expect(sliceSpan(text, run.flags[0]!.span)).toBe('--mount=type=cache,\\\ntarget=/x');
    expect(sliceSpan(text, run.flags[0]!.valueSpan!)).toBe('type=cache,\\\ntarget=/x');
    expect(run.mounts[0]!.options.get('target')).toBe('/x');
    expect(sliceSpan(text, run.flags[1]!.span)).toBe('--network=none');
    expect(sliceSpan(text, run.bodySpan)).toBe('b');
  });

  test('E2.1: a comment right after an empty RUN', () => {
    const run = parseDockerfile('FROM a\nRUN \\\n# comment\\comment\n').instructions[1]!;
    expect([run.heredocs, run.words]).toEqual([[], []]);
  });

  test('E2.3: registry, port, tag and digest together', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const model = parseDockerfile(`FROM reg.io:5000/a/node:20@${digest}\n`);
    expect(foldFacts(model, null).stages[0]!.baseImage).toMatchObject({ domain: 'reg.io:5000', path: 'a/node', tag: '20', digest });
  });

  test('E2.5: values are expanded when they are set, and a stage ARG takes the global default', () => {
    const model = parseDockerfile('ARG A=1\nFROM debian\nARG A\nENV B=$A\nENV C=$B\nRUN x\n');
    const { env } = foldFacts(model, null).stateBefore(model.instructions.at(-1)!);
    expect([env.get('A'), env.get('B'), env.get('C')]).toEqual(['1', '1', '1']);
  });

  test('E2.6: lone carriage returns make the file uncertain, a byte order mark does not', () => {
    expect(parseDockerfile('FROM a\rRUN b\r').isTrustworthy).toBe(false);
    const text = '\ufeff# escape=`\nFROM a\nRUN b `\n c\n';
    const model = parseDockerfile(text);
    expect([model.escape, model.isTrustworthy, model.instructions.length]).toEqual(['`', true, 2]);
    expect(parseDockerfile('\ufeffFROM a\n').afterDirectives).toBe(1);
  });

  test('beyond the list: an escaped escape character at the line end continues nothing', () => {
    const model = parseDockerfile('FROM a\nRUN echo \\\\\nUSER x\n');
    expect(model.instructions.map((instruction) => instruction.keyword)).toEqual(['FROM', 'RUN', 'USER']);
    expect(model.isTrustworthy).toBe(true);
  });

  test('beyond the list: comments against stages are not compared one by one', () => {
    const text = 'FROM a\n# c\n'.repeat(15_000);
    expect(cpuTime(() => expect(parseDockerfile(text).stages.length).toBe(15_000))).toBeLessThan(3000);
  });
});
