import { expect, it } from 'vitest';
import { sentence } from '../../../../server/src/rules/messages/sentence.ts';

it.each([
  ['the user of this RUN cannot be told', 'The user of this RUN cannot be told.'],
  ['what stands between cannot be read', 'What stands between cannot be read.'],
  ['npm runs scripts of the project', 'npm runs scripts of the project.'],
  ['go mod download reads nothing', 'go mod download reads nothing.'],
  ['zypper keeps packages only of some repositories', 'zypper keeps packages only of some repositories.'],
  ['sccache may be told elsewhere', 'sccache may be told elsewhere.'],
  ["pnpm's store is elsewhere", "pnpm's store is elsewhere."],
  ['package.json has workspaces', 'package.json has workspaces.'],
  ['dnf5 caches elsewhere', 'dnf5 caches elsewhere.'],
  ['`yarn cache clean` would empty the mount', '`yarn cache clean` would empty the mount.'],
  ['UV_NO_CACHE may switch the cache off', 'UV_NO_CACHE may switch the cache off.'],
])('%s', (reason, expected) => {
  expect(sentence(reason)).toBe(expected);
});
