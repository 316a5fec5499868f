import type { BuildTrace, TraceStep, TraceTarget } from '../../../server/src/timing/trace.ts';

/** One line of the chart, in the order they are shown. */
export type Row = GroupRow | StepRow;

interface RowPlace {
  /** Unique in the chart, and the same for as long as the build is shown: ids and names may be anything. */
  readonly key: string;
  /** From 1, with its place among its siblings, for screen readers. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** The key of the group that holds it; null at the top. */
  readonly parent: string | null;
}

export interface GroupRow extends RowPlace {
  readonly kind: 'group';
  readonly group: 'target' | 'stage' | 'internal';
  readonly name: string;
  /** Of a group of a target's own. */
  readonly target: TraceTarget | null;
  /** What is in it and passes the filter, groups within it included. */
  readonly steps: readonly TraceStep[];
  readonly isOpen: boolean;
}

export interface StepRow extends RowPlace {
  readonly kind: 'step';
  readonly step: TraceStep;
}

export interface LayoutChoices {
  /** What a person opened (true) or closed (false), by key. */
  readonly toggled: ReadonlyMap<string, boolean>;
  readonly keep: (step: TraceStep) => boolean;
  /** With a filter, what is found is shown, so groups are open unless somebody closes them. */
  readonly isFiltering: boolean;
}

/** With more targets than this, each is one line until somebody opens it: the chart is an overview first. */
const OPEN_TARGETS = 6;

export const stepKey = (id: string): string => `step ${id}`;
export const targetKey = (name: string): string => `target ${name}`;
const stageKey = (target: string, stage: string) => `stage ${JSON.stringify([target, stage])}`;
const internalKey = (target: string) => `internal ${target}`;

interface Node {
  readonly key: string;
  readonly group?: Pick<GroupRow, 'group' | 'name' | 'target' | 'steps'> & { readonly opensAlone: boolean };
  readonly step?: TraceStep;
  readonly children: readonly Node[];
}

/** The chart's lines: targets, their stages, and their steps. A target or stage that stands alone needs no line of its own. */
export function layoutRows(trace: Pick<BuildTrace, 'targets' | 'steps'>, choices: LayoutChoices): readonly Row[] {
  const byTarget = new Map<string, TraceStep[]>(trace.targets.map(({ name }) => [name, []]));
  for (const step of trace.steps) {
    if (!choices.keep(step)) continue;
    const owner = step.targets[0] ?? '';
    const steps = byTarget.get(owner);
    if (steps === undefined) byTarget.set(owner, [step]);
    else steps.push(step);
  }
  const known = new Map(trace.targets.map((target) => [target.name, target]));
  const nodes = [...byTarget].flatMap(([name, steps]) => {
    const children = targetChildren(name, steps);
    if (byTarget.size === 1) return children;
    if (steps.length === 0 && (choices.isFiltering || !known.has(name))) return [];
    const target = known.get(name) ?? null;
    const opensAlone = byTarget.size <= OPEN_TARGETS || target?.state === 'failed';
    return [{ key: targetKey(name), group: { group: 'target' as const, name, target, steps, opensAlone }, children }];
  });
  const rows: Row[] = [];
  addRows(rows, nodes, null, 1, choices);
  return rows;
}

function addRows(rows: Row[], nodes: readonly Node[], parent: string | null, level: number, choices: LayoutChoices): void {
  nodes.forEach(({ key, group, step, children }, index) => {
    const place = { key, level, position: index + 1, siblings: nodes.length, parent };
    if (step !== undefined) rows.push({ kind: 'step', ...place, step });
    if (group === undefined) return;
    const isOpen = choices.toggled.get(key) ?? (group.opensAlone || choices.isFiltering);
    rows.push({ kind: 'group', ...place, group: group.group, name: group.name, target: group.target, steps: group.steps, isOpen });
    if (isOpen) addRows(rows, children, key, level + 1, choices);
  });
}

/** What the builder does for itself first, then the context, the stages as they came, and the export. */
function targetChildren(target: string, steps: readonly TraceStep[]): readonly Node[] {
  const internal: TraceStep[] = [];
  const before: TraceStep[] = [];
  const after: TraceStep[] = [];
  const stages = new Map<string, TraceStep[]>();
  for (const step of steps) {
    if (step.kind === 'internal') internal.push(step);
    else if (step.kind === 'context') before.push(step);
    else if (step.kind === 'export') after.push(step);
    else {
      const stage = step.stage ?? '';
      const others = stages.get(stage);
      if (others === undefined) stages.set(stage, [step]);
      else others.push(step);
    }
  }
  const held = inStageOrder([...stages]);
  // The only stage needs no line of its own, nor does one without a name, which is another target's as far as one can tell.
  const isAlone = held.length === 1;
  const open = held.flatMap(([name, steps]) => (isAlone || name === '' ? inOrder(steps).map(stepNode) : [stageNode(target, name, steps)]));
  return [...internalNodes(target, internal), ...before.map(stepNode), ...open, ...after.map(stepNode)];
}

/** As the Dockerfile has them, where its lines are known; else as they began. Those that have not begun stay behind. */
function inStageOrder(stages: readonly (readonly [string, readonly TraceStep[]])[]): readonly (readonly [string, readonly TraceStep[]])[] {
  const keyed = stages.map((stage) => ({ stage, line: firstLine(stage[1]), start: firstStart(stage[1]) }));
  keyed.sort((a, b) => difference(a.line, b.line) || difference(a.start, b.start));
  return keyed.map(({ stage }) => stage);
}

/** Two that are not known are equal. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function firstLine(steps: readonly TraceStep[]): number {
  return steps.reduce((first, { place }) => (place === null ? first : Math.min(first, place.line)), Infinity);
}

function firstStart(steps: readonly TraceStep[]): number {
  return steps.reduce((first, { intervals }) => Math.min(first, intervals[0]?.[0] ?? Infinity), Infinity);
}

function stageNode(target: string, name: string, steps: readonly TraceStep[]): Node {
  return { key: stageKey(target, name), group: { group: 'stage', name, target: null, steps, opensAlone: true }, children: inOrder(steps).map(stepNode) };
}

/** Reading files and asking registries: many short steps that nobody can change, so they are one line unless something is wrong. */
function internalNodes(target: string, steps: readonly TraceStep[]): readonly Node[] {
  if (steps.length < 2) return steps.map(stepNode);
  const opensAlone = steps.some(({ state }) => state === 'failed');
  return [{ key: internalKey(target), group: { group: 'internal', name: '', target: null, steps, opensAlone }, children: steps.map(stepNode) }];
}

function stepNode(step: TraceStep): Node {
  return { key: stepKey(step.id), step, children: [] };
}

/** As the Dockerfile has them; steps without a position stay behind those they came after. */
function inOrder(steps: readonly TraceStep[]): readonly TraceStep[] {
  let index = 0;
  const placed = steps.map((step) => ({ step, index: (index = step.position?.index ?? index) }));
  return placed.sort((a, b) => a.index - b.index).map(({ step }) => step);
}

/** All groups that hold a step, outermost first: what must be open for it to be seen. */
export function groupsOf(step: TraceStep): readonly string[] {
  const target = step.targets[0] ?? '';
  return [targetKey(target), step.kind === 'internal' ? internalKey(target) : stageKey(target, step.stage ?? '')];
}
