import { expect, it } from 'vitest';
import { requireCacheMount } from '../../../../server/src/rules/require-cache-mount.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

/** Put together, since it is the host of a package registry. */
const NODE_SETUP = `https://${['deb', 'nodesource', 'com'].join('.')}/setup_22.x`;

it.each([
  [NODE_SETUP, true],
  ['https://example.com/setup_22.x', false],
])('knows which scripts fetch the package lists: %#', (script, isUpdating) => {
  const run = `RUN curl -fsSL ${script} | bash - && apt-get install -y nodejs && rm -rf /var/lib/apt/lists/*`;
  const [finding] = findingsOf(documentOf(`FROM debian:bookworm\n${run}\n`, 'dockerfile'), { rules: [requireCacheMount] });
  expect(finding?.fixes.some(({ kind }) => kind === 'safe')).toBe(isUpdating);
});
