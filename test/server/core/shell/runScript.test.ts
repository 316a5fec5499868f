import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { runCommands } from '../../../../server/src/core/shell/runScript.ts';
import { plain, readBody, readRun, reading, shell } from './support.ts';

const read = (body: string): string[] => readBody(body).commands.map(reading);

describe('commands of a list', () => {
  it.each<[string, string[]]>([
    ['npm ci', ['^ npm ci']],
    ['a && b || c; d', ['^ a', '&& b', '||? c', '; d']],
    ['a && b | c && d', ['^ a', '&&? b', '|? c', '&& d']],
    ['a & b', ['^? a', '& b']],
    ['a && b & c', ['^? a', '&&? b', '& c']],
    ['! a && b', ['^ [!] a', '&& b']],
    ['(a && b) && c', ['^? a', '&&? b', '&& c']],
    ['{ a; b; } && c', ['^ a', '; b', '&& c']],
    ['if a; then b; elif c; then d; else e; fi; f', ['^? a', '^? b', '^? c', '^? d', '^? e', '; f']],
    ['for i in 1 2; do a $i; b; done && c', ['^? a <$i>', ';? b', '&& c']],
    ['while a; do b; done', ['^? a', '^? b']],
    ['until a; do b; done', ['^? a', '^? b']],
    ['case $x in a) b ;; *) c; esac; d', ['^? b', '^? c', '; d']],
    ['f() { a; b; }; f', ['^? a', ';? b', '; f']],
    ['[ -f x ] && a', ['^ [ -f x ]', '&& a']],
    ['[[ -f x && "q q" == z ]] && a', ['^ [[ -f x && q q == z ]]', '&& a']],
    ['set -o pipefail && a | b', ['^ set -o pipefail', '&&? a', '|? b']],
    ['a $(b c) "$(d)" `e`', ['^ a <$(b c)> <"$(d)"> <`e`>', '^? b c', '^? d', '^? e']],
    ['X=$(a b) c', ['^ c', '^? a b']],
    ['X=$(a b)', ['^? a b']],
    ['a ${X:-$(b)} c', ['^ a <${X:-$(b)}> c', '^? b']],
    ['a <(b)', ['^ a <<(b)>', '^? b']],
    ['find . -name "*.pyc" -exec rm {} \\; && x', ['^ find . -name *.pyc -exec rm {} ;', '&& x']],
    ['((i++)) && a', ['&& a']],
    ['echo $((1<<2)) && a', ['^ echo <$((1<<2))>', '&& a']],
    ['x=(1 2 3); a', ['; a']],
    ['a # b && c', ['^ a']],
    ['echo a#b c', ['^ echo a#b c']],
    ['echo \\ b c', ['^ echo  b c']],
    ['time a', ['^ [time] a']],
  ])('%s', (body, expected) => {
    expect(read(body)).toEqual(expected);
    expect(readBody(body).isComplete).toBe(true);
  });
});

describe('words', () => {
  it.each<[string, string]>([
    ['a --opt=val b=c x%y ^d @e +f :g ,h', 'a --opt=val b=c x%y ^d @e +f :g ,h'],
    ['pip install "x>=1" y==2 z[extra] w!=3 -e .', 'pip install x>=1 y==2 z[extra] w!=3 -e .'],
    ['a "b c"\'d e\'f', 'a b cd ef'],
    ["a $'x\\ty'", 'a x\ty'],
    ['a b\\ c \\$d', 'a b c $d'],
    ['a *.txt ~/x {b,c} [a-z]', 'a *.txt ~/x {b,c} [a-z]'],
    ['a 1.2* b=${V}-* $X "${Y:-1}"', 'a 1.2* <b=${V}-*> <$X> <"${Y:-1}">'],
    ['a --a="b c"d\'e\'$f', 'a <--a="b c"d\'e\'$f>'],
    ['/usr/bin/pip3.12 install', 'pip3.12 install'],
    ['$X a', '<$X> a'],
    ['\\apt x', 'apt x'],
    ['a = b', 'a = b'],
    ['a =~ b == c', 'a =~ b == c'],
    ['go build -ldflags="-X a=b" ./...', 'go build -ldflags=-X a=b ./...'],
  ])('%s', (body, expected) => {
    expect(readBody(body).commands.map(plain)).toEqual([expected]);
  });
});

