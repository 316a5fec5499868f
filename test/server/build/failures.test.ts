import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorWords, problemOf, type Failure } from '../../../server/src/build/failures.ts';
import { outlineOf } from '../../../server/src/build/outline.ts';
import type { BuildRequest, PlannedTarget } from '../../../server/src/build/request.ts';
import { TraceRecorder } from '../../../server/src/timing/traceRecorder.ts';
import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import { cpuTime } from '../support/cpuTime.ts';

const REQUEST: BuildRequest = {
  what: { kind: 'compose', folder: '/w', files: [], services: [], profiles: [] }, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: 'docker',
};
const FAILURE: Failure = { request: REQUEST, workspaceFolder: '/w', spawnError: null, exitCode: 1, text: '', trace: null, isCancelled: false };

const told = (text: string, rest: Partial<Failure> = {}): readonly [kind: string, message: string] => {
  const { kind, message } = problemOf({ ...FAILURE, text, ...rest });
  return [kind, message];
};

/** What the tools printed when it was tried: docker 28.2, buildx 0.29, compose 2.40, BuildKit of the engine 28.5. */
const SAID: readonly (readonly [what: string, text: string, kind: string, message: string])[] = [
  [
    'the engine is down',
    'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    'no-engine', 'The Docker engine is not running: start Docker Desktop, or the docker service, and build again.',
  ],
  [
    'the engine is down, as compose says it',
    '{"error":true,"message":"Cannot connect to the Docker daemon at unix:///nonexistent.sock. Is the docker daemon running?\\n"}',
    'no-engine', 'The Docker engine is not running: start Docker Desktop, or the docker service, and build again.',
  ],
  [
    'the engine is down, in newer words',
    'ERROR: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
    'no-engine', 'The Docker engine is not running: start Docker Desktop, or the docker service, and build again.',
  ],
  [
    'the engine is down on Windows',
    'ERROR: error during connect: in the default daemon configuration on Windows, the docker client must be run with elevated privileges to connect: Head "http://%2F%2F.%2Fpipe%2Fdocker_engine/_ping": open //./pipe/docker_engine: The system cannot find the file specified.',
    'no-engine', 'The Docker engine is not running: start Docker Desktop, or the docker service, and build again.',
  ],
  [
    'a remote engine refuses',
    'ERROR: Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?',
    'no-engine', 'The Docker engine at tcp://127.0.0.1:1 does not answer: check DOCKER_HOST or the docker context, and the network.',
  ],
  [
    'a remote engine has no address',
    'ERROR: error during connect: Head "http://no.such.host.invalid:2375/_ping": dial tcp: lookup no.such.host.invalid on 192.0.2.53:53: no such host',
    'no-engine', 'The remote Docker engine cannot be reached: check DOCKER_HOST or the docker context, and the network.',
  ],
  [
    'ssh does not get there',
    'ERROR: error during connect: Head "http://docker.example.com/_ping": command [ssh -l nobody -p 1 -o ConnectTimeout=30 -T -- 127.0.0.1 docker system dial-stdio] has exited with exit status 255, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=ssh: connect to host 127.0.0.1 port 1: Connection refused',
    'no-engine', 'The remote Docker engine cannot be reached by ssh: check DOCKER_HOST or the docker context, and that `ssh` logs in there without a question.',
  ],
  [
    'there is no such context',
    'Failed to initialize: unable to resolve docker endpoint: context "nope": context not found: open /root/.docker/contexts/meta/1234/meta.json: no such file or directory',
    'no-engine', 'The docker context nope does not exist: choose another with `docker context use`.',
  ],
  [
    'the socket is not for everyone',
    '{"error":true,"message":"permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Head \\"http://%2Fvar%2Frun%2Fdocker.sock/_ping\\": dial unix /var/run/docker.sock: connect: permission denied\\n"}',
    'no-permission', 'This account may not use the Docker engine: add it to the group docker and log in again, or use rootless Docker.',
  ],
  ['there is no such builder', '{"error":true,"message":"no builder \\"nope\\" found\\n"}', 'no-builder', 'There is no builder nope: `docker buildx ls` shows those that there are.'],
  ['buildx is too old for compose', '{"error":true,"message":"compose build requires buildx 0.17 or later"}', 'old-buildx', 'Docker Compose needs buildx 0.17 or newer to build: update Docker.'],
  ['buildx is missing', 'docker: unknown command: docker buildx\n\nRun \'docker --help\' for more information', 'no-buildx', 'Docker is installed without buildx, which builds images: install it as https://docs.docker.com/go/buildx/ tells.'],
  [
    'compose is missing',
    "docker: 'compose' is not a docker command.\nSee 'docker --help'",
    'no-compose', 'Docker is installed without Docker Compose, which builds services: install it as https://docs.docker.com/compose/install/ tells.',
  ],
  [
    'a variable must be set',
    '{"error":true,"message":"error while interpolating services.a.environment.X: required variable MUST is missing a value"}',
    'unset-variable', 'The variable MUST has no value: set it in the environment or in the .env file beside the compose file.',
  ],
  [
    'a variable must be set, and the file says why',
    '{"error":true,"message":"error while interpolating services.a.environment.X: required variable MUST is missing a value: please set it in .env"}',
    'unset-variable', 'The variable MUST has no value (please set it in .env): set it in the environment or in the .env file beside the compose file.',
  ],
  [
    'a secret is not given',
    's.Dockerfile:2\n--------------------\n   1 |     FROM debian:bookworm-slim\n   2 | >>> RUN --mount=type=secret,id=s,required cat /run/secrets/s\n--------------------\nERROR: failed to build: failed to solve: secret s: not found',
    'missing-secret', "The build wants the secret s, which it is not given: list it under `secrets` of the service's `build`, or give it with `--secret`.",
  ],
  [
    'the file of a secret is not there',
    '{"error":true,"message":"failed to stat /w/secrets/npm.txt: stat /w/secrets/npm.txt: no such file or directory\\n"}',
    'missing-secret', 'The file secrets/npm.txt of a build secret does not exist: create it, or correct its path.',
  ],
  [
    'a secret is not declared',
    '{"error":true,"message":"service \\"a\\" refers to undefined build secret undefined_s: invalid compose project"}',
    'missing-secret', 'The build secret undefined_s is not declared: add it to the `secrets` at the top level of the compose file.',
  ],
  [
    'there is no ssh agent',
    'ERROR: failed to build: failed to convert agent config {default [] false}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set',
    'missing-ssh', 'The build wants keys from an ssh agent and there is none: start one, add the key with `ssh-add`, and make sure that SSH_AUTH_SOCK is set where docker starts.',
  ],
  [
    'no ssh agent is passed on',
    'ssh.Dockerfile:2\n--------------------\n   2 | >>> RUN --mount=type=ssh,required true\n--------------------\nERROR: failed to build: failed to solve: unset ssh forward key default',
    'missing-ssh', 'The build wants keys from an ssh agent and there is none: start one, add the key with `ssh-add`, and make sure that SSH_AUTH_SOCK is set where docker starts.',
  ],
  ['there is no such service', '{"error":true,"message":"no such service: nosuch"}', 'no-such-target', 'There is no service nosuch in the compose files that were read.'],
  ['there is no such bake target', 'ERROR: failed to find target nosuch', 'no-such-target', 'There is no target nosuch in the bake files that were read.'],
  ['there is no such stage', '{"error":true,"message":"failed to solve: target stage \\"nope\\" could not be found\\n"}', 'no-such-target', 'The Dockerfile has no stage nope: name one that it has, as `target`.'],
  ['there is no Dockerfile', 'ERROR: failed to build: failed to solve: failed to read dockerfile: open nosuch.Dockerfile: no such file or directory', 'missing-file', 'The build context has no file nosuch.Dockerfile to build from: correct its path.'],
  ['there is no context', '{"error":true,"message":"unable to prepare context: path \\"/w/nodir\\" not found\\n"}', 'missing-file', 'The build context nodir does not exist: correct its path.'],
  ['there is no compose file', '{"error":true,"message":"no configuration file provided: not found"}', 'missing-file', 'There is no compose file in the folder that docker was started in.'],
  ['there is no such compose file', '{"error":true,"message":"open /w/nofile.yml: no such file or directory"}', 'missing-file', 'There is no file nofile.yml: correct its path.'],
  ['there is no bake file', "ERROR: couldn't find a bake definition", 'missing-file', 'There is no bake file in the folder that docker was started in.'],
  [
    'what is copied is not there',
    'c.Dockerfile:2\n--------------------\n   2 | >>> COPY nofile /\n--------------------\nERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref df781ea0::npohj: "/nofile": not found',
    'missing-file', 'The Dockerfile copies /nofile, which is not in the build context, or which .dockerignore leaves out.',
  ],
  [
    'the registry cannot be reached',
    '{"error":true,"message":"b.Dockerfile:1\\n\\n--------------------\\n\\n   1 | \\u003e\\u003e\\u003e FROM nosuchimage:1\\n\\n   2 |     \\n\\n--------------------\\n\\nfailed to solve: nosuchimage:1: failed to resolve source metadata for docker.io/library/nosuchimage:1: failed to do request: Head \\"https://registry-1.docker.io/v2/library/nosuchimage/manifests/1\\": dial tcp: lookup registry-1.docker.io on 192.0.2.53:53: no such host\\n"}',
    'base-image', 'The base image nosuchimage:1 is not in the engine, and its registry cannot be reached: check the name and the network.',
  ],
  [
    'there is no such image',
    'ERROR: failed to build: failed to solve: debian:nope: failed to resolve source metadata for docker.io/library/debian:nope: docker.io/library/debian:nope: not found',
    'base-image', 'The base image debian:nope does not exist: check its name and tag.',
  ],
  [
    'the registry refuses',
    'ERROR: failed to solve: x/y:1: failed to resolve source metadata for docker.io/x/y:1: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    'base-image', 'The registry does not give out the base image x/y:1: check the name, or log in with `docker login`.',
  ],
  ['the Dockerfile is wrong', 'bad.Dockerfile:2\n--------------------\n   2 | >>> FOO bar\n--------------------\nERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: FOO (did you mean FROM?)', 'bad-file', 'The Dockerfile cannot be read: line 2, unknown instruction: FOO (did you mean FROM?).'],
  ['the Dockerfile is empty', 'ERROR: failed to build: failed to solve: the Dockerfile cannot be empty', 'bad-file', 'The Dockerfile is empty: it needs a FROM at least.'],
  ['the compose file is no YAML', '{"error":true,"message":"yaml: line 1: did not find expected \',\' or \']\'"}', 'bad-file', "The compose file cannot be used: yaml: line 1: did not find expected ',' or ']'."],
  [
    'the compose file has an unknown key',
    '{"error":true,"message":"validating /w/compose.yml: services.a additional properties \'biuld\' not allowed"}',
    'bad-file', "The compose file cannot be used: validating /w/compose.yml: services.a additional properties 'biuld' not allowed.",
  ],
  ['a context is a service that is not there', '{"error":true,"message":"service \\"web\\" declares unknown service \\"base\\" as additional contexts base"}', 'bad-file', 'The compose file cannot be used: service "web" declares unknown service "base" as additional contexts base.'],
  ['services need each other', '{"error":true,"message":"infinite loop from b to a\\n"}', 'bad-file', 'The services b and a need each other to be built: one of the contexts must go.'],
  ['a tag is none', 'ERROR: failed to build: invalid tag "UPPER case": invalid reference format', 'bad-file', 'The tag UPPER case is no name that an image can have.'],
  [
    'the bake file is wrong',
    'bad.hcl:2\n--------------------\n   1 |     target "a" {\n   2 | >>>  context = \n   3 | >>> }\n--------------------\nERROR: bad.hcl:2,12-3,1: Invalid expression; Expected the start of an expression, but found an invalid expression token.',
    'bad-file', 'The bake file bad.hcl cannot be read: line 2, Invalid expression; Expected the start of an expression, but found an invalid expression token.',
  ],
  ['a variable of the bake file is unknown', 'ERROR: bad.hcl:2,15-20: Unknown variable; There is no variable named "NOVAR"., and 1 other diagnostic(s)', 'bad-file', 'The bake file bad.hcl cannot be read: line 2, Unknown variable; There is no variable named "NOVAR"., and 1 other diagnostic(s).'],
  [
    'bake asks for more',
    'Your build is requesting privileges for following possibly insecure capabilities:\n\n - Read access to path ../lib\n\nIn order to not see this message in the future pass "--allow=fs.read=../lib" to grant requested privileges.\nERROR: additional privileges requested',
    'outside-context', 'The bake file asks for more than a build may do by itself, such as files outside of its folder: run the command in a terminal and allow it there.',
  ],
  [
    'the builder makes one platform',
    'ERROR: failed to build: Multi-platform build is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/build-multi-platform/',
    'other', 'The builder of the engine makes one platform at a time: turn on the containerd image store, or use a builder that `docker buildx create` makes.',
  ],
  ['the disk is full', 'ERROR: failed to build: failed to solve: failed to copy files: copy file range failed: no space left on device', 'disk-full', 'The disk of the Docker engine is full: free some of it, as `docker builder prune` and `docker image prune` do.'],
  ['nobody knows', 'WARNING: something\nERROR: failed to build: failed to solve: the moon is full', 'other', 'The build failed: the moon is full.'],
  ['nothing is said', '', 'other', 'The build failed with exit code 1 and without telling why: see its output.'],
];

