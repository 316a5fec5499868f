import type { CopyFact } from '../../../core/dockerfile/facts.ts';
import type { Confidence, Severity } from '../../../core/engine/finding.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import { alpineHelp } from '../musl/alpineStage.ts';
import { makers, type Origin } from './copiedFrom.ts';
import type { Artifact } from './artifact.ts';
import { boundToNode, nativeness } from './nativePackages.ts';
import type { StageRuntime } from './stageRuntime.ts';
import type { Scene } from '../musl/stagePackages.ts';

/** How two stages can be brought together. */
export type Remedy = 'libc' | 'python' | 'node' | 'interpreter' | 'static-go' | 'distroless-cc' | 'none';

export interface Mismatch {
  readonly messageId: 'interpreter' | 'missing' | 'python' | 'packages' | 'modules' | 'node' | 'program' | 'go' | 'older' | 'unwinder';
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly remedy: Remedy;
  readonly data: Readonly<Record<string, string>>;
}

export interface CopyScene {
  readonly scene: Scene;
  readonly copy: CopyFact;
  readonly origin: Origin;
  readonly from: StageRuntime;
  readonly to: StageRuntime;
}

const NAMES = { glibc: 'glibc', musl: 'musl', none: 'no C library' } as const;

/** What is wrong with an artifact in its new place; null where it works, or nothing is certain enough. */
export function judgeCopy(artifact: Artifact, one: CopyScene): Mismatch | null {
  const { from, to, copy, scene } = one;
  const hasLayer = to.libc === 'musl' && alpineHelp(makers(copy.stage, scene.facts)).hasGlibcLayer;
  const differs = from.libc !== to.libc && !hasLayer;
  const data = { from: from.label, to: to.label, libc: NAMES[from.libc], other: NAMES[to.libc] };
  switch (artifact.kind) {
    case 'interpreter':
      return differs ? { messageId: 'interpreter', severity: 'error', confidence: 'high', remedy: 'interpreter', data: { ...data, name: artifact.name } } : null;
    case 'program':
      return judgeProgram(artifact, one, differs, data);
    case 'node-modules':
      return judgeModules(artifact, one, differs, data);
    default:
      return judgePython(artifact, one, differs, data);
  }
}

type Data = Readonly<Record<string, string>>;

function judgePython(artifact: Extract<Artifact, { kind: 'python-packages' | 'venv' }>, { from, to, copy, origin, scene }: CopyScene, differs: boolean, data: Data): Mismatch | null {
  const named = artifact.kind === 'python-packages' ? artifact.version : null;
  if (named !== null && from.version !== null && named !== from.version && !isMade(named, origin, scene)) {
    return { messageId: 'missing', severity: 'error', confidence: 'high', remedy: 'none', data: { ...data, version: from.version, path: origin.path } };
  }
  const native = nativeness(artifact.packages, 'python');
  const installedFor = named ?? from.version;
  if (to.family === 'python' && installedFor !== null && to.version !== null && installedFor !== to.version) {
    // A folder of packages without a version in its path is found by any Python; then only the compiled ones fail.
    const isFlat = artifact.kind === 'python-packages' && named === null && joinPath('/', copy.destination ?? '/') !== '/usr/local';
    const isSearched = scene.facts.stageFact(copy.stage).endState.env.has('PYTHONPATH');
    if (!isFlat && !isSearched) return { messageId: 'python', severity: 'error', confidence: 'high', remedy: 'python', data: { ...data, a: installedFor, b: to.version } };
    if (native.kind === 'native') return { messageId: 'packages', severity: 'warning', confidence: 'medium', remedy: 'python', data: { ...data, libc: `Python ${installedFor}`, other: `Python ${to.version}`, names: list(native.names) } };
  }
  if (!differs || to.libc === 'none') return null;
  return native.kind === 'native'
    ? { messageId: 'packages', severity: 'error', confidence: 'high', remedy: 'libc', data: { ...data, names: list(native.names) } }
    : { messageId: 'modules', severity: 'warning', confidence: 'medium', remedy: 'libc', data };
}

/** True where some RUN speaks of that version: then the folder may be there. */
function isMade(version: string, { stage }: Origin, { model, facts }: Scene): boolean {
  if (!stage) return false;
  return makers(stage, facts).some(({ stage: one }) => one.instructions.some(({ keyword, span }) => keyword !== 'FROM' && model.text.slice(span.start, span.end).includes(version)));
}

function judgeModules(artifact: Extract<Artifact, { kind: 'node-modules' }>, { from, to }: CopyScene, differs: boolean, data: Data): Mismatch | null {
  if (to.family !== 'node') return null;
  const native = nativeness(artifact.packages, 'node');
  if (differs && to.libc !== 'none') {
    if (native.kind === 'native') return { messageId: 'packages', severity: 'error', confidence: 'high', remedy: 'libc', data: { ...data, names: list(native.names) } };
    return native.kind === 'pure' ? null : { messageId: 'modules', severity: 'information', confidence: 'low', remedy: 'libc', data };
  }
  const bound = boundToNode(artifact.packages);
  if (bound.length === 0 || from.version === null || to.version === null || from.version === to.version) return null;
  return { messageId: 'node', severity: 'error', confidence: 'high', remedy: 'node', data: { ...data, a: from.version, b: to.version, names: list(bound) } };
}

/** glibc 2.34 took in the thread library: programs linked with it or a newer one do not start with an older. Source: its release notes. */
const SPLIT = 234;

function judgeProgram({ program: { language } }: Extract<Artifact, { kind: 'program' }>, { from, to }: CopyScene, differs: boolean, data: Data): Mismatch | null {
  if (from.libc !== 'glibc') return null;
  const about = { ...data, language: language === 'C' ? 'C or C++' : language };
  if (differs) {
    const isCertain = language !== 'Go';
    return { messageId: isCertain ? 'program' : 'go', severity: isCertain ? 'error' : 'warning', confidence: isCertain ? 'high' : 'medium', remedy: isCertain ? 'none' : 'static-go', data: about };
  }
  if (language === 'Rust' && to.distroless === 'base') return { messageId: 'unwinder', severity: 'error', confidence: 'high', remedy: 'distroless-cc', data: about };
  const isOlder = language !== 'Go' && from.glibc !== null && to.glibc !== null && from.glibc >= SPLIT && to.glibc < SPLIT;
  return isOlder ? { messageId: 'older', severity: 'error', confidence: 'high', remedy: 'none', data: { ...about, a: release(from.glibc!), b: release(to.glibc!) } } : null;
}

function release(glibc: number): string {
  return `${String(Math.floor(glibc / 100))}.${String(glibc % 100)}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  return names.length > shown.length ? `${shown.join(', ')} …` : shown.join(', ');
}
