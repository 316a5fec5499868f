import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createShellParser } from '../../../../server/src/core/shell/shellParser.ts';
import { shell } from './support.ts';

const readWasm = (packageName: string, file: string): Promise<Buffer> => readFile(createRequire(import.meta.url).resolve(`${packageName}/${file}`));

describe('the shell parser', () => {
  it('remembers a script by its text', () => {
    expect(shell.parse('npm ci && a')).toBe(shell.parse('npm ci && a'));
  });

  it('reports a script beyond the cap as incomplete', () => {
    expect(shell.parse('a;'.repeat(40_000))).toMatchObject({ commands: [], isComplete: false });
  });

  it('reads a long list without running out of stack', () => {
    const parsed = shell.parse('a --b && '.repeat(1500) + 'c');
    expect(parsed.isComplete).toBe(true);
    expect(parsed.commands).toHaveLength(1501);
  });

  it.each(['(', '$(', '`', '{ ', '${', '<<E ', '"', '&& ', 'if ', 'case x in ', 'f() ', 'a|', 'a[', '$((', '<', '! ', ')', '[[ ', '"$(`{ ((', 'cat <<A\n', '\0', '\ud800', 'sh -c "'])(
    'comes back in time from %j over and over',
    (piece) => {
      const started = performance.now();
      const parsed = shell.parse(piece.repeat(Math.floor(4000 / piece.length)));
      // One step of error recovery can overshoot the limit; without a limit some of these take minutes.
      expect(performance.now() - started).toBeLessThan(5000);
      expect(Array.isArray(parsed.commands)).toBe(true);
    },
  );

  describe('gives up by the work of its own process', () => {
    const script = 'a "$(b)" && c; '.repeat(1000);
    const parserBy = async (now: () => number, worked: () => number) => {
      const wasm = { runtime: await readWasm('web-tree-sitter', 'web-tree-sitter.wasm'), grammar: await readWasm('tree-sitter-bash', 'tree-sitter-bash.wasm') };
      return createShellParser(wasm, { now, worked });
    };
    /** Each look finds it a second later. */
    const racing = (): (() => number) => {
      let now = 0;
      return () => (now += 1000);
    };

    it('whatever the time is', async () => {
      expect((await parserBy(racing(), () => 0)).parse(script).isComplete).toBe(true);
      expect((await parserBy(racing(), racing())).parse(script)).toMatchObject({ commands: [], isComplete: false });
    });

    it('without asking for it as long as hardly any time has passed', async () => {
      let asked = 0;
      expect((await parserBy(() => 0, () => ++asked)).parse(script).isComplete).toBe(true);
      expect(asked).toBe(0);
    });
  });

  it('goes on after a script that was given up', () => {
    shell.parse(');'.repeat(15_000));
    expect(shell.parse('npm ci # after').commands).toHaveLength(1);
  });

  it('does not grow with the number of scripts', () => {
    for (let i = 0; i < 300; i++) shell.parse(`a ${i}`);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 300; i < 3000; i++) shell.parse(`a ${i} && b "$(c)"`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
  });
});