describe('words for people', () => {
  it.each(SAID)('where %s', (_, text, kind, message) => {
    expect(told(text)).toEqual([kind, message]);
    expect(message).toMatch(/\.$/);
    expect(problemOf({ ...FAILURE, text }).detail).toBe(text.trim());
  });
});

describe('a program that could not be started', () => {
  it('is not there', () => {
    expect(told('', { spawnError: { code: 'ENOENT', message: 'spawn docker ENOENT' } })).toEqual([
      'no-docker', 'Docker is not installed, or its program is not on the PATH: install Docker, or name its program in the settings.',
    ]);
  });

  it('may not be started', () => {
    const request = { ...REQUEST, docker: '/opt/docker' };
    expect(told('', { request, spawnError: { code: 'EACCES', message: 'spawn /opt/docker EACCES' } })[1]).toBe(
      'The program /opt/docker must not be started by this account: correct its permissions, or the path of docker in the settings.',
    );
  });
});

it('says that it was cancelled, whatever docker says', () => {
  expect(told('ERROR: failed to build: failed to solve: Canceled: context canceled', { isCancelled: true, exitCode: 130 })).toEqual(['cancelled', 'The build was cancelled.']);
});

it('was stopped by a signal', () => {
  expect(told('', { exitCode: null })[1]).toBe('The build ended without telling why: docker was stopped by a signal.');
});

