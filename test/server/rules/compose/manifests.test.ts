import { expect, it } from 'vitest';
import type { BuildUse } from '../../../../server/src/core/engine/projectView.ts';
import { createContextFiles } from '../../../../server/src/project/contextFiles.ts';
import { manifestsOf } from '../../../../server/src/rules/compose/manifests.ts';

it('reads the files of a context once for all services that are built from it', () => {
  const asked: string[] = [];
  const files = createContextFiles({
    paths: ['api/requirements.txt', 'web/package.json', 'package.json'],
    folders: [],
    complete: true,
    text: (path) => {
      asked.push(path);
      return path.endsWith('.txt') ? 'Torch_Vision==1\n' : '{"dependencies":{"express":"4"}}';
    },
  });
  const use = (dockerfile: string) => ({ dockerfile, context: { path: '.', files } }) as BuildUse;
  const paths = () => ['api/Dockerfile', 'api/dev.Dockerfile', 'web/Dockerfile', 'lone/Dockerfile'].map((dockerfile) => manifestsOf(use(dockerfile)).map(({ path }) => path));
  expect(paths()).toEqual([['api/requirements.txt'], ['api/requirements.txt'], ['web/package.json'], ['package.json']]);
  expect(manifestsOf(use('api/Dockerfile'))[0]!.packages).toEqual(['torch-vision']);
  paths();
  expect(asked.sort()).toEqual(['api/requirements.txt', 'package.json', 'web/package.json']);
});
