import { expect, it } from 'vitest';
import { requireCacheMount } from '../../../../server/src/rules/require-cache-mount.ts';
import { documentOf, findingsOfRule } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const TEXT = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nRUN go mod download\n';

it('what an earlier RUN leaves in the image is judged by the project as it is now', async () => {
  const files = [{ path: 'Dockerfile', text: TEXT }, { path: 'go.mod', text: 'module a\n' }, { path: 'go.sum', text: 'b v1.0.0 h1:c=\n' }];
  const downloading = await viewOfFiles(files, 'Dockerfile', 'dockerfile');
  const vendored = await viewOfFiles([...files, { path: 'vendor/modules.txt', text: '# b v1.0.0\n' }], 'Dockerfile', 'dockerfile');
  const document = documentOf(TEXT, 'dockerfile', 'Dockerfile');
  const found = (project: typeof vendored) => findingsOfRule(requireCacheMount, document, project).map(({ span }) => TEXT.slice(span.start, span.end));
  expect(found(downloading)).toEqual(['go build']);
  expect(found(vendored)).toEqual(['go mod download']);
  expect(found(downloading)).toEqual(['go build']);
});