describe('a command that fails', () => {
  const TARGET: PlannedTarget = { name: 'web', context: '/w', dockerfile: '/w/web/Dockerfile', inline: null, target: null, args: {}, contexts: {}, tags: [], platforms: [], needs: [] };

  const lines = (error: string, log: string): string => {
    const vertex = { digest: 'sha256:1', name: '[2/2] RUN make topsecret', started: '2026-11-21T00:00:00Z', completed: '2026-11-21T00:00:01Z', error };
    return [{ vertexes: [vertex] }, { logs: [{ vertex: vertex.digest, stream: 2, data: Buffer.from(log).toString('base64'), timestamp: vertex.completed }] }].map((line) => `${JSON.stringify(line)}\n`).join('');
  };

  const traceOf = (error: string, log = '', dockerfile: string | null = 'FROM debian\nRUN make \\\n  $TOKEN\n'): BuildTrace => {
    const recorder = new TraceRecorder([outlineOf({ ...TARGET, ...(dockerfile === null && { dockerfile }) }, dockerfile)]);
    recorder.reader({ targets: ['web'] }).push(lines(error, log));
    recorder.finish('failed');
    return recorder.trace();
  };

  const exit = (code: number): string => `process "/bin/sh -c make $TOKEN" did not complete successfully: exit code: ${code}`;
  const textOf = (code: number): string => `Dockerfile:2\n--------------------\n   2 | >>> RUN make $TOKEN\n--------------------\nERROR: target web: failed to solve: ${exit(code)}`;

  it.each([
    [1, 'step-failed', 'failed with exit code 1: its log says why.'],
    [126, 'step-failed', 'failed with exit code 126: the command cannot be executed in the image.'],
    [127, 'step-failed', 'failed with exit code 127: the image has no such command.'],
    [137, 'step-failed', 'failed with exit code 137: it was killed, most often since the engine has no memory left, so build fewer at once or give the engine more.'],
  ])('with %d is told by its place, as it is written', (code, kind, end) => {
    expect(told(textOf(code), { trace: traceOf(exit(code)) })).toEqual([kind, `RUN make $TOKEN (web/Dockerfile, line 2) ${end}`]);
  });

  it('is told as the shell got it where its place is not known, so that no argument is in it', () => {
    expect(told(textOf(3), { trace: traceOf(exit(3), '', null) })[1]).toBe('RUN make $TOKEN of web failed with exit code 3: its log says why.');
  });

  it('is told without a trace', () => {
    expect(told(textOf(3))[1]).toBe('A command of the Dockerfile failed with exit code 3: its log says why.');
  });

  it('found the disk full', () => {
    expect(told(textOf(1), { trace: traceOf(exit(1), "dd: error writing '/x': No space left on device\n") })).toEqual([
      'disk-full', 'RUN make $TOKEN (web/Dockerfile, line 2) found no space left on the disk: free some, as `docker builder prune` and `docker image prune` do.',
    ]);
  });

  it('is not taken for what its text says', () => {
    const text = textOf(1).replaceAll('make $TOKEN', 'echo no such service: x, no space left on device');
    expect(told(text, { trace: traceOf(exit(1)) })[0]).toBe('step-failed');
  });
});

