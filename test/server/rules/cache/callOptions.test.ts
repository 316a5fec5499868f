import { expect, it } from 'vitest';
import type { ShellWord } from '../../../../server/src/core/shell/command.ts';
import { hasOption, isOption, lastOption, readArguments } from '../../../../server/src/rules/cache/calls/callOptions.ts';
import { npm } from '../../../../server/src/rules/cache/managers/npm.ts';
import { pip } from '../../../../server/src/rules/cache/managers/pip.ts';

const words = (line: string): ShellWord[] =>
  line.split(' ').map((raw) => ({ raw, value: raw.includes('$') ? null : raw, span: { start: 0, end: raw.length } }));
const read = (line: string, manager = pip) => {
  const { options, positionals } = readArguments(words(line), manager.valueOptions);
  return { options: options.map(({ name, value }) => [name, value]), positionals: positionals.map(({ raw }) => raw) };
};

it('tells options, their values and what is left apart', () => {
  expect(read('--cache-dir /x install -r a.txt b')).toEqual({
    options: [['--cache-dir', '/x'], ['-r', 'a.txt']],
    positionals: ['install', 'b'],
  });
  expect(read('install -qUr a.txt -rb.txt')).toEqual({
    options: [['-q', true], ['-U', true], ['-r', 'a.txt'], ['-r', 'b.txt']],
    positionals: ['install'],
  });
  expect(read('install -- --no-cache-dir')).toEqual({ options: [], positionals: ['install', '--no-cache-dir'] });
  expect(read('--prefix web ci --omit=dev', npm)).toEqual({ options: [['--prefix', 'web'], ['--omit', 'dev']], positionals: ['ci'] });
});

it('does not take what the shell decides for a value', () => {
  expect(read('install --cache-dir $DIR $PACKAGES')).toEqual({ options: [['--cache-dir', null]], positionals: ['install', '$PACKAGES'] });
  expect(read('install --cache-dir=$DIR')).toEqual({ options: [['--cache-dir', null]], positionals: ['install'] });
});

it('takes the abbreviations that pip takes, and no others', () => {
  const off = { name: '--no-cache-dir', shortest: '--no-ca' };
  for (const name of ['--no-cache-dir', '--no-cache', '--no-ca']) expect(isOption(name, off)).toBe(true);
  for (const name of ['--no-c', '--no-cache-dirs', '--no-clean', '--no']) expect(isOption(name, off)).toBe(false);
});

it('takes the last of equal options', () => {
  const { options } = readArguments(words('install --cache-dir /a --cache-dir=/b'), pip.valueOptions);
  expect(lastOption(options, { name: '--cache-dir' })?.value).toBe('/b');
  expect(hasOption(options, { name: '--no-index' })).toBe(false);
});
