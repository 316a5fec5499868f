import { describe, expect, test } from 'vitest';
import { sliceSpan } from '../../../../server/src/core/text/span.ts';
import { csvFields } from '../../../../server/src/core/dockerfile/mounts.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';

const first = (line: string) => parseDockerfile(`${line}\n`).instructions[0]!;

describe('mounts', () => {
  test.each<[string, string, [string, string | true][]]>([
    ['--mount=type=cache,target=/x', 'cache', [['type', 'cache'], ['target', '/x']]],
    ['--mount=TYPE=Cache,DST=/x', 'cache', [['type', 'Cache'], ['target', '/x']]],
    ['--mount=target=/x,src=a', 'bind', [['target', '/x'], ['source', 'a']]],
    ['--mount=type=bind,destination=/x,ro', 'bind', [['type', 'bind'], ['target', '/x'], ['readonly', true]]],
    ['--mount=type=bind,target=/x,rw=true', 'bind', [['type', 'bind'], ['target', '/x'], ['readwrite', 'true']]],
    ['--mount=type=secret,id=a,required', 'secret', [['type', 'secret'], ['id', 'a'], ['required', true]]],
    ['--mount="type=cache,target=/a b"', 'cache', [['type', 'cache'], ['target', '/a b']]],
    ['--mount=type=cache,\\"target=/a,b\\"', 'cache', [['type', 'cache'], ['target', '/a,b']]],
    ['--mount=type=cache,"target=/a,b"', 'cache', [['type', 'cache'], ['target', '/a,b']]],
    ['--mount=type=cache,id=a=b,target=/x', 'cache', [['type', 'cache'], ['id', 'a=b'], ['target', '/x']]],
    ['--mount=type=ssh', 'ssh', [['type', 'ssh']]],
    ['--mount=__proto__=x', 'bind', [['__proto__', 'x']]],
  ])('%s', (flag, type, options) => {
    const { mounts } = first(`RUN ${flag} cmd`);
    expect(mounts.map((mount) => [mount.type, [...mount.options]])).toEqual([[type, options]]);
  });

  test('only RUN has them, and a flag without a value is none', () => {
    expect(first('COPY --mount=type=cache a b').mounts).toEqual([]);
    expect(first('RUN --mount x').mounts).toEqual([]);
  });

  test.each([
    ['a,b', ['a', 'b']], ['', ['']], ['a,b,,c', ['a', 'b', '', 'c']],
    ['"a,b",c', ['a,b', 'c']], ['"a""b"', ['a"b']], ['a"b,c', ['a"b', 'c']], ['"open,c', ['"open', 'c']],
  ] as [string, string[]][])('record %s', (record, fields) => {
    expect(csvFields(record)).toEqual(fields);
  });
});

describe('flags', () => {
  test.each<[string, [string, string | null][], string]>([
    ['RUN --network=none cmd', [['network', 'none']], 'cmd'],
    ['COPY --link --from=x a b', [['link', null], ['from', 'x']], 'a b'],
    ['COPY -- --a b', [], '--a b'],
    ['COPY --chown="a b" c d', [['chown', 'a b']], 'c d'],
    ['HEALTHCHECK --interval=5s CMD x', [['interval', '5s']], 'CMD x'],
    ['RUN -x --y', [], '-x --y'],
    ['COPY --exclude=a --exclude=b --parents . /x', [['exclude', 'a'], ['exclude', 'b'], ['parents', null]], '. /x'],
    ['RUN --a=', [['a', '']], ''],
  ])('%s', (line, flags, body) => {
    const instruction = first(line);
    expect(instruction.flags.map((flag) => [flag.name, flag.value])).toEqual(flags);
    expect(sliceSpan(line, instruction.bodySpan)).toBe(body);
  });
});

