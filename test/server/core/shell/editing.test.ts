import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { removeCommand, removeWord, removeWords } from '../../../../server/src/core/shell/editing.ts';
import { plain, readRun } from './support.ts';

/** `RUN …` without the word that reads `--x`, or null. */
function withoutWord(run: string, target = '--x', head = 'FROM x\n'): string | null {
  const read = readRun(head + run);
  for (const command of read.commands) {
    const word = [...command.assignments, ...command.args].find((one) => read.model.text.slice(one.span.start, one.span.end).replaceAll('"', '') === target);
    if (!word) continue;
    const edit = removeWord(read.model, command, word);
    if (!edit) return null;
    const text = applyEdits(read.model.text, [edit]);
    expect(readRun(text).commands.map(plain)).toEqual(
      read.commands.map((one) => (one === command ? plain({ ...one, args: one.args.filter((arg) => arg !== word) }) : plain(one))),
    );
    return text.slice(head.length);
  }
  throw new Error(`no word ${target}`);
}

/** `RUN …` without the command `gone`, or null. */
function withoutCommand(run: string, head = 'FROM x\n'): string | null {
  const read = readRun(head + run);
  const command = read.commands.find((one) => one.name === 'gone')!;
  const edit = removeCommand(read.model, read, command);
  if (!edit) return null;
  const text = applyEdits(read.model.text, [edit]);
  const after = readRun(text);
  expect(after.commands.map(plain)).toEqual(read.commands.filter((one) => one !== command).map(plain));
  expect(after.isComplete).toBe(true);
  return text.slice(head.length);
}

const crlf = (text: string | null): string | null => text?.replaceAll('\n', '\r\n') ?? null;

