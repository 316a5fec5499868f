import { instruction, placeOf } from './failedStep.ts';
import type { Failure } from './failures.ts';
import { missingSource } from './missingSource.ts';
import { relativeTo } from './relativeTo.ts';
import type { BuildProblem } from './request.ts';
import { missingTool } from './toolProblems.ts';

interface KnownFailure {
  readonly kind: BuildProblem['kind'];
  readonly pattern: RegExp;
  readonly words: (match: RegExpExecArray, failure: Failure) => string;
}

/**
 * What docker, buildx, compose and BuildKit print when a build cannot be done, as they printed it when it was tried (docker 28, buildx 0.29,
 * compose 2.40), older and newer wordings beside it. The first that fits is taken.
 */
export const FAILURES: readonly KnownFailure[] = [
  {
    kind: 'no-permission',
    pattern: /permission denied while trying to connect to the Docker|dial unix \S+: connect: permission denied/i,
    words: () => 'This account may not use the Docker engine: add it to the group docker and log in again, or use rootless Docker.',
  },
  {
    kind: 'no-engine',
    pattern: /(?:Cannot connect to the Docker daemon at|failed to connect to the docker API at) ([^\s;]+?)[.;]?(?:\s|$)/i,
    words: (match) => engineDown(match[1]!),
  },
  { kind: 'no-engine', pattern: /docker_engine: The system cannot find the file specified/i, words: () => engineDown('') },
  {
    kind: 'no-engine',
    pattern: /command \[ssh .*?\] has exited with exit status|ssh: (?:connect to host|Could not resolve)/s,
    words: () => 'The remote Docker engine cannot be reached by ssh: check DOCKER_HOST or the docker context, and that `ssh` logs in there without a question.',
  },
  {
    kind: 'no-engine',
    pattern: /error during connect: |failed to find any server to connect|context deadline exceeded.*_ping/,
    words: () => 'The remote Docker engine cannot be reached: check DOCKER_HOST or the docker context, and the network.',
  },
  {
    kind: 'no-engine',
    pattern: /(?:current context|context) "([^"]+)"(?: is)? not found|context "([^"]+)": context not found/,
    words: (match) => `The docker context ${match[1] ?? match[2]!} does not exist: choose another with \`docker context use\`.`,
  },
  { kind: 'no-builder', pattern: /no builder "([^"]*)" found/, words: (match) => `There is no builder ${match[1]!}: \`docker buildx ls\` shows those that there are.` },
  {
    kind: 'no-builder',
    pattern: /no valid drivers found|failed to find driver|error: listing workers for Build|could not find a node to build/i,
    words: () => 'The selected builder does not answer: `docker buildx ls` shows its state, `docker buildx use default` selects the one of the engine.',
  },
  {
    kind: 'old-buildx',
    pattern: /requires buildx (\d[\d.]*\d) or later/,
    words: (match) => `Docker Compose needs buildx ${match[1]!} or newer to build: update Docker.`,
  },
  {
    kind: 'no-buildx',
    pattern: /unknown command: docker buildx|'buildx' is not a docker command|BuildKit is enabled but the buildx component is missing|requires (?:the )?buildx/i,
    words: (match) => missingTool('buildx', match[0]).message,
  },
  {
    kind: 'no-compose',
    pattern: /unknown command: docker compose|'compose' is not a docker command/,
    words: (match) => missingTool('compose', match[0]).message,
  },
  { kind: 'disk-full', pattern: /no space left on device|disk quota exceeded/i, words: () => 'The disk of the Docker engine is full: free some of it, as `docker builder prune` and `docker image prune` do.' },
  {
    kind: 'outside-context',
    pattern: /requesting privileges|--allow=\S+|entitlement \S+ is not allowed|privilege[s]? .*not (?:been )?granted/i,
    words: () => 'The bake file asks for more than a build may do by itself, such as files outside of its folder: run the command in a terminal and allow it there.',
  },
  {
    kind: 'unset-variable',
    pattern: /required variable (\S+) is missing a value(?:: (.*))?/,
    words: (match) => `The variable ${match[1]!} has no value${isReason(match[2]) ? ` (${match[2].trim().replace(/\.$/, '')})` : ''}: set it in the environment or in the .env file beside the compose file.`,
  },
  {
    kind: 'missing-ssh',
    pattern: /invalid empty ssh agent socket|unset ssh forward key|failed to convert agent config|no SSH key/i,
    words: () => 'The build wants keys from an ssh agent and there is none: start one, add the key with `ssh-add`, and make sure that SSH_AUTH_SOCK is set where docker starts.',
  },
  {
    kind: 'missing-secret',
    pattern: /secret (\S+): not found/,
    words: (match) => `The build wants the secret ${match[1]!}, which it is not given: list it under \`secrets\` of the service's \`build\`, or give it with \`--secret\`.`,
  },
  { kind: 'missing-secret', pattern: /refers to undefined (?:build )?secret (\S+?):? /, words: (match) => `The build secret ${match[1]!} is not declared: add it to the \`secrets\` at the top level of the compose file.` },
  {
    kind: 'missing-secret',
    pattern: /failed to stat (.+?): (?:stat|CreateFile)/,
    words: (match, { workspaceFolder }) => `The file ${relativeTo(workspaceFolder, match[1]!)} of a build secret does not exist: create it, or correct its path.`,
  },
  { kind: 'no-such-target', pattern: /no such service: (.+)/, words: (match) => `There is no service ${match[1]!.trim()} in the compose files that were read.` },
  { kind: 'no-such-target', pattern: /failed to find target (\S+)/, words: (match) => `There is no target ${match[1]!} in the bake files that were read.` },
  { kind: 'no-such-target', pattern: /target stage "([^"]*)" could not be found/, words: (match) => `The Dockerfile has no stage ${match[1]!}: name one that it has, as \`target\`.` },
  {
    kind: 'missing-file',
    pattern: /failed to read dockerfile: open ([^:]+): (?:no such file|The system cannot)/,
    words: (match) => `The build context has no file ${match[1]!} to build from: correct its path.`,
  },
  { kind: 'missing-file', pattern: /path "([^"]+)" not found/, words: (match, { workspaceFolder }) => `The build context ${relativeTo(workspaceFolder, match[1]!)} does not exist: correct its path.` },
  {
    kind: 'missing-file',
    pattern: /failed to calculate checksum of ref .*?: "([^"]+)": not found/,
    words: (match, failure) => missingSource(match[1]!, failure),
  },
  // The folder of a wildcard.
  { kind: 'missing-file', pattern: /^(?:.*failed to solve: )?lstat (\/\S*): no such file or directory$/m, words: (match, failure) => missingSource(match[1]!, failure) },
  { kind: 'other', pattern: /failed to load cache key: (?:Get|Head) "([^"]+)": (.*)/, words: (match, failure) => unreachable(match[1]!, match[2]!, failure) },
  {
    kind: 'other',
    pattern: /failed to (?:fetch|load) remote (\S+): git stderr:\s*(\S.*)/,
    words: (match) => `The repository ${match[1]!.replace(/\/\/[^/@]*@/, '//')} cannot be fetched (${match[2]!.slice(0, 200)}): check its address, the network, and who may read it.`,
  },
  { kind: 'unset-variable', pattern: /base name \(.*\) should not be blank|failed to parse stage name ".*": invalid reference format/, words: (_, { text }) => nameless(text) },
  { kind: 'missing-file', pattern: /no configuration file provided/, words: () => 'There is no compose file in the folder that docker was started in.' },
  { kind: 'missing-file', pattern: /couldn't find a bake definition/, words: () => 'There is no bake file in the folder that docker was started in.' },
  {
    kind: 'base-image',
    pattern: /(\S+): failed to resolve source metadata for (\S+?): (.*)/,
    words: (match) => baseImage(match[2]!.replace(/^docker\.io\/(?:library\/)?/, ''), match[3]!),
  },
  { kind: 'base-image', pattern: /pull access denied for ([^\s,]+)/, words: (match) => baseImage(match[1]!, match[0]) },
  { kind: 'bad-file', pattern: /dockerfile parse error on line (\d+): (.*)/, words: (match) => `The Dockerfile cannot be read: line ${match[1]!}, ${withStop(match[2]!)}` },
  { kind: 'bad-file', pattern: /the Dockerfile cannot be empty/, words: () => 'The Dockerfile is empty: it needs a FROM at least.' },
  { kind: 'missing-file', pattern: /^open (.+?): (?:no such file|The system cannot)/m, words: (match, { workspaceFolder }) => `There is no file ${relativeTo(workspaceFolder, match[1]!)}: correct its path.` },
  { kind: 'bad-file', pattern: /infinite loop from (\S+) to (\S+)/, words: (match) => `The services ${match[1]!} and ${match[2]!} need each other to be built: one of the contexts must go.` },
  { kind: 'bad-file', pattern: /invalid tag "([^"]*)"/, words: (match) => `The tag ${match[1]!} is no name that an image can have.` },
  { kind: 'bad-file', pattern: /^(?:yaml|validating|parsing|services\.\S+)[:\s].*|.*(?:invalid compose project|unknown service|undefined (?:service|network|volume)|additional properties).*/m, words: (match) => `The compose file cannot be used: ${withStop(match[0])}` },
  { kind: 'bad-file', pattern: /^(\S+\.(?:hcl|json|ya?ml)):(\d+),[\d-]+(?:,\d+)?: (.*)/m, words: (match) => `The bake file ${match[1]!} cannot be read: line ${match[2]!}, ${withStop(match[3]!)}` },
  {
    kind: 'other',
    pattern: /Multi-platform build is not supported for the docker driver/i,
    words: () => 'The builder of the engine makes one platform at a time: turn on the containerd image store, or use a builder that `docker buildx create` makes.',
  },
  { kind: 'old-compose', pattern: /unsupported --progress value|unknown flag: --print/, words: () => 'This Docker Compose is too old to tell where a build spends its time: update Docker, so that compose is 2.37 or newer.' },
];