describe('words', () => {
  test.each<[string, string[]]>([
    ['RUN a  b\tc', ['a', 'b', 'c']],
    ["RUN echo 'a b' \"c d\" e\\ f", ['echo', 'a b', 'c d', 'e f']],
    ['RUN a=$(x "y z" $(q r)) `u v` ${W:-1 2}', ['a=$(x "y z" $(q r))', '`u v`', '${W:-1 2}']],
    ['RUN echo "$(a "b c") d"', ['echo', '$(a "b c") d']],
    ["RUN echo 'it'\\''s'", ['echo', "it's"]],
    ["RUN echo # it's a comment", ['echo']],
    ['RUN echo a#b', ['echo', 'a#b']],
    ['RUN echo "open', ['echo', 'open']],
    ['ENV A="x y" B=z\\ w', ['A=x y', 'B=z w']],
    ["ENV A='$B' C=$D", ['A=$B', 'C=$D']],
    ['LABEL "a b"="c" d=$(x', ['a b=c', 'd=$(x']],
    ['FROM a AS b', ['a', 'AS', 'b']],
    ['COPY a\\ b c', ['a\\', 'b', 'c']],
    ['RUN', []],
  ])('%s', (line, words) => {
    expect(first(line).words.map((word) => word.value)).toEqual(words);
  });

  test('a word may run over lines', () => {
    const text = 'RUN abc\\\n# why\n\ndef\\\n  ghi\n';
    const { words } = parseDockerfile(text).instructions[0]!;
    expect(words.map((word) => word.value)).toEqual(['abcdef', 'ghi']);
    expect(words[0]!.raw).toBe('abc\\\n# why\n\ndef');
    expect(sliceSpan(text, words[1]!.span)).toBe('ghi');
  });
});

describe('heredocs', () => {
  const heredocs = (text: string) => parseDockerfile(text).instructions[0]!.heredocs.map((heredoc) => [
    heredoc.delimiter, heredoc.expands, sliceSpan(text, heredoc.operator), sliceSpan(text, heredoc.body),
  ]);

  test.each<[string, unknown[]]>([
    ['RUN <<EOF\na\nEOF\n', [['EOF', true, '<<EOF', 'a\n']]],
    ['RUN << EOF\na\nEOF\n', [['EOF', true, '<< EOF', 'a\n']]],
    ["RUN <<'EOF'\na\nEOF\n", [['EOF', false, "<<'EOF'", 'a\n']]],
    ['RUN <<"E F"\na\nE F', [['E F', false, '<<"E F"', 'a\n']]],
    ['RUN <<-EOF\n\ta\n\tEOF\n', [['EOF', true, '<<-EOF', '\ta\n']]],
    ['RUN <<EOF\n EOF\nEOF\n', [['EOF', true, '<<EOF', ' EOF\n']]],
    ['RUN <<A cat <<B\na\nA\nb\nB\n', [['A', true, '<<A', 'a\n'], ['B', true, '<<B', 'b\n']]],
    ['COPY <<A <<B /x/\nA\nb\nB\n', [['A', true, '<<A', ''], ['B', true, '<<B', 'b\n']]],
    ['ADD 0<<X /y\nX\n', [['X', true, '0<<X', '']]],
    ['run <<EOF\r\na\r\nEOF\r\n', [['EOF', true, '<<EOF', 'a\r\n']]],
    ['RUN a \\\n  <<EOF \\\n  b\nc\nEOF\n', [['EOF', true, '<<EOF', 'c\n']]],
    ['ONBUILD RUN <<EOF\na\nEOF\n', [['EOF', true, '<<EOF', 'a\n']]],
    ['RUN cat <<<word\nword\n', []],
    ["RUN echo '<<EOF'\nEOF\n", []],
    ["RUN it's <<EOF\nEOF\n", []],
    ['RUN echo ${!x} <<EOF\nEOF\n', []],
    ['RUN echo ${x:-"}"} <<EOF\nEOF\n', [['EOF', true, '<<EOF', '']]],
    ['RUN cmd<<EOF\nEOF\n', []],
    ['RUN ["a", "<<EOF"]\nEOF\n', []],
    ['CMD <<EOF\nEOF\n', []],
    ['RUN <<""\n\n', []],
  ])('%j', (text, expected) => {
    expect(heredocs(text)).toEqual(expected);
  });

  test('an instruction reaches to the end line, and the next one starts after it', () => {
    const text = 'FROM a\nRUN <<EOF\nFROM b\nEOF\nUSER x';
    const model = parseDockerfile(text);
    expect(model.instructions.map((instruction) => sliceSpan(text, instruction.span))).toEqual(['FROM a', 'RUN <<EOF\nFROM b\nEOF', 'USER x']);
    expect(model.instructionAt(text.indexOf('FROM b'))).toBe(model.instructions[1]);
  });
});