describe('removeWord', () => {
  const layouts: [string, string, string | null][] = [
    ['in the middle', 'RUN a --x b\n', 'RUN a b\n'],
    ['at the end', 'RUN a b --x\n', 'RUN a b\n'],
    ['at the end of the file', 'RUN a b --x', 'RUN a b'],
    ['before a connector', 'RUN a --x && c\n', 'RUN a && c\n'],
    ['right before a connector', 'RUN a --x;c\n', 'RUN a;c\n'],
    ['before a closing parenthesis', 'RUN (a --x)\n', 'RUN (a)\n'],
    ['with wide blanks', 'RUN a   --x   b\n', 'RUN a   b\n'],
    ['at the end of a continued line', 'RUN a --x \\\n  b\n', 'RUN a \\\n  b\n'],
    ['alone on its line', 'RUN a \\\n  --x \\\n  b\n', 'RUN a \\\n  b\n'],
    ['alone on its line, blanks after the mark', 'RUN a \\ \n  --x \\  \n  b\n', 'RUN a \\ \n  b\n'],
    ['alone on its line, not indented', 'RUN a \\\n--x \\\nb\n', 'RUN a \\\nb\n'],
    ['alone on its line under a comment', 'RUN a \\\n  # why\n  --x \\\n  b\n', 'RUN a \\\n  # why\n  b\n'],
    ['first on its line', 'RUN a \\\n  --x b\n', 'RUN a \\\n  b\n'],
    ['first on its line, connector after it', 'RUN a \\\n  --x && c\n', 'RUN a \\\n  && c\n'],
    ['alone on the last line', 'RUN a b \\\n  --x\n', 'RUN a b\n'],
    ['alone on the last line under a comment', 'RUN a b \\\n  # why\n\n  --x\nRUN c\n', 'RUN a b\nRUN c\n'],
    ['alone on its line, a semicolon after it', 'RUN a b \\\n  --x; \\\n  c\n', 'RUN a b; \\\n  c\n'],
    ['alone on its line, a connector on the next', 'RUN a \\\n  --x \\\n  && c\n', 'RUN a \\\n  && c\n'],
    ['before a redirection', 'RUN a --x > f\n', 'RUN a > f\n'],
    ['right before a redirection', 'RUN a 3 --x>f\n', 'RUN a 3 >f\n'],
    ['after a redirection', 'RUN a > f --x b\n', 'RUN a > f b\n'],
    ['quoted', 'RUN a "--x" b\n', 'RUN a b\n'],
    ['inside sh -c', 'RUN sh -c "a --x b" && c\n', 'RUN sh -c "a b" && c\n'],
    ['last inside sh -c', "RUN sh -c 'a --x'\n", "RUN sh -c 'a'\n"],
    ['inside exec form of a shell', 'RUN ["sh","-c","a --x b"]\n', 'RUN ["sh","-c","a b"]\n'],
    ['inside exec form', 'RUN ["a", "--x", "b"]\n', 'RUN ["a", "b"]\n'],
    ['last in exec form', 'RUN ["a","b" , "--x"]\n', 'RUN ["a","b" ]\n'],
    ['in exec form over lines', 'RUN ["a", \\\n  "--x", \\\n  "b"]\n', 'RUN ["a", \\\n  "b"]\n'],
    ['inside escaped quotes', 'RUN sh -c "a \\"q\\" --x"\n', null],
    ['in a heredoc', 'RUN <<EOF\na --x b\nEOF\n', 'RUN <<EOF\na b\nEOF\n'],
    ['at the end of a line of a heredoc', 'RUN <<EOF\na --x\nb\nEOF\n', 'RUN <<EOF\na\nb\nEOF\n'],
    ['alone on a line of a heredoc', 'RUN <<EOF\na \\\n  --x \\\n  b\nEOF\n', 'RUN <<EOF\na \\\n  b\nEOF\n'],
    ['alone on the last continued line of a heredoc', 'RUN <<EOF\na \\\n  --x\nb\nEOF\n', 'RUN <<EOF\na\nb\nEOF\n'],
  ];

  it.each(layouts)('%s', (_, before, after) => {
    expect(withoutWord(before)).toBe(after);
    expect(withoutWord(crlf(before)!, '--x', 'FROM x\r\n')).toBe(crlf(after));
  });

  it('goes by the escape of the file', () => {
    expect(withoutWord('RUN a `\n  --x `\n  b\n', '--x', '# escape=`\nFROM x\n')).toBe('RUN a `\n  b\n');
    expect(withoutWord('RUN <<EOF\na \\\n --x\nb\nEOF\n', '--x', '# escape=`\nFROM x\n')).toBe('RUN <<EOF\na\nb\nEOF\n');
  });

  it.each<[string, string]>([
    ['RUN A=1 a b\n', 'RUN a b\n'],
    ['RUN c && A=1 a\n', 'RUN c && a\n'],
    ['RUN env A=1 a b\n', 'RUN env a b\n'],
    ['RUN A=1 \\\n  a\n', 'RUN \\\n  a\n'],
    ['RUN c && \\\n  A=1 \\\n  a\n', 'RUN c && \\\n  a\n'],
    ['RUN export A=1 B=2\n', 'RUN export B=2\n'],
    ['RUN <<EOF\nA=1 a\nEOF\n', 'RUN <<EOF\na\nEOF\n'],
  ])('takes assignments out: %j', (before, after) => {
    expect(withoutWord(before, 'A=1')).toBe(after);
  });

  it('refuses what is no argument of the command', () => {
    const { commands, model } = readRun('FROM x\nRUN a b && c d\n');
    expect(removeWord(model, commands[0]!, commands[0]!.nameWord)).toBeNull();
    expect(removeWord(model, commands[0]!, commands[1]!.args[0]!)).toBeNull();
  });

  it.each<[string, string]>([
    ['RUN a --k v b\n', 'RUN a b\n'],
    ['RUN a \\\n  --k v \\\n  b\n', 'RUN a \\\n  b\n'],
    ['RUN a \\\n  --k \\\n  v \\\n  b\n', 'RUN a \\\n  b\n'],
    ['RUN a b \\\n  --k \\\n  v\n', 'RUN a b\n'],
    ['RUN a --k b v c\n', 'RUN a b c\n'],
    ['RUN a --k > f v c\n', 'RUN a > f c\n'],
  ])('takes several words out: %j', (before, after) => {
    const { commands, model } = readRun(`FROM x\n${before}`);
    const spans = commands[0]!.args.filter((word) => word.value === '--k' || word.value === 'v').map((word) => word.span);
    const edit = removeWords(model, commands[0]!, spans);
    expect(applyEdits(model.text, [edit!]).slice('FROM x\n'.length)).toBe(after);
  });
});

