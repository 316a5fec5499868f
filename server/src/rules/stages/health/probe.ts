import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import { knownPrograms, type ProbeProgram } from '../../../core/dockerfile/knownPrograms.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import type { ImageReference } from '../../../core/image/reference.ts';
import { installedNames } from '../installedNames.ts';

/** How each program asks an address: all of them end with another status than 0 where nothing answers, or an error does. */
const PROBES: readonly { readonly program: ProbeProgram; readonly words: (url: string) => readonly string[] }[] = [
  { program: 'python', words: (url) => ['python', '-c', `import urllib.request; urllib.request.urlopen('${url}', timeout=3)`] },
  { program: 'node', words: (url) => ['node', '-e', `fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`] },
  { program: 'bun', words: (url) => ['bun', '-e', `fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))`] },
  { program: 'deno', words: (url) => ['deno', 'eval', `fetch('${url}').then(r => Deno.exit(r.ok ? 0 : 1), () => Deno.exit(1))`] },
  { program: 'curl', words: (url) => ['curl', '-fsS', '-o', '/dev/null', url] },
  { program: 'wget', words: (url) => ['wget', '-q', '-O', '/dev/null', url] },
  { program: 'ruby', words: (url) => ['ruby', '-rnet/http', '-e', `exit Net::HTTP.get_response(URI('${url}')).code.to_i < 400`] },
  { program: 'php', words: (url) => ['php', '-r', `exit(@file_get_contents('${url}') === false ? 1 : 0);`] },
];

/** `fetch` came with Node.js 18. */
function oldNodeWords(url: string): readonly string[] {
  return ['node', '-e', `require('http').get('${url}', r => process.exit(r.statusCode < 400 ? 0 : 1)).on('error', () => process.exit(1))`];
}

/** A command of one of these programs that asks `url`; null where none of them can. */
export function probeBy(programs: ReadonlySet<ProbeProgram>, image: ImageReference | null, url: string): readonly string[] | null {
  const probe = PROBES.find(({ program }) => programs.has(program));
  if (probe?.program === 'node' && /^(?:[0-9]|1[0-7])(?:[.-]|$)/.test(image?.tag ?? '')) return oldNodeWords(url);
  return probe?.words(url) ?? null;
}

/** A command that exists in the image and asks `url`; null where none is known to. */
export function probeCommand(model: DockerfileModel, facts: DockerfileFacts, stage: Stage, url: string): readonly string[] | null {
  const { baseImage } = facts.stageFact(stage);
  const programs = new Set(baseImage ? knownPrograms(baseImage) : []);
  const installed = installedNames(model, facts, stage);
  for (const program of ['curl', 'wget'] as const) if (installed.has(program)) programs.add(program);
  return probeBy(programs, baseImage, url) ?? (installed.has('python3') ? ['python3', ...PROBES[0]!.words(url).slice(1)] : null);
}
