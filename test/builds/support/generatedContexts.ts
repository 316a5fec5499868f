import type { Content } from './contextFolder.ts';
import { Random } from './random.ts';

export interface GeneratedContext {
  readonly name: string;
  readonly contents: Iterable<readonly [path: string, content: Content]>;
  readonly sources: readonly string[];
  readonly ignore: string | null;
}

/** Contexts with what is hard to get right, each with the ignore file and the COPYs that go with it. */
export function generatedContexts(): GeneratedContext[] {
  return [
    {
      name: 'exceptions of exceptions',
      contents: tree(1, ['src', 'keep', 'test', 'lib'], ['main.ts', 'main.test.ts', 'README.md', 'data.json']),
      sources: ['.'],
      ignore: '*\n!src\n!README.md\nsrc/test\n!src/test/keep\n!**/data.json\n**/*.test.ts\nsrc/lib/keep\n!src/lib\n!lib/src/keep/main.ts\n',
    },
    {
      name: 'nested patterns and two stars',
      contents: tree(2, ['a', 'b', 'build', 'node_modules'], ['x.js', 'x.js.map', '.env', '.env.example']),
      sources: ['a', 'b/*.js*', 'node_modules/b'],
      ignore: '**/build\n**/*.map\n**/.env*\n!**/.env.example\na/**/node_modules/**\n**/b/a/b\n/b/b/\n./a/a/x.js\n**/[a-b]/[!b]/**/x.??\n',
    },
    {
      name: 'links inside, outside, in circles, and files with several names',
      contents: links(),
      sources: ['.'],
      ignore: 'releases/1\n!releases/1/notes.txt\noutside/ignored\n',
    },
    {
      name: 'names beyond ASCII, and with characters that patterns use',
      contents: tree(4, ['größe', '日本語', 'e\u0301', '📦', 'a b', 'x[1]'], ['ümlaut.txt', 'naïve café.md', '!bang', '#hash', 'star*', 'q?', 'back\\slash', "quote'\"", 'x1']),
      sources: ['.'],
      ignore: '**/ü*\n日本語/📦\n\\#hash\n#hash\n!\\!bang\n**/star\\*\nx[1]\n**/q[?]\n**/back\\\\slash\n**/e\u0301/**/*.md\n',
    },
    { name: 'twenty thousand files', contents: manyFiles(20_000), sources: ['services', 'package*.json', 'shared/lib'], ignore: '**/node_modules\n**/*.log\n!services/s7/node_modules/m1\n' },
  ];
}

/** Files at every depth up to three folders, of random sizes. */
function* tree(seed: number, folders: readonly string[], files: readonly string[]): Iterable<readonly [string, Content]> {
  const random = new Random(seed);
  const paths = ['', ...folders.flatMap((a) => [a, ...folders.flatMap((b) => [`${a}/${b}`, ...folders.map((c) => `${a}/${b}/${c}`)])])];
  for (const path of paths) for (const file of files) if (random.below(5) < 3) yield [path === '' ? file : `${path}/${file}`, 'x'.repeat(random.below(400))];
}

function* links(): Iterable<readonly [string, Content]> {
  yield ['releases/1/app.txt', 'one'];
  yield ['releases/1/notes.txt', 'notes'];
  yield ['releases/2/app.txt', 'two, which is longer'];
  yield ['releases/2/same.txt', { sameAs: 'releases/2/app.txt' }];
  yield ['same.txt', { sameAs: 'releases/1/app.txt' }];
  yield ['latest', { link: 'releases/2' }];
  yield ['absolute', { link: '/releases/2/app.txt' }];
  yield ['out', { link: '../../../../etc/hostname' }];
  yield ['outside/absolute', { link: '/etc' }];
  yield ['outside/ignored', { link: '/etc/hostname' }];
  yield ['circle/a', { link: 'b' }];
  yield ['circle/b', { link: 'a' }];
  yield ['circle/up', { link: '..' }];
  yield ['dangling', { link: 'nowhere/at/all' }];
}

function* manyFiles(count: number): Iterable<readonly [string, Content]> {
  yield ['package.json', '{}'];
  yield ['package-lock.json', '{"lockfileVersion":3}'];
  yield ['shared/lib/index.js', ''];
  yield ['shared/other.js', 'not copied'];
  for (let i = 0; i < count; i++) {
    const service = `services/s${i % 20}`;
    const name = i % 10 === 9 ? `f${i}.log` : `f${i}.js`;
    yield [i % 3 === 0 ? `${service}/node_modules/m${i % 7}/${name}` : `${service}/src/d${i % 31}/${name}`, String(i)];
  }
}
