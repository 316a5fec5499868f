import { describe, expect, it } from 'vitest';
import { hiddenBy } from '../../../server/src/lsp/filesExclude.ts';

const PATHS = ['Dockerfile', 'compose.yml', 'out/Dockerfile', 'out/web/Dockerfile', 'apps/out/Dockerfile', 'apps/api/Dockerfile.dev', 'apps/.cache/Dockerfile'];
const hidden = (setting: unknown) => PATHS.filter(hiddenBy(setting));

describe('files.exclude hides', () => {
  it.each<[string, string[]]>([
    ['out', ['out/Dockerfile', 'out/web/Dockerfile']],
    ['**/out', ['out/Dockerfile', 'out/web/Dockerfile', 'apps/out/Dockerfile']],
    ['out/**', ['out/Dockerfile', 'out/web/Dockerfile']],
    ['*.yml', ['compose.yml']],
    ['**/*.dev', ['apps/api/Dockerfile.dev']],
    ['**/.*', ['apps/.cache/Dockerfile']],
    ['apps/{api,out}', ['apps/out/Dockerfile', 'apps/api/Dockerfile.dev']],
    ['**/Dockerfile.[a-z]??', ['apps/api/Dockerfile.dev']],
    ['Dockerfile', ['Dockerfile']],
    ['**', PATHS],
  ])('%s', (pattern, expected) => {
    expect(hidden({ [pattern]: true })).toEqual(expected);
  });

  it('nothing by what is switched off, depends on other files or is no setting', () => {
    expect(hidden({ '**/out': false, '**/*.dev': { when: '$(basename)' }, '**/Dockerfile': 'true', '!**': true })).toEqual([]);
    for (const nonsense of [null, undefined, [], ['**'], '**', 7, {}]) expect(hidden(nonsense)).toEqual([]);
  });

  it('as much as before where one pattern cannot be read', () => {
    expect(hidden({ ['{a,b}'.repeat(60)]: true, ['x'.repeat(1_000)]: true, 'out': true })).toEqual(['out/Dockerfile', 'out/web/Dockerfile']);
  });

  it('prototype names as any other', () => {
    expect(hidden(JSON.parse('{"__proto__": true, "constructor": true}'))).toEqual([]);
  });
});