describe('removeCommand', () => {
  it.each<[string, string | null]>([
    ['RUN a && gone && b\n', 'RUN a && b\n'],
    ['RUN gone x y && b\n', 'RUN b\n'],
    ['RUN a && gone --force\n', 'RUN a\n'],
    ['RUN a&&gone&&b\n', 'RUN a&&b\n'],
    ['RUN a && gone', 'RUN a'],
    ['RUN a; gone; b\n', 'RUN a; b\n'],
    ['RUN a; gone && b\n', 'RUN a; b\n'],
    ['RUN a && gone; b\n', 'RUN a; b\n'],
    ['RUN gone; b\n', 'RUN b\n'],
    ['RUN a \\\n  && gone \\\n  && b\n', 'RUN a \\\n  && b\n'],
    ['RUN a \\\n  && gone\nRUN c\n', 'RUN a\nRUN c\n'],
    ['RUN a && \\\n  gone && \\\n  b\n', 'RUN a && \\\n  b\n'],
    ['RUN a && \\\n  gone\nRUN c\n', 'RUN a\nRUN c\n'],
    ['RUN gone && \\\n  b\n', 'RUN b\n'],
    ['RUN gone \\\n  && b\n', 'RUN b\n'],
    ['RUN a && gone \\\n  x y \\\n  && b\n', 'RUN a && b\n'],
    ['RUN a \\\n  # why\n  && gone \\\n  && b\n', 'RUN a \\\n  # why\n  && b\n'],
    ['RUN a \\\n  && gone \\\n  # why\n  && b\n', 'RUN a \\\n  # why\n  && b\n'],
    ['RUN gone \\\n  # why\n  && b\n', 'RUN \\\n  # why\n  b\n'],
    ['RUN gone && \\\n  # why\n  b\n', 'RUN \\\n  # why\n  b\n'],
    ['RUN a \\\n  # why\n  && gone\nRUN c\n', 'RUN a\nRUN c\n'],
    ['RUN set -ex; \\\n  a; \\\n  gone; \\\n  b\n', 'RUN set -ex; \\\n  a; \\\n  b\n'],
    ['RUN set -ex; \\\n  a; \\\n  gone\n', 'RUN set -ex; \\\n  a\n'],
    ['RUN set -o errexit; a; gone;\n', 'RUN set -o errexit; a;\n'],
    ['RUN sh -c "a && gone" && b\n', 'RUN sh -c "a" && b\n'],
    ['RUN sudo gone && b\n', 'RUN b\n'],
    ['RUN A=1 gone > /dev/null 2>&1 && b\n', 'RUN b\n'],
    ['RUN a | b && gone && c\n', 'RUN a | b && c\n'],
    ['RUN a || b && gone\n', 'RUN a || b\n'],
    ['RUN if a; then b; fi && gone && c\n', 'RUN if a; then b; fi && c\n'],
    ['RUN { a && gone; } && b\n', 'RUN { a; } && b\n'],
    ['RUN A=1 && gone && b\n', 'RUN A=1 && b\n'],
    ['RUN <<EOF\na\ngone\nb\nEOF\n', 'RUN <<EOF\na\nb\nEOF\n'],
    ['RUN a && \\\n  # why\n  gone; b\n', 'RUN a \\\n  # why\n  ; b\n'],
    ['RUN a \\\n  # why\n  && gone \\\n  ; b\n', 'RUN a \\\n  # why\n  \\\n  ; b\n'],
    ['RUN sh -c "a && \\\n  # why\n  gone"\n', 'RUN sh -c "a \\\n  # why\n  "\n'],
    ['RUN <<EOF\na &&\n# why\ngone; b\nEOF\n', null],
    ['RUN <<EOF\ngone\n# why\nb\nEOF\n', 'RUN <<EOF\n# why\nb\nEOF\n'],
    ['RUN <<EOF\n  a # why\n  gone\n\n  b\nEOF\n', 'RUN <<EOF\n  a # why\n  b\nEOF\n'],
    ['RUN <<EOF\nset -e\na\ngone\nEOF\n', 'RUN <<EOF\nset -e\na\nEOF\n'],
    ['RUN <<EOF\na && gone\nEOF\n', 'RUN <<EOF\na\nEOF\n'],
    ['RUN <<EOF\na \\\n  && gone \\\n  && b\nEOF\n', 'RUN <<EOF\na \\\n  && b\nEOF\n'],
    // The only one, or one that may not run.
    ['RUN gone\n', null],
    ['RUN a || gone\n', null],
    ['RUN gone || a\n', null],
    ['RUN a && gone || true\n', null],
    ['RUN a && gone | b\n', null],
    ['RUN a && gone & b\n', null],
    ['RUN (gone && b)\n', null],
    ['RUN if a; then gone && b; fi\n', null],
    ['RUN ! gone && b\n', null],
    ['RUN a && { gone; } && b\n', null],
    ['RUN sh -c "gone" && b\n', null],
    ['RUN ["gone"]\n', null],
    ['RUN a && gone <<EOF\nx\nEOF\n', null],
    // Another command would decide whether the build fails.
    ['RUN a; gone\n', null],
    ['RUN a; gone;\n', null],
    ['RUN set -e; x && a; gone\n', null],
    ['RUN set -e; a && gone; b\n', null],
    ['RUN set -e; { a; gone; } && b\n', null],
    ['RUN <<EOF\na\ngone\nEOF\n', null],
    ['RUN <<EOF\na && gone\nb\nEOF\n', null],
  ])('%j', (before, after) => {
    expect(withoutCommand(before)).toBe(after);
    expect(withoutCommand(crlf(before)!, 'FROM x\r\n')).toBe(crlf(after));
  });

  it('takes SHELL into account', () => {
    expect(withoutCommand('RUN a && gone; b\n', 'FROM x\nSHELL ["/bin/bash", "-e", "-c"]\n')).toBeNull();
  });

  const word = fc.constantFrom('b', '--flag', '"q q"', '$X', '> f', '2>&1');
  const command = fc.tuple(fc.constantFrom('a', 'gone', 'c', 'npm'), fc.array(word, { maxLength: 3 })).map(([name, words]) => [name, ...words]);
  const blank = fc.constantFrom(' ', '  ', ' \\\n  ', ' \\\n\n  # why\n    ', ' \\\r\n\t');
  const connector = fc.tuple(blank, fc.constantFrom('&&', ';', '&&', '||'), blank).map((parts) => parts.join(''));
  const chain = fc
    .array(fc.tuple(command, blank, connector), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.map(([words, between, join], i) => words.join(between) + (i + 1 < parts.length ? join : '')).join(''));

  it('leaves the other commands as they are, in any layout', () => {
    fc.assert(
      fc.property(chain, fc.boolean(), (body, inShell) => {
        if (inShell && body.includes('"')) return;
        const text = `FROM x\nRUN ${inShell ? `sh -c "${body}"` : body}\nRUN last\n`;
        const read = readRun(text);
        read.commands.forEach((one) => {
          const edit = removeCommand(read.model, read, one);
          if (!edit) return;
          const after = readRun(applyEdits(text, [edit]));
          expect(after.commands.map(plain)).toEqual(read.commands.filter((other) => other !== one).map(plain));
          expect(after.model.instructions).toHaveLength(read.model.instructions.length);
        });
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it('leaves the other words as they are, in any layout', () => {
    fc.assert(
      fc.property(chain, (body) => {
        const text = `FROM x\nRUN ${body}\nRUN last\n`;
        const read = readRun(text);
        for (const one of read.commands) {
          for (const arg of one.args) {
            const edit = removeWord(read.model, one, arg);
            expect(edit).not.toBeNull();
            const after = readRun(applyEdits(text, [edit!]));
            const expected = read.commands.map((other) => plain(other === one ? { ...one, args: one.args.filter((kept) => kept !== arg) } : other));
            expect(after.commands.map(plain)).toEqual(expected);
            expect(after.model.instructions).toHaveLength(read.model.instructions.length);
          }
        }
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });
});