describe('redirections', () => {
  it.each<[string, string, string]>([
    ['a > f b', 'a b', 'a > f b'],
    ['a 2>&1 b', 'a b', 'a 2>&1 b'],
    ['a >/dev/null 2>&1', 'a', 'a >/dev/null 2>&1'],
    ['a &>/dev/null --x', 'a --x', 'a &>/dev/null --x'],
    ['2>/dev/null a b', 'a b', '2>/dev/null a b'],
    ['a <b >c d', 'a d', 'a <b >c d'],
    ['a <<< "x y" b', 'a b', 'a <<< "x y" b'],
    ['a > "$x" b', 'a b', 'a > "$x" b'],
    ['a b >&2', 'a b', 'a b >&2'],
  ])('%s', (body, words, spanned) => {
    const { commands, model } = readBody(body);
    expect(commands.map(plain)).toEqual([words]);
    expect(model.text.slice(commands[0]!.span.start, commands[0]!.span.end)).toBe(spanned);
  });

  it('belong to the last command of a list', () => {
    const { commands, model } = readBody('a && b > f c && d');
    expect(commands.map((one) => model.text.slice(one.span.start, one.span.end))).toEqual(['a', 'b > f c', 'd']);
  });
});

describe('wrappers', () => {
  it.each<[string, string[]]>([
    ['sudo -E -u root apt-get update', ['^ [sudo] apt-get update']],
    ['sudo -EH --user=root -- apt-get update', ['^ [sudo] apt-get update']],
    ['sudo -l', ['^ sudo -l']],
    ['env -i -u B A=1 pip install x', ['^ [env] pip install x']],
    ['env A=1', ['^ env A=1']],
    ['env -S "a b"', ['^ env -S a b']],
    ['command npm ci', ['^ [command] npm ci']],
    ['command -v npm', ['^ command -v npm']],
    ['exec npm ci', ['^ [exec] npm ci']],
    ['exec "$@"', ['^ [exec] <"$@">']],
    ['nice -n 10 npm ci', ['^ [nice] npm ci']],
    ['ionice -c3 npm ci', ['^ [ionice] npm ci']],
    ['nohup npm ci', ['^ [nohup] npm ci']],
    ['timeout -k 5 --signal=KILL 30s npm ci', ['^ [timeout] npm ci']],
    ['timeout 30', ['^ timeout 30']],
    ['gosu app:app npm ci', ['^ [gosu] npm ci']],
    ['su-exec 1000 npm ci', ['^ [su-exec] npm ci']],
    ['setpriv --reuid=1000 --regid 1000 --init-groups npm ci', ['^ [setpriv] npm ci']],
    ['su - app -c "npm ci"', ['^ [su] npm ci']],
    ['su -c "npm ci" app', ['^ [su] npm ci']],
    ['runuser -u app -- npm ci', ['^ [runuser] npm ci']],
    ['python -m pip install x', ['^ [python -m] pip install x']],
    ['/usr/bin/python3.12 -I -m pip install x', ['^ [python -m] pip install x']],
    ['python3 -Im pip install x', ['^ [python -m] pip install x']],
    ['python setup.py -m pip', ['^ python setup.py -m pip']],
    ['python -c "import x" -m pip', ['^ python -c import x -m pip']],
    ['pipx install x', ['^ pipx install x']],
    ['corepack npm ci', ['^ [corepack] npm ci']],
    ['corepack enable', ['^ corepack enable']],
    ['npx x', ['^ npx x']],
    ['xargs -r npm ci', ['^ xargs -r npm ci']],
    ['sh -c "npm ci && b" && c', ['^ [sh -c] npm ci', '&& [sh -c] b', '&& c']],
    ["/bin/bash -euxo pipefail -c 'npm ci'", ['^ [sh -c] npm ci']],
    ["bash -lc 'npm ci'", ['^ [sh -c] npm ci']],
    ['bash script.sh -c x', ['^ bash script.sh -c x']],
    ['a || sh -c "b"', ['^ a', '^? [sh -c] b']],
    ['sudo env A=1 sh -c \'sudo npm ci\'', ['^ [sudo > env > sh -c > sudo] npm ci']],
    ['sh -c "pip install $(cat x) $Y"', ['^ [sh -c] pip install <$(cat x)> <$Y>', '^? [sh -c] cat x']],
    ['eval "a; b"', ['^ [eval] a', '; [eval] b']],
    ['sh -c "$X"', ['^ [sh -c] <$X>']],
  ])('%s', (body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it('gives assignments of env and of the command itself to the inner command', () => {
    const [command] = readBody('A=1 sudo B=2 env C="x y" pip install').commands;
    expect(command!.assignments.map(({ name, value, isExported }) => [name, value, isExported])).toEqual([
      ['A', '1', true],
      ['B', '2', true],
      ['C', 'x y', true],
    ]);
  });

  it('stops at a depth', () => {
    let body = 'npm ci';
    for (let i = 0; i < 12; i++) body = `sh -c ${JSON.stringify(body)}`;
    const { commands, isComplete } = readBody(body);
    expect(isComplete).toBe(false);
    expect(commands).toHaveLength(1);
  });
});

describe('exec form', () => {
  it.each<[string, string[]]>([
    ['["npm","ci"]', ['^ [exec form] npm ci']],
    ['["/usr/bin/npm", "ci", "$X", "a b"]', ['^ [exec form] npm ci $X a b']],
    ['["sh","-c","a && b"]', ['^ [exec form > sh -c] a', '&& [exec form > sh -c] b']],
    ['["/bin/bash","-lc","pip install \\"x>=1\\" $Y"]', ['^ [exec form > sh -c] pip install x>=1 <$Y>']],
    ['["env","A=1","npm","ci"]', ['^ [exec form > env] npm ci']],
    ['["python","-m","pip","install"]', ['^ [exec form > python -m] pip install']],
    ['["a", \\\n  # comment\n  "b"]', ['^ [exec form] a b']],
  ])('%s', (body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it('maps into JSON strings', () => {
    const { commands, model } = readBody('["sh","-c","a \\"b\\" --x \\u0063"]');
    const words = commands[0]!.args.map((word) => model.text.slice(word.span.start, word.span.end));
    expect(words).toEqual(['\\"b\\"', '--x', '\\u0063']);
    expect(commands[0]!.isEditable).toBe(false);
  });
});

describe('heredocs', () => {
  it.each<[string, string[]]>([
    ['<<EOF\na\nb --x\nEOF', ['^ [heredoc] a', '↵ [heredoc] b --x']],
    ['<<EOF\r\na\r\nb --x\r\nEOF\r', ['^ [heredoc] a', '↵ [heredoc] b --x']],
    ['<<-EOF\n\ta; b\n\tEOF', ['^ [heredoc] a', '; [heredoc] b']],
    ['<<EOF\n#!/bin/bash -e\na\nEOF', ['^ [heredoc] a']],
    ['<<EOF\n#!/usr/bin/env -S bash -e\na\nEOF', ['^ [heredoc] a']],
    ['<<EOF\n#!/usr/bin/env python3\nimport pip\nEOF', []],
    ['<<EOF python3\nprint(1)\nEOF', ['^ python3']],
    ['python3 <<EOF\nprint(1)\nEOF', ['^ python3']],
    ['bash <<EOF\na\nEOF', ['^ [heredoc] a']],
    ["sh -ex <<'EOF'\na && b\nEOF", ['^ [heredoc] a', '&& [heredoc] b']],
    ['sudo bash -s -- x <<EOF\na\nEOF', ['^ [sudo > heredoc] a']],
    ['bash <<EOF && c\na\nEOF', ['^ [heredoc] a', '&& c']],
    ['bash script.sh <<EOF\na\nEOF', ['^ bash script.sh']],
    ['cat <<EOF > /x && c\nnpm ci\nEOF', ['^ cat', '&& c']],
    ['cat <<EOF | tee /x\nnpm ci\nEOF', ['^? cat', '|? tee /x']],
    ['cat <<A >/a && cat <<B >/b\nx\nA\ny\nB', ['^ cat', '&& cat']],
    ['<<EOF\ncat <<X > /f && b\nnpm ci $(c)\nX\nd\nEOF', ['^ [heredoc] cat', '^? [heredoc] c', '&& [heredoc] b', '↵ [heredoc] d']],
    ['<<EOF\nbash <<X\na\nX\nb\nEOF', ['^ [heredoc > heredoc] a', '↵ [heredoc] b']],
    ['<<EOF\na && # why\n  b\nEOF', ['^ [heredoc] a', '&& [heredoc] b']],
  ])('%j', (body, expected) => {
    expect(read(body)).toEqual(expected);
    expect(readBody(body).isComplete).toBe(true);
  });

  it('resolves the escapes of an unquoted delimiter', () => {
    const { commands, model } = readBody('sh <<EOF\necho \\$x \\\\ y\nEOF');
    expect(commands.map(plain)).toEqual(['echo <$x>  y']);
    expect(model.text.slice(commands[0]!.args[0]!.span.start, commands[0]!.args[0]!.span.end)).toBe('\\$x');
    expect(commands[0]!.isEditable).toBe(false);
  });
});

describe('state', () => {
  it.each<[string, (string | null | undefined)[]]>([
    ['a; cd /x; b', [null, null, '/x']],
    ['cd /x && cd y/ && b', [null, '/x', '/x/y/']],
    ['cd "a b" && c', [null, 'a b']],
    ['cd $X && c', [null, undefined]],
    ['cd $X && cd /y && c', [null, undefined, '/y']],
    ['cd && c', [null, '~']],
    ['cd - && c', [null, undefined]],
    ['(cd /x && b) && c', [null, '/x', null]],
    ['if a; then cd /x; b; fi; c', [null, null, '/x', undefined]],
    ['a || cd /x; c', [null, null, undefined]],
    ['cd /x | a; b', [null, null, null]],
    ['eval "cd /x"; b', [null, '/x']],
    ['cd /x && sh -c "a; cd y; b" && c', [null, '/x', '/x', '/x/y', '/x']],
    ['pushd /x && a', [null, undefined]],
  ])('folder: %s', (body, expected) => {
    expect(readBody(body).commands.map((one) => one.cd)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['export A=1 B="x y"; z', ['A=1!', 'B=x y!']],
    ['A=1; z', ['A=1']],
    ['A=1 && export A && z', ['A=1!']],
    ['set -a; A=1; z', ['A=1!']],
    ['declare -x A=1; z', ['A=1!']],
    ['export A=1; unset A; z', []],
    ['A=1 b; z', []],
    ['(export A=1); z', []],
    ['if a; then export A=1; fi; z', ['A=null!']],
    ['A=$(b); z', ['A=null']],
    ['A+=1; z', ['A=null']],
    ['export A=1; sh -c z', ['A=1!']],
    ['A=1 sh -c z', ['A=1!']],
    ['eval "export A=1"; z', ['A=1!']],
  ])('variables: %s', (body, expected) => {
    const last = readBody(body).commands.at(-1)!;
    expect(last.name).toBe('z');
    expect(last.inherited.map((one) => `${one.name}=${one.value}${one.isExported ? '!' : ''}`)).toEqual(expected);
  });
});

describe('scripts that are not understood', () => {
  it.each<[string, string[]]>([
    ['a && echo "un', ['^ a']],
    ['a &&', ['^ a']],
    ['foo) bar', []],
    ['for i in a; do b &&', []],
    ['a; if b; then c', []],
  ])('%s keeps what surely stands before', (body, expected) => {
    const { commands, isComplete } = readBody(body);
    expect(commands.map(reading)).toEqual(expected);
    expect(isComplete).toBe(false);
  });

  it('reads no shell that is not one of ours', () => {
    const { commands, isComplete } = readRun('FROM x\nSHELL ["powershell", "-Command"]\nRUN pip install x\n');
    expect(commands).toEqual([]);
    expect(isComplete).toBe(false);
  });

  it('goes by the last SHELL before the RUN, through the stages it continues', () => {
    const file = 'FROM x AS a\nSHELL ["cmd", "/S", "/C"]\nFROM a\nRUN npm ci\n';
    expect(readRun(file).isComplete).toBe(false);
    expect(readRun(file.replace('FROM a\n', 'FROM a\nSHELL ["/bin/bash", "-c"]\n')).commands.map(reading)).toEqual(['^ npm ci']);
  });
});

describe('places', () => {
  const file = [
    'FROM x',
    'RUN apt-get update && apt-get install -y \\',
    '    # why',
    '    curl "a b" \\',
    '',
    '    gi\\',
    't && \\',
    '  sh -c "pip install --no-cache-dir x"',
    '',
  ];

  it.each(['\n', '\r\n'])('are those of the document, lines ending in %j', (eol) => {
    const { commands, model } = readRun(file.join(eol));
    expect(commands.map(plain)).toEqual(['apt-get update', 'apt-get install -y curl a b git', 'pip install --no-cache-dir x']);
    for (const command of commands) {
      expect(command.isEditable).toBe(true);
      for (const word of [command.nameWord, ...command.args]) {
        expect(model.text.slice(word.span.start, word.span.end).replace(/\\\r?\n/g, '')).toBe(word.raw);
      }
    }
  });

  it('hold with the other escape', () => {
    const { commands, model } = readRun('# escape=`\nFROM x\nRUN a `\n  # c\n  --x && b\n');
    expect(commands.map(reading)).toEqual(['^ a --x', '&& b']);
    expect(model.text.slice(commands[0]!.args[0]!.span.start, commands[0]!.args[0]!.span.end)).toBe('--x');
  });

  it('keep a doubled escape at the end of a line', () => {
    expect(readRun('FROM x\nRUN a \\\\\nRUN b\n').commands.map(reading)).toEqual(['^ a \\']);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    'a', 'b --x', 'pip install', ' ', ' && ', ' || ', '; ', ' | ', ' & ', ' \\\n', ' \\\r\n', '\n', '# c\n', '"', "'", '$(', ')', '`', '${', '}',
    '<<EOF', '<<-"E"', '\nEOF\n', '\nE\n', ' > f', '2>&1', '<<<', 'sh -c "', "bash -lc '", 'sudo ', 'env A=1 ', 'eval ', 'A=1 ', 'if ', '; then ', '; fi',
    'for i in x; do ', '; done', '{ ', '; }', '( ', '[[ ', ' ]]', '$((1+1))', '["a","b\\"c"]', '["sh","-c","', '"]', '\\', "$'\\n", 'é', '\u{1f600}', '\0',
  );
  const bodies = fc.oneof(fc.array(pieces, { maxLength: 25 }).map((list) => list.join('')), fc.string({ maxLength: 80 }));

  it('never throws; all places lie in the document and words stand in order', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const model = parseDockerfile(`FROM x\nRUN ${body}\n`);
        for (const run of model.instructions.filter((one) => one.keyword === 'RUN')) {
          for (const command of runCommands(model, run, shell).commands) {
            expect(command.span.start).toBeGreaterThanOrEqual(run.span.start);
            expect(command.span.end).toBeLessThanOrEqual(run.span.end);
            let at = command.span.start;
            for (const word of [command.nameWord, ...command.args]) {
              expect(word.span.start).toBeGreaterThanOrEqual(at);
              expect(word.span.end).toBeGreaterThanOrEqual(word.span.start);
              at = word.span.end;
              if (command.isEditable && !command.wrappers.includes('heredoc')) {
                expect(model.text.slice(word.span.start, word.span.end).replace(/\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/g, '')).toBe(word.raw);
              }
            }
            expect(at).toBeLessThanOrEqual(command.span.end);
          }
        }
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });
});