it('reads a real failure', () => {
  const stream = readFileSync(path.join(import.meta.dirname, '../timing/captures/bake-one-fails.jsonl'), 'utf8');
  const recorder = new TraceRecorder([]);
  recorder.reader({ targets: ['api', 'base', 'web', 'worker'] }).push(stream);
  recorder.finish('failed');
  const text = stream.split('\n').filter((line) => !line.startsWith('{')).join('\n');
  expect(told(text, { trace: recorder.trace() })[1]).toMatch(/^RUN sleep 1; echo boom >&2; exit 9.* failed with exit code 9: its log says why\.$/);
});

it('takes the reason out of what stands around it', () => {
  expect(errorWords('WARNING: local cache import at x not found\nDockerfile:2\n--------------------\n   1 | ERROR: a\n   2 | >>> RUN x\n--------------------\nERROR: target web: failed to solve: y\n')).toBe('target web: failed to solve: y');
  expect(errorWords('{"level":"warning","msg":"no such service: x"}\n{"error":true,"message":"z"}\n')).toBe('z');
});

it('takes nothing that cannot be seen for a reason', () => {
  expect(told('ERROR: why\n\u0000\u0000\u001b[0m\n')).toEqual(['other', 'The build failed: why.']);
  expect(told('\u0000'.repeat(100_000))).toEqual(['other', 'The build failed with exit code 1 and without telling why: see its output.']);
});

it('answers soon, whatever is printed', () => {
  const time = cpuTime(() => {
    for (const text of ['ERROR: '.repeat(200_000), `ERROR: ${'a '.repeat(500_000)}`, 'command [ssh '.repeat(100_000), '{'.repeat(1_000_000), `failed to stat ${': '.repeat(300_000)}`, `process "${'x" '.repeat(300_000)}`]) told(text);
  });
  expect(time).toBeLessThan(10_000);
});
