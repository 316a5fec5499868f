import { expect, it } from 'vitest';
import { foldFacts } from '../../../../server/src/core/dockerfile/foldFacts.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { sentSources } from '../../../../server/src/project/context/sentSources.ts';
import { cpuTime } from '../../support/cpuTime.ts';

function sourcesOf(text: string, target: string | null = null): readonly string[] {
  const model = parseDockerfile(text);
  return sentSources(model, foldFacts(model, null), target);
}

const STAGES = `FROM alpine AS Base
COPY base.txt /
FROM base AS build
ARG DIR=src
COPY $DIR/ ../lib /
COPY ["with space", "/"]
RUN --mount=type=bind,source=./go.mod,target=/go.mod --mount=type=cache,target=/c --mount=type=secret,id=s true
FROM alpine AS test
COPY tests /tests
RUN --mount=target=/all true
FROM alpine
COPY --from=build /out /
COPY --from=0 /etc/x /x
ADD https://example.com/a.tar git@example.com:a/b.git assets /
COPY main.txt <<EOF /d/
EOF
`;

it('asks for what the stages of the target read, and no others', () => {
  expect(sourcesOf(STAGES)).toEqual(['assets', 'base.txt', 'go.mod', 'lib', 'main.txt', 'src', 'with space']);
  expect(sourcesOf(STAGES, 'base')).toEqual(['base.txt']);
  expect(sourcesOf(STAGES, 'TEST')).toEqual(['.', 'tests']);
  expect(sourcesOf(STAGES, 'missing')).toEqual(sourcesOf(STAGES));
});

it('follows stages that are mounted', () => {
  const text = 'FROM a AS deps\nCOPY deps.txt /\nFROM a AS other\nCOPY other.txt /\nFROM a\nRUN --mount=type=bind,from=deps,target=/d true\n';
  expect(sourcesOf(text)).toEqual(['deps.txt']);
});

it('counts ONBUILD where its stage is continued', () => {
  const text = 'FROM a AS base\nONBUILD COPY big /\nONBUILD RUN --mount=source=x,target=/x true\nFROM base\nCOPY a /\n';
  expect(sourcesOf(text)).toEqual(['a', 'big', 'x']);
  expect(sourcesOf(text, 'base')).toEqual([]);
});

it('counts a tmpfs mount beside a copy as the whole context', () => {
  expect(sourcesOf('FROM a\nCOPY x /\nRUN --mount=type=tmpfs,target=/t true\n')).toEqual(['.', 'x']);
  expect(sourcesOf('FROM a\nRUN --mount=type=tmpfs,target=/t true\n')).toEqual([]);
});

it('ends on stages that name each other, and on files without any', () => {
  expect(sourcesOf('FROM a AS x\nCOPY --from=y a /\nCOPY b /\nFROM x AS y\nCOPY --from=x a /\nCOPY c /\n')).toEqual(['b', 'c']);
  expect(sourcesOf('')).toEqual([]);
  expect(sourcesOf('COPY a b\n')).toEqual([]);
});

it('takes no long time on thousands of stages', () => {
  const stages = Array.from({ length: 3_000 }, (_, i) => `FROM base AS s${i}\nCOPY --from=s${Math.max(0, i - 1)} a /\nCOPY f${i} /\n`).join('');
  const model = parseDockerfile(`FROM a AS base\n${'ONBUILD RUN true\n'.repeat(200)}COPY x /\n${stages}`);
  const facts = foldFacts(model, null);
  expect(cpuTime(() => expect(sentSources(model, facts, null)).toHaveLength(3_001))).toBeLessThan(2_000);
});
