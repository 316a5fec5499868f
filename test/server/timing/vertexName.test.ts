import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordOf } from '../../../server/src/timing/keywords.ts';
import { kindOf, parseVertexName, type VertexName } from '../../../server/src/timing/vertexName.ts';

const SEVERAL = { targets: new Set(['web', 'api', 'builder', 'my target', 'a]b']), stages: new Set(['builder', 'test']) };
const ONE = { targets: new Set(['builder']), stages: new Set(['builder', 'deps']) };
const OTHER = { targets: new Set(['app']), stages: new Set<string>() };
const NONE = { targets: new Set<string>(), stages: new Set<string>() };
const parts = ({ target, platform, section, stage, position, label }: VertexName): unknown[] => [target, platform, section, stage, position && `${position.index}/${position.total}`, label];

describe('parseVertexName', () => {
  it.each([
    // With several targets, each name begins with one.
    [SEVERAL, '[web builder 2/5] RUN make', ['web', null, null, 'builder', '2/5', 'RUN make'], 'instruction'],
    [SEVERAL, '[builder 2/5] RUN make', ['builder', null, null, null, '2/5', 'RUN make'], 'instruction'],
    [SEVERAL, '[builder builder 2/5] RUN make', ['builder', null, null, 'builder', '2/5', 'RUN make'], 'instruction'],
    [SEVERAL, '[api stage-1  2/13] COPY a b', ['api', null, null, 'stage-1', '2/13', 'COPY a b'], 'instruction'],
    [SEVERAL, '[web internal] load .dockerignore', ['web', null, 'internal', null, null, 'load .dockerignore'], 'internal'],
    [SEVERAL, '[internal] load local bake definitions', [null, null, 'internal', null, null, 'load local bake definitions'], 'internal'],
    [SEVERAL, '[web internal] load build context', ['web', null, 'internal', null, null, 'load build context'], 'context'],
    [SEVERAL, '[web] exporting to image', ['web', null, null, null, null, 'exporting to image'], 'export'],
    [SEVERAL, '[api] resolving provenance for metadata file', ['api', null, null, null, null, 'resolving provenance for metadata file'], 'internal'],
    [SEVERAL, '[web auth] library/debian:pull token for registry.example.com', ['web', null, 'auth', null, null, 'library/debian:pull token for registry.example.com'], 'internal'],
    [SEVERAL, '[web context shared] load from client', ['web', null, 'context shared', null, null, 'load from client'], 'context'],
    [SEVERAL, '[web context shared] load .dockerignore', ['web', null, 'context shared', null, null, 'load .dockerignore'], 'internal'],
    [SEVERAL, '[web linux/arm64 test 1/2] FROM docker.io/library/node:24', ['web', 'linux/arm64', null, 'test', '1/2', 'FROM docker.io/library/node:24'], 'base'],
    [SEVERAL, '[web linux/amd64->linux/arm64 2/2] RUN x', ['web', 'linux/amd64->linux/arm64', null, null, '2/2', 'RUN x'], 'instruction'],
    [SEVERAL, '[web] FROM docker.io/library/nginx:1', ['web', null, null, null, null, 'FROM docker.io/library/nginx:1'], 'base'],
    [SEVERAL, '[my target 2/2] RUN x', ['my target', null, null, null, '2/2', 'RUN x'], 'instruction'],
    [SEVERAL, '[my target] exporting to image', ['my target', null, null, null, null, 'exporting to image'], 'export'],
    [SEVERAL, '[a]b test 2/2] RUN x', ['a]b', null, null, 'test', '2/2', 'RUN x'], 'instruction'],
    [SEVERAL, '[unknown builder 2/2] RUN x', ['unknown', null, null, 'builder', '2/2', 'RUN x'], 'instruction'],
    // With one, none does.
    [ONE, '[builder 2/5] RUN make', [null, null, null, 'builder', '2/5', 'RUN make'], 'instruction'],
    [ONE, '[deps 2/5] RUN make', [null, null, null, 'deps', '2/5', 'RUN make'], 'instruction'],
    [OTHER, '[2/2] COPY . /app', [null, null, null, null, '2/2', 'COPY . /app'], 'instruction'],
    [OTHER, '[ 7/14] RUN echo', [null, null, null, null, '7/14', 'RUN echo'], 'instruction'],
    [OTHER, '[linux/amd64 builder 2/5] RUN make', [null, 'linux/amd64', null, 'builder', '2/5', 'RUN make'], 'instruction'],
    [OTHER, '[linux/arm/v7 internal] load metadata for x', [null, 'linux/arm/v7', 'internal', null, null, 'load metadata for x'], 'internal'],
    [OTHER, '[app 2/2] RUN x', ['app', null, null, null, '2/2', 'RUN x'], 'instruction'],
    [OTHER, 'exporting to image', [null, null, null, null, null, 'exporting to image'], 'export'],
    [OTHER, 'importing to docker', [null, null, null, null, null, 'importing to docker'], 'export'],
    [OTHER, 'exporting cache to registry', [null, null, null, null, null, 'exporting cache to registry'], 'export'],
    [OTHER, 'importing cache manifest from registry.example.com/shop:cache', [null, null, null, null, null, 'importing cache manifest from registry.example.com/shop:cache'], 'internal'],
    [OTHER, 'resolve image config for docker-image://docker.io/docker/dockerfile:1', [null, null, null, null, null, 'resolve image config for docker-image://docker.io/docker/dockerfile:1'], 'internal'],
    [OTHER, 'docker-image://docker.io/docker/dockerfile:1', [null, null, null, null, null, 'docker-image://docker.io/docker/dockerfile:1'], 'internal'],
    [OTHER, 'https://example.com/a.tgz', [null, null, null, null, null, 'https://example.com/a.tgz'], 'internal'],
    [OTHER, '[context base] debian:bookworm-slim', [null, null, 'context base', null, null, 'debian:bookworm-slim'], 'base'],
    [OTHER, '[a 4/4] LINK COPY --link f /f', [null, null, null, 'a', '4/4', 'LINK COPY --link f /f'], 'internal'],
    [OTHER, '[linking] layers', [null, null, 'linking', null, null, 'layers'], 'internal'],
    [OTHER, 'compile everything', [null, null, null, null, null, 'compile everything'], 'instruction'],
    [OTHER, '[1/2', [null, null, null, null, null, '[1/2'], 'instruction'],
    [OTHER, '', [null, null, null, null, null, ''], 'instruction'],
    [NONE, '[web] exporting to image', ['web', null, null, null, null, 'exporting to image'], 'export'],
    [NONE, '[web builder 2/2] RUN x', ['web', null, null, 'builder', '2/2', 'RUN x'], 'instruction'],
    [NONE, '[__proto__ constructor 2/2] RUN x', ['__proto__', null, null, 'constructor', '2/2', 'RUN x'], 'instruction'],
  ] as const)('%# %j', (known, name, expected, kind) => {
    const parsed = parseVertexName(name, known);
    expect(parts(parsed)).toEqual(expected);
    expect(kindOf(parsed)).toBe(kind);
  });

  it('reads anything', () => {
    const odd = fc.string({ unit: fc.constantFrom('[', ']', ' ', '/', '1', 'web', 'internal', 'context', 'linux/amd64', 'RUN', '->', '\n') });
    fc.assert(
      fc.property(odd, (name) => {
        expect(['instruction', 'base', 'context', 'internal', 'export']).toContain(kindOf(parseVertexName(name, SEVERAL)));
      }),
    );
  });

  it('finds keywords', () => {
    expect(['COPY --link a b', 'LINK COPY --link a b', 'RUN', 'ONBUILD RUN x', 'make', 'RUNNING', 'run x'].map(keywordOf)).toEqual(['COPY', 'COPY', 'RUN', 'ONBUILD', '', 'RUNNING', '']);
  });
});
