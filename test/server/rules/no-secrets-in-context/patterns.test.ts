import { expect, it } from 'vitest';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { noSecretsInContext } from '../../../../server/src/rules/no-secrets-in-context.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

async function check(files: Record<string, string>, path = 'Dockerfile') {
  const project = await viewOfFiles(Object.entries(files).map(([name, text]) => ({ path: name, text })), path, 'dockerfile');
  return findingsOf(documentOf(files[path]!, 'dockerfile', path), { rules: [noSecretsInContext], project });
}

it('adds lines to the ignore file that applies, in its line ending and below its last line', async () => {
  const [found] = await check({ Dockerfile: 'FROM x\nCOPY . /app\n', '.dockerignore': '!.env\r\n.git', '.env': '', 'a/b.pfx': '' });
  const [change] = found!.fixes[0]!.elsewhere!;
  expect(found!.fixes[0]).toMatchObject({ kind: 'suggestion', title: 'Add 2 lines to .dockerignore: check that the build does not read what they leave out' });
  expect(applyEdits(change!.text, change!.edits)).toBe('!.env\n.git\n**/.env\na/b.pfx'.replaceAll('\n', '\r\n'));
});

it('says nothing while nothing is known of the project', () => {
  expect(findingsOf(documentOf('FROM x\nCOPY . .\n', 'dockerfile'), { rules: [noSecretsInContext] })).toEqual([]);
});

it('tells of a secret once, though several stages copy it', async () => {
  const text = 'FROM x AS a\nCOPY . .\nFROM x AS b\nCOPY . .\nFROM x\nCOPY . .\n';
  expect((await check({ Dockerfile: text, '.env': '' })).map(({ span }) => text.slice(0, span.start).split('\n').length)).toEqual([6]);
});

it('reads the ignore file of each context that builds it', async () => {
  const files = {
    'compose.yaml': 'services:\n  a: {build: ./a}\n  b: {build: {context: ./b, dockerfile: ../a/Dockerfile}}\n',
    'a/Dockerfile': 'FROM x\nCOPY . .\n', 'a/.env': '', 'a/.dockerignore': '.env\n', 'b/.env': '',
  };
  const [found] = await check(files, 'a/Dockerfile');
  expect(found!.message).toMatch(/^`COPY \.` puts b\/\.env into the image/);
  expect(found!.fixes[0]!.creates).toEqual([{ path: 'b/.dockerignore', text: '**/.env\n' }]);
});