function engineDown(address: string): string {
  if (/^(?:tcp|https?|ssh):/.test(address)) return `The Docker engine at ${address} does not answer: check DOCKER_HOST or the docker context, and the network.`;
  return 'The Docker engine is not running: start Docker Desktop, or the docker service, and build again.';
}

/** What stands behind `:?`: many write a word there that says nothing. */
function isReason(text: string | undefined): text is string {
  return text !== undefined && !/^\W*(?:error|err|required)?\W*$/i.test(text);
}

function unreachable(url: string, reason: string, { trace, workspaceFolder }: Failure): string {
  const step = trace?.steps.find(({ state, error }) => state === 'failed' && error?.includes(`"${url}"`));
  const what = step ? `${instruction(step)}${placeOf(step, workspaceFolder)}` : `The download of ${url}`;
  const isOffline = /dial tcp|no such host|timeout|connection refused|network is unreachable|deadline exceeded/i.test(reason);
  return `${what} failed, since ${isOffline ? 'the builder cannot reach its server: check the address and the network.' : withStop(reason)}`;
}

/** What FROM comes to may hold values of build arguments: it is told as written. */
function nameless(text: string): string {
  const [, line, from] = /^\s*(\d{1,7}) \| >>> +(FROM .*)$/m.exec(text) ?? [];
  const what = from === undefined ? 'A FROM' : `${from.trim().slice(0, 200)} (line ${line!})`;
  return `${what} comes to no name of an image: give the build arguments in it a value, or their ARG a default.`;
}

function baseImage(image: string, reason: string): string {
  if (/no match for platform|does not provide|no matching manifest/i.test(reason)) return `The base image ${image} does not exist for the platform that is built.`;
  if (/dial tcp|no such host|timeout|connection refused|network is unreachable|deadline exceeded|TLS/i.test(reason)) return `The base image ${image} is not in the engine, and its registry cannot be reached: check the name and the network.`;
  if (/denied|authoriz|authenti|40[13]/i.test(reason)) return `The registry does not give out the base image ${image}: check the name, or log in with \`docker login\`.`;
  if (/toomanyrequests|429/i.test(reason)) return `The registry gives out no more images for now, ${image} among them: log in with \`docker login\`, or wait.`;
  return `The base image ${image} does not exist: check its name and tag.`;
}

function withStop(text: string): string {
  const line = text.trim().slice(0, 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
