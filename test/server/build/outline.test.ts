import { expect, it } from 'vitest';
import { outlineOf } from '../../../server/src/build/outline.ts';
import type { PlannedTarget } from '../../../server/src/build/request.ts';

const TARGET: PlannedTarget = {
  name: 'web', context: '/w', dockerfile: '/w/Dockerfile', inline: null, target: null, args: {}, contexts: { base: 'target:base', lib: '/lib' }, tags: [], platforms: [], needs: ['base'],
};

it('tells the instructions that become steps, by their lines', () => {
  const text = `# syntax=docker/dockerfile:1
ARG VERSION=1
FROM node:\${VERSION} AS Build
ENV A=1
workdir /app
RUN echo a && \\
    # a comment
    echo b
ONBUILD RUN echo never
COPY <<EOF /x
text
EOF
HEALTHCHECK CMD true

FROM base
ADD a.tar /
CMD ["x"]
`;
  expect(outlineOf(TARGET, text)).toEqual({
    name: 'web',
    dockerfile: '/w/Dockerfile',
    targetContexts: { base: 'base' },
    stages: [
      {
        name: 'build',
        base: 'node:${VERSION}',
        instructions: [
          { keyword: 'FROM', line: 2, endLine: 2, text: 'FROM node:${VERSION} AS Build' },
          { keyword: 'WORKDIR', line: 4, endLine: 4, text: 'workdir /app' },
          { keyword: 'RUN', line: 5, endLine: 7, text: 'RUN echo a && \\\n    # a comment\n    echo b' },
          { keyword: 'COPY', line: 9, endLine: 11, text: 'COPY <<EOF /x\ntext\nEOF' },
        ],
      },
      {
        name: null,
        base: 'base',
        instructions: [
          { keyword: 'FROM', line: 14, endLine: 14, text: 'FROM base' },
          { keyword: 'ADD', line: 15, endLine: 15, text: 'ADD a.tar /' },
        ],
      },
    ],
  });
});

it('has no stages where the Dockerfile could not be read', () => {
  expect(outlineOf({ ...TARGET, dockerfile: null }, null)).toEqual({ name: 'web', dockerfile: null, stages: [], targetContexts: { base: 'base' } });
});
