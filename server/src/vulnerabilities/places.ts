import type { DockerfileModel, Instruction, Stage } from '../core/dockerfile/model.ts';
import { targetStage } from '../core/dockerfile/stageGraph.ts';
import type { Span } from '../core/text/span.ts';
import { placeHistory, type HistoryPlaces } from './historyPlaces.ts';
import { countLevels, LEVELS, type Counts, type ImageScan, type Vulnerability } from './model.ts';

/** Why packages stand at the final FROM although another line may have brought them in. */
export type Untold = 'no-layers' | 'other-dockerfile' | 'edited' | 'no-layer';

/** What one line of a Dockerfile brought into the image. */
export interface PlacedGroup {
  readonly instruction: Instruction;
  readonly span: Span;
  /** The base image by its name as resolved, where this is a FROM that takes one; null for all others. */
  readonly base: string | null;
  /** The worst first. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly counts: Counts;
  /** Of those, such that another line may have brought in, with the reason; null where all of them are told. */
  readonly untold: { readonly count: number; readonly reason: Untold } | null;
}

/** What was scanned: what a Dockerfile builds, or only the image that its target starts from. */
export interface ScannedFrom {
  readonly model: DockerfileModel;
  /** Null for the last stage. */
  readonly target: string | null;
  readonly isBaseOnly: boolean;
}

/** By the line that brought them in, in the order of the file; empty where the file has no stage. */
export function placeScan(scan: ImageScan, { model, target, isBaseOnly }: ScannedFrom): readonly PlacedGroup[] {
  const last = targetStage(model, target);
  if (!last) return [];
  const places = isBaseOnly ? null : placeHistory(scan.history, model, target);
  const groups = new Map<Instruction, { found: Vulnerability[]; untold: number; reason: Untold | null }>();
  const root = rootOf(last);
  for (const vulnerability of scan.vulnerabilities) {
    const told: Instruction | Untold = isBaseOnly ? root.from : typeof places === 'object' && places ? tell(vulnerability, places) : places === 'other' ? 'other-dockerfile' : 'no-layers';
    const instruction = typeof told === 'string' ? last.from : told;
    const group = groups.get(instruction) ?? { found: [], untold: 0, reason: null };
    groups.set(instruction, group);
    group.found.push(vulnerability);
    if (typeof told !== 'string') continue;
    group.untold++;
    group.reason ??= told;
  }
  return [...groups]
    .map(([instruction, { found, untold, reason }]) => groupOf(instruction, found, reason === null ? null : { count: untold, reason }, model))
    .sort((a, b) => a.span.start - b.span.start);
}

function tell({ layer, isLayerLatest }: Vulnerability, places: HistoryPlaces): Instruction | Untold {
  if (layer === null) return 'no-layer';
  const at = places.at(layer);
  if (at === 'base') return places.root.from;
  if (at === null) return 'edited';
  return isLayerLatest ? 'no-layer' : at;
}

function groupOf(instruction: Instruction, found: readonly Vulnerability[], untold: PlacedGroup['untold'], model: DockerfileModel): PlacedGroup {
  const vulnerabilities = [...found].sort(worstFirst);
  const stage = instruction.keyword === 'FROM' ? (model.stages.find(({ from }) => from === instruction) ?? null) : null;
  const base = stage && !stage.parent ? stage.resolvedImage : null;
  return { instruction, span: stage?.image?.span ?? wordOf(instruction, vulnerabilities) ?? instruction.keywordSpan, base, vulnerabilities, counts: countLevels(found), untold };
}

/** The package's name where the command has it, the worst that it has; `curl=8.1` and `flask==2` count too. */
function wordOf({ keyword, words }: Instruction, vulnerabilities: readonly Vulnerability[]): Span | null {
  if (keyword !== 'RUN') return null;
  const byName = new Map(words.map(({ value, span }) => [value.split(/[=<>~]/, 1)[0]!.toLowerCase(), span]));
  for (const { package: name } of vulnerabilities) {
    const span = byName.get(name.toLowerCase());
    if (span) return span;
  }
  return null;
}

function rootOf(stage: Stage): Stage {
  let root = stage;
  for (let steps = 0; root.parent && steps < 10_000; steps++) root = root.parent;
  return root;
}

/** By level, those with a fix before those without, then by name: a stable order. */
export function worstFirst(a: Vulnerability, b: Vulnerability): number {
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)
    || Number(a.fixed === null) - Number(b.fixed === null)
    || compare(a.package, b.package)
    || compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
