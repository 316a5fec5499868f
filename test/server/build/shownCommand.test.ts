import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shownCommand, type ShellKind } from '../../../server/src/build/shownCommand.ts';

const NASTY = ["it's", 'a b', '$HOME `id` $(id)', '"quoted"', 'back\\slash', 'end\\', '*', '~', '#x', '!x', 'a\nb', 'ä📦', '', '-x', 'A=b;c|d&e<f>g', '%PATH%', '(x)', '[y]', '{z}'];

const shown = (shell: ShellKind, program: string, ...args: string[]): string => shownCommand({ program, args, folder: '/' }, shell);

it('leaves plain words plain', () => {
  const args = ['buildx', 'build', '--progress', 'rawjson', '-f', '/w/api/Dockerfile', '--build-arg', 'A=1', '--platform=linux/arm64', '.'];
  for (const shell of ['posix', 'powershell', 'cmd'] as const) expect(shown(shell, 'docker', ...args)).toBe(`docker ${args.join(' ')}`);
});

if (process.platform !== 'win32') it('is read by a shell as it is started', () => {
  const line = shown('posix', process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...NASTY);
  expect(JSON.parse(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }))).toEqual(NASTY);
});

describe('PowerShell', () => {
  it('expands nothing, also between typographic quotes', () => {
    expect(shown('powershell', 'docker', "it's", '$env:X', 'a b', '\u2018x\u2019', '@x', 'a,b')).toBe("docker 'it''s' '$env:X' 'a b' '\u2018\u2018x\u2019\u2019' '@x' 'a,b'");
  });

  it('is told to run a program whose path is quoted', () => {
    expect(shown('powershell', 'C:\\Program Files\\Docker\\docker.exe', 'version')).toBe("& 'C:\\Program Files\\Docker\\docker.exe' version");
  });
});

describe('cmd', () => {
  it('quotes as programs read it', () => {
    expect(shown('cmd', 'C:\\Program Files\\docker.exe', 'a"b', 'C:\\my dir\\', 'x&y')).toBe('"C:\\Program Files\\docker.exe" "a\\"b" "C:\\my dir\\\\" "x&y"');
  });

  it('lets no variable in', () => {
    expect(shown('cmd', 'docker', '%PATH%')).toBe('docker ""^%"PATH"^%""');
  });
});
