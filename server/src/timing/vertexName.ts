import { keywordOf } from './keywords.ts';
import type { StepKind } from './trace.ts';

/** The parts of a vertex's name: `[web linux/arm64 builder 2/5] RUN make`. What a name does not tell is null. */
export interface VertexName {
  readonly target: string | null;
  /** `linux/arm64`, `linux/amd64->linux/arm64`: only in builds for several platforms. */
  readonly platform: string | null;
  /** `internal`, `auth` or `context shared`: what the bracket holds where it holds no stage. */
  readonly section: string | null;
  readonly stage: string | null;
  readonly position: { readonly index: number; readonly total: number } | null;
  /** What follows the bracket. */
  readonly label: string;
}

/** What helps to read names: `[builder 2/5]` may begin with a target or with a stage. */
export interface KnownNames {
  /** Targets of the process. Buildx puts them before each name as soon as there are two. */
  readonly targets: ReadonlySet<string>;
  readonly stages: ReadonlySet<string>;
}

type Inner = Omit<VertexName, 'target' | 'label'>;
const NOTHING: Inner = { platform: null, section: null, stage: null, position: null };

export function parseVertexName(name: string, known: KnownNames): VertexName {
  const bracket = name.startsWith('[') ? readBracket(name, known) : null;
  return bracket ?? { ...NOTHING, target: null, label: name };
}

function readBracket(name: string, known: KnownNames): VertexName | null {
  for (const target of known.targets) {
    // Docker's own names have neither blanks nor brackets; others are found as a whole.
    if (/[\s\]]/.test(target) && (name.startsWith(`[${target}] `) || name.startsWith(`[${target} `))) {
      return readRest(name, target.length + 1, target);
    }
  }
  const end = name.indexOf(']');
  const inner = end < 0 ? '' : name.slice(1, end).trim();
  if (inner === '') return null;
  const label = name.slice(end + 1).trim();
  const first = inner.split(' ', 1)[0]!;
  const rest = inner.slice(first.length).trim();
  const plain = readInner(inner);
  const prefixed = rest === '' ? NOTHING : readInner(rest);
  const isTarget = known.targets.has(first) && prefixed !== null && (known.targets.size > 1 || plain === null || !known.stages.has(first));
  if (isTarget && prefixed) return { ...prefixed, target: first, label };
  if (plain) return { ...plain, target: null, label };
  // A target that nobody announced, unless the word is one of docker's own, as in `[linking] …`.
  return prefixed && (rest !== '' || known.targets.size === 0) ? { ...prefixed, target: first, label } : { ...NOTHING, target: null, section: inner, label };
}

function readRest(name: string, from: number, target: string): VertexName {
  const end = name.indexOf(']', from);
  const inner = name.slice(from, end).trim();
  return { ...(inner === '' ? NOTHING : (readInner(inner) ?? NOTHING)), target, label: name.slice(end + 1).trim() };
}

/** `[platform] (internal | auth | context NAME | [stage] i/n)`; null for anything else. */
function readInner(inner: string): Inner | null {
  const words = inner.split(/ +/, 6);
  const platform = words.length > 1 && words[0]!.includes('/') ? words.shift()! : null;
  if (words.length === 1 && (words[0] === 'internal' || words[0] === 'auth')) return { ...NOTHING, platform, section: words[0] };
  if (words.length > 1 && words[0] === 'context') return { ...NOTHING, platform, section: words.join(' ') };
  const counts = /^(\d{1,6})\/(\d{1,6})$/.exec(words.at(-1)!);
  if (!counts || words.length > 2) return null;
  return { platform, section: null, stage: words.length === 2 ? words[0]! : null, position: { index: Number(counts[1]), total: Number(counts[2]) } };
}

const SENDS_CONTEXT = /^(load build context|load from |load git source |load remote build context|OCI load from )/;
/** What else is done for a named context; the rest is the image that it stands for, as in `[context base] debian:bookworm-slim`. */
const READS_CONTEXT = /^(load |OCI load )/;
const EXPORTS = /^(exporting |importing to |pushing |copying .* to |sending tarball|preparing build cache for export|merging manifest list|writing )/;
/** Sources and what buildx itself does. */
const INTERNAL = /^(resolve image config |resolving provenance|importing cache manifest |[a-z][a-z0-9+.-]*:\/\/|local:\/\/)/;

export function kindOf(name: VertexName): StepKind {
  if (name.section !== null) {
    const isNamed = name.section.startsWith('context ');
    return SENDS_CONTEXT.test(name.label) && name.section !== 'auth' ? 'context' : isNamed && !READS_CONTEXT.test(name.label) ? 'base' : 'internal';
  }
  if (name.label.startsWith('LINK ')) return 'internal';
  if (keywordOf(name.label) === 'FROM') return 'base';
  if (name.position === null && EXPORTS.test(name.label)) return 'export';
  return name.position === null && INTERNAL.test(name.label) ? 'internal' : 'instruction';
}

/** Steps that buildx times itself. */
const TIMED_BY_BUILDX = /^(load (local|remote) bake definitions|booting buildkit|connecting to |waiting for |resolving provenance |importing to docker|merging manifest list)/;

export function isTimedByBuildx(name: VertexName): boolean {
  return TIMED_BY_BUILDX.test(name.label);
}
