import { expect, it } from 'vitest';
import { problemOf } from '../../../server/src/build/failures.ts';
import { outlineOf } from '../../../server/src/build/outline.ts';
import type { BuildRequest, PlannedTarget } from '../../../server/src/build/request.ts';
import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import { TraceRecorder } from '../../../server/src/timing/traceRecorder.ts';

const TARGET: PlannedTarget = { name: 'web', context: '/w', dockerfile: '/w/Dockerfile', inline: null, target: null, args: {}, contexts: {}, tags: [], platforms: [], needs: [] };
const REQUEST: BuildRequest = {
  what: { kind: 'compose', folder: '/w', files: [], services: [], profiles: [] }, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: 'docker',
};

/** A build whose steps fail with these errors, all at once; the tools tell the last one. */
function failed(dockerfile: string, steps: readonly (readonly [name: string, error: string])[], excerpt = ''): { readonly trace: BuildTrace; readonly kind: string; readonly message: string } {
  const recorder = new TraceRecorder([outlineOf(TARGET, dockerfile)]);
  const reader = recorder.reader({ targets: ['web'] });
  const vertexes = steps.map(([name, error], at) => ({ digest: `sha256:${at}`, name, started: '2026-11-21T00:00:00Z', completed: '2026-11-21T00:00:01Z', error }));
  const text = `${excerpt}ERROR: failed to build: failed to solve: ${steps.at(-1)![1]}`;
  reader.push(`${JSON.stringify({ vertexes })}\n${text}\n`);
  recorder.finish('failed');
  const trace = recorder.trace();
  const { kind, message } = problemOf({ request: REQUEST, workspaceFolder: '/w', spawnError: null, exitCode: 1, text, trace, isCancelled: false });
  return { trace, kind, message };
}

const missing = (path: string): string => `failed to calculate checksum of ref df781ea0::npohj: "${path}": not found`;

it('names the instruction of the file that the builder tells, and how many more fail so', () => {
  const told = failed('FROM debian\nCOPY a /a\nCOPY b /b\nCOPY c /c\n', [['[2/4] COPY a /a', missing('/a')], ['[3/4] COPY b /b', missing('/b')], ['[4/4] COPY c /c', missing('/c')]]);
  expect(told.message).toBe('COPY c /c (Dockerfile, line 4) copies /c, which is not in the build context, or which .dockerignore leaves out, as it goes with 2 more instructions.');
  expect(told.trace.targets).toMatchObject([{ failedStep: 'sha256:2', error: missing('/c') }]);
});

it.each([
  ['COPY --from=build /out /srv', 'COPY --from=build /out /srv (Dockerfile, line 2) copies /out from build, where it is not.'],
  ['COPY --chown=1 --from=ghcr.io/x/uv:1 /out /srv', 'COPY --chown=1 --from=ghcr.io/x/uv:1 /out /srv (Dockerfile, line 2) copies /out from ghcr.io/x/uv:1, where it is not.'],
  ['RUN --mount=type=bind,source=out,target=/o ls', 'RUN --mount=type=bind,source=out,target=/o ls (Dockerfile, line 2) mounts /out, which is not in the build context, or which .dockerignore leaves out.'],
  ['RUN --mount=type=bind,from=build,source=out,target=/o ls', 'RUN --mount=type=bind,from=build,source=out,target=/o ls (Dockerfile, line 2) mounts /out from build, where it is not.'],
])('tells what %s takes its files from', (instruction, message) => {
  expect(failed(`FROM debian\n${instruction}\n`, [[`[2/2] ${instruction}`, missing('/out')]])).toMatchObject({ kind: 'missing-file', message });
});

it('knows the folder of a wildcard that is not there', () => {
  const told = failed('FROM debian\nCOPY target/*.jar /app.jar\n', [['[2/2] COPY target/*.jar /app.jar', 'lstat /target: no such file or directory']]);
  expect(told).toMatchObject({ kind: 'missing-file', message: 'COPY target/*.jar /app.jar (Dockerfile, line 2) copies /target, which is not in the build context, or which .dockerignore leaves out.' });
});

it('says of a download which one failed, and why', () => {
  const ask = (reason: string) => failed('FROM debian\nADD https://example.com/a /\n', [['[2/2] ADD https://example.com/a /', `failed to load cache key: Get "https://example.com/a": ${reason}`]]).message;
  expect(ask('dial tcp: lookup example.com on 192.0.2.53:53: no such host')).toBe('ADD https://example.com/a / (Dockerfile, line 2) failed, since the builder cannot reach its server: check the address and the network.');
  expect(ask('x509: certificate has expired')).toBe('ADD https://example.com/a / (Dockerfile, line 2) failed, since x509: certificate has expired.');
});

it.each([['base name (${BASE}) should not be blank', 'FROM ${BASE}'], ['failed to parse stage name "grafana/grafana:": invalid reference format', 'FROM grafana/grafana:${V}']])('tells a FROM without an image as it is written: %s', (error, from) => {
  const excerpt = `Dockerfile:2\n--------------------\n   1 |     ARG V\n   2 | >>> ${from}\n   3 |     \n--------------------\n`;
  expect(failed('', [['[internal] load metadata', error]], excerpt)).toMatchObject({
    kind: 'unset-variable', message: `${from} (line 2) comes to no name of an image: give the build arguments in it a value, or their ARG a default.`,
  });
  expect(failed('', [['[internal] load metadata', error]]).message).toMatch(/^A FROM comes to no name of an image/);
});

it('says of a repository that it cannot be fetched, without what logs in there', () => {
  const error = "failed to read dockerfile: failed to load cache key: failed to fetch remote https://me:token@example.com/x.git: git stderr:\nfatal: unable to access 'https://example.com/x.git/': Could not resolve host: example.com\n: exit status 128";
  expect(failed('', [['load git source https://example.com/x.git', error]]).message).toBe(
    "The repository https://example.com/x.git cannot be fetched (fatal: unable to access 'https://example.com/x.git/': Could not resolve host: example.com): check its address, the network, and who may read it.",
  );
  expect(failed('', [['[internal] x', 'the moon is full\n: exit status 128']]).message).toBe('The build failed: the moon is full.');
});

it('does not repeat a word behind a variable that says nothing', () => {
  const told = (why: string) => problemOf({ request: REQUEST, workspaceFolder: '/w', spawnError: null, exitCode: 1, text: `{"error":true,"message":"required variable DB is missing a value: ${why}"}`, trace: null, isCancelled: false }).message;
  expect(told('error')).toBe('The variable DB has no value: set it in the environment or in the .env file beside the compose file.');
  expect(told('where the data is')).toBe('The variable DB has no value (where the data is): set it in the environment or in the .env file beside the compose file.');
});

it('tells of commands that fail at once the one that its target tells', () => {
  const exit = (command: string): string => `process "/bin/sh -c ${command}" did not complete successfully: exit code: 1`;
  const told = failed('FROM debian AS one\nRUN a\nFROM debian\nRUN b\n', [['[one 2/2] RUN a', exit('a')], ['[stage-1 2/2] RUN b', exit('b')]]);
  expect(told.trace.targets).toMatchObject([{ failedStep: 'sha256:1' }]);
  expect(told.message).toBe('RUN b (Dockerfile, line 4) failed with exit code 1: its log says why.');
});
