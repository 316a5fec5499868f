import { expect, it } from 'vitest';
import type { WorkspaceDockerfile } from '../../../../server/src/core/engine/projectView.ts';
import { parseImageReference } from '../../../../server/src/core/image/reference.ts';
import { buildsOfImage } from '../../../../server/src/rules/compose/health/builtImages.ts';

it('finds a build by the name that a compose file gives it now', () => {
  const images = ['team/old:1'];
  const dockerfiles = [{ path: 'Dockerfile', uses: [{ images }] }] as unknown as readonly WorkspaceDockerfile[];
  const found = (name: string, builtImages: ReadonlySet<string>) => buildsOfImage(parseImageReference(name)!, { dockerfiles, builtImages }).length;
  const before = new Set(images);
  expect([found('team/old:1', before), found('team/new:1', before)]).toEqual([1, 0]);
  images[0] = 'team/new:1';
  const after = new Set(images);
  expect([found('team/old:1', after), found('team/new:1', after)]).toEqual([0, 1]);
});