describe('lines, directives and stages', () => {
  test.each([
    ['# escape=`\nFROM a\nRUN b `\n c\n', '`', 11],
    ['#escape = `\nFROM a\n', '`', 12],
    ['# ESCAPE=`\n# Syntax=x\nFROM a\n', '`', 22],
    ['\n# escape=`\nFROM a\n', '\\', 0],
    ['# hello\n# escape=`\nFROM a\n', '\\', 0],
    ['# foo=bar\n# escape=`\nFROM a\n', '\\', 0],
    ['#!/usr/bin/docker\n# escape=`\nFROM a\n', '\\', 0],
    ['FROM a\n# escape=`\n', '\\', 0],
    ['# escape=`', '`', 10],
  ])('%j', (text, escape, after) => {
    const model = parseDockerfile(text);
    expect([model.escape, model.afterDirectives]).toEqual([escape, after]);
  });

  test.each([['# escape=x\nFROM a\n'], ['# syntax=a\n# syntax=b\nFROM a\n'], ['RUN a\n'], [''], ['FROM a\nRUN <<E\n'], ['FROM a\nRUN \0\n']])(
    '%j is not trustworthy',
    (text) => {
      expect(parseDockerfile(text).isTrustworthy).toBe(false);
    },
  );

  test('the instruction inside an ONBUILD stands for it', () => {
    const text = 'FROM a\nONBUILD RUN --network=none x\nONBUILD\nONBUILD FROM b\n';
    const model = parseDockerfile(text);
    expect(model.instructions.map((one) => [one.keyword, one.isTrigger])).toEqual([
      ['FROM', false], ['RUN', true], ['ONBUILD', false], ['FROM', true],
    ]);
    expect(model.stages.length).toBe(1);
    expect(model.instructionAt(text.indexOf('ONBUILD'))).toBe(model.instructions[1]);
  });

  test.each([
    ['ARG T=3\nFROM a:$T\n', 'a:3'], ['ARG T=3\nARG I=a:${T}\nFROM $I\n', 'a:3'], ['FROM a:$T\n', null], ['ARG T\nFROM a:$T\n', null],
    ['FROM a:${TARGETARCH}\n', null], ['FROM "a"\n', 'a'], ['FROM a\\\n:b\n', 'a:b'], ['FROM\n', null], ['ARG T=1-alpine\nFROM a:${T%-*}\n', 'a:1'],
  ])('image of %j', (text, image) => {
    expect(parseDockerfile(text).stages[0]!.resolvedImage).toBe(image);
  });

  test('a stage continues the last earlier one of its name, not itself', () => {
    const model = parseDockerfile('FROM x AS x\nFROM X AS y\nFROM later\nFROM z AS later\n');
    expect(model.stages.map((stage) => stage.parent?.index ?? null)).toEqual([null, 0, null, null]);
  });

  test('a keyword may be continued', () => {
    const text = 'FR\\\nOM a\n';
    const [from] = parseDockerfile(text).instructions;
    expect([from!.keyword, sliceSpan(text, from!.keywordSpan)]).toEqual(['FROM', 'FR\\\nOM']);
  });
});
