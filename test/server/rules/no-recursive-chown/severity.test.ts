import { expect, it } from 'vitest';
import { noRecursiveChown } from '../../../../server/src/rules/no-recursive-chown.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

it.each([
  ['/etc/acme', 'hint'], ['/usr/local/etc/acme', 'hint'], ['/etcetera', 'warning'], ['/opt/acme', 'warning'],
])('of files from another stage in %s is a %s', (folder, severity) => {
  const text = `FROM acme/build:1 AS build\nFROM alpine:3.24\nCOPY --from=build /out/conf/ ${folder}/\nRUN adduser -D acme && chown -R acme:acme ${folder}\n`;
  expect(findingsOf(documentOf(text, 'dockerfile'), { rules: [noRecursiveChown] }).map((found) => found.severity)).toEqual([severity]);
});
