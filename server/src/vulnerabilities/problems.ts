import { shownText } from '../timing/shownText.ts';
import { SCANNER_NAMES, type ScannerKind } from './model.ts';

/** Why an image was not scanned. */
export interface ScanProblem {
  readonly kind:
    | 'none-installed' | 'no-program' | 'bad-name' | 'no-image' | 'no-permission' | 'no-database' | 'database-busy' | 'not-logged-in' | 'registry'
    | 'too-old' | 'disk-full' | 'timeout' | 'cancelled' | 'too-large' | 'unreadable' | 'other';
  /** A sentence for people. */
  readonly message: string;
  /** The end of what the scanner said; empty where it said nothing. */
  readonly detail: string;
}

interface KnownFailure {
  readonly kind: ScanProblem['kind'];
  readonly pattern: RegExp;
  readonly words: (scanner: string, image: string) => string;
}

/** As the scanners' sources and pages of trouble have it (aquasecurity/trivy, anchore/grype, docker/scout-cli). The first that fits is taken. */
const FAILURES: readonly KnownFailure[] = [
  { kind: 'too-old', pattern: /unknown (?:shorthand )?flag|flag provided but not defined|bad output format|unknown output format/i, words: (scanner) => `This ${scanner} is too old to report as data: update it, and scan again.` },
  { kind: 'disk-full', pattern: /no space left on device|disk quota exceeded/i, words: (scanner) => `The disk is full, so ${scanner} could not unpack the image: free some space and scan again.` },
  {
    kind: 'database-busy',
    pattern: /cache may be in use by another process|vulnerability database may be in use by another process|unable to (?:open|acquire)[^\n]*lock/i,
    words: (scanner) => `Another scan of ${scanner} is using its database: wait until that has ended, and scan again.`,
  },
  {
    kind: 'no-database',
    pattern: /failed to download (?:vulnerability|Java) DB|Java DB error|init error: DB error|failed to load vulnerability db|unable to update vulnerability database|db could not be loaded|vulnerability database (?:is invalid|was built)|failed to (?:download|fetch) artifact from[^\n]*trivy-db/i,
    words: (scanner) => `${scanner} could not load its database of vulnerabilities: check the network and the proxy, or update the database by hand where this machine has no network.`,
  },
  {
    kind: 'not-logged-in',
    pattern: /log in with your Docker ID|docker login[^\n]*scout|not logged in|requires? (?:you to be logged in|authentication with Docker)/i,
    words: (scanner) => `${scanner} wants a Docker account: log in with \`docker login\`, and scan again.`,
  },
  {
    kind: 'no-permission',
    pattern: /permission denied while trying to connect to the Docker|dial unix \S+: connect: permission denied|open [^\n]*docker\.sock: permission denied/i,
    words: () => 'This account may not use the Docker engine: add it to the group docker and log in again, or use rootless Docker.',
  },
  {
    kind: 'timeout',
    pattern: /context deadline exceeded|analyze error: timeout/i,
    words: (scanner, image) => `${scanner} did not finish the scan of ${image} in time: give it more minutes in the settings, or scan a smaller image.`,
  },
  {
    kind: 'registry',
    pattern: /UNAUTHORIZED|DENIED: |toomanyrequests|unauthorized: |authentication required|pull access denied/,
    words: (_, image) => `The image ${image} is not in the engine, and its registry does not give it out: build it first, correct its name, or log in with \`docker login\`.`,
  },
  {
    kind: 'no-image',
    pattern: /unable to find the specified image|No such image|MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|image not known|failed to catalog|could not (?:fetch|resolve) image|unable to load image|failed to get image|errors occurred attempting to resolve/i,
    words: (scanner, image) => `${scanner} finds no image ${image}, neither in the engine nor in its registry: build it first, start Docker, or correct the name.`,
  },
];

/** Characters at the end of what a scanner said that are looked at, and of what is shown. */
const MOST_LOOKED_AT = 64_000;
const MOST_DETAIL = 2_000;

/** Why a scanner failed, by what it said. @param said on its error output, or on both */
export function scanFailure(kind: ScannerKind, image: string, said: string): ScanProblem {
  const end = said.slice(-MOST_LOOKED_AT);
  const name = SCANNER_NAMES[kind];
  const known = FAILURES.find(({ pattern }) => pattern.test(end));
  const detail = detailOf(end);
  if (known) return { kind: known.kind, message: known.words(name, image), detail };
  return { kind: 'other', message: `${name} could not scan ${image}: its output says why.`, detail };
}

export function missingProgram(kind: ScannerKind, asked: string): ScanProblem {
  return { kind: 'no-program', message: `There is no program ${shownText(asked)} outside of this folder that can be started: name ${SCANNER_NAMES[kind]} by its absolute path, or put it on the PATH.`, detail: '' };
}

/** Where no scanner is installed and none was named. */
export function noneInstalled(): ScanProblem {
  return {
    kind: 'none-installed',
    message: 'No scanner is installed that knows vulnerabilities: install Trivy (https://trivy.dev/latest/getting-started/installation/), Grype or Docker Scout, and scan again.',
    detail: '',
  };
}

export function badName(image: string): ScanProblem {
  return { kind: 'bad-name', message: `"${shownText(image)}" is no name of an image: write it as in FROM, such as python:3.13-slim.`, detail: '' };
}

export function timedOut(kind: ScannerKind, image: string, minutes: number): ScanProblem {
  return { kind: 'timeout', message: `${SCANNER_NAMES[kind]} did not finish the scan of ${image} within ${minutes} min: give it more minutes in the settings, or scan a smaller image.`, detail: '' };
}

export function unreadable(kind: ScannerKind, image: string, said: string): ScanProblem {
  return { kind: 'unreadable', message: `What ${SCANNER_NAMES[kind]} reported of ${image} cannot be read: update it, and scan again.`, detail: detailOf(said) };
}

export function tooLarge(kind: ScannerKind, image: string): ScanProblem {
  return { kind: 'too-large', message: `What ${SCANNER_NAMES[kind]} reported of ${image} is larger than 100 MB, so it was not read: scan it in a terminal, with the worst levels only.`, detail: '' };
}

function detailOf(said: string): string {
  return said
    .slice(-MOST_DETAIL)
    .split('\n')
    .map((line) => shownText(line, 400))
    .filter((line) => line !== '')
    .join('\n');
}
