import { readAssignments, type Assignment } from '../../../core/dockerfile/assignments.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { blockOf } from '../../edits/instructionBlock.ts';
import { Mentions } from '../mentions.ts';
import { isPlaceholder, isVersionName, isVolatileName, labelEntries, labelKind } from './volatileNames.ts';

/** An ARG, ENV or LABEL that sets or takes a value which differs from build to build. */
export interface VolatileDeclaration {
  readonly instruction: Instruction;
  /** Names that RUNs see because of it; none for a LABEL. */
  readonly names: readonly string[];
  /** False where it sets other things as well, which must stay. */
  readonly isMovable: boolean;
}

export interface VolatileValues {
  /** In the order of the file; the first is an ARG. */
  readonly declarations: readonly VolatileDeclaration[];
  /** Where the first one is named. */
  readonly first: Assignment;
  readonly names: ReadonlySet<string>;
  /** True where all that is known is a version, which changes with releases only. */
  readonly isVersion: boolean;
}

/** More of them than any stage has; each name is searched for in each instruction. */
const MOST_NAMES = 100;

/** Null where a stage declares none. */
export function volatileValues(stage: Stage, model: DockerfileModel, facts: DockerfileFacts): VolatileValues | null {
  const own = stage.instructions.filter(({ isTrigger }) => !isTrigger);
  if (!own.some(({ keyword }) => keyword === 'ARG')) return null;
  const candidates = own.flatMap((instruction) => (instruction.keyword === 'ARG' ? readAssignments(instruction, model.escape) : []));
  const kinds = new Map<string, 'build' | 'version'>();
  const labels = own.filter(({ keyword }) => keyword === 'LABEL').flatMap(labelEntries);
  for (const { name } of candidates.slice(0, MOST_NAMES)) {
    const kind = isInherited(stage, name) ? null : kindOf(name, labels);
    if (kind && !choosesSource(name, own, model.text)) kinds.set(name, kind);
  }
  for (const { name } of candidates.slice(0, MOST_NAMES)) {
    const isOwn = !kinds.has(name) && isVersionName(name) && !isInherited(stage, name) && goesWithBuild(name, kinds, own, model.text);
    if (isOwn && !choosesSource(name, own, model.text)) kinds.set(name, 'version');
  }
  return kinds.size === 0 ? null : collect(own, kinds, model, facts);
}

function kindOf(name: string, labels: ReturnType<typeof labelEntries>): 'build' | 'version' | null {
  if (!/^[A-Za-z_]\w*$/.test(name)) return null;
  if (isVolatileName(name)) return 'build';
  const mentions = new Mentions([name]);
  const said = labels.filter(({ value }) => value.includes('$') && mentions.in(value)).map(({ key }) => labelKind(key));
  if (said.includes('build') && !isVersionName(name)) return 'build';
  return isVersionName(name) && said.length > 0 && said.some((kind) => kind !== null) ? 'version' : null;
}

type Kinds = ReadonlyMap<string, 'build' | 'version'>;

/** A version that is used together with a commit or a date of the build is the project's own. */
function goesWithBuild(name: string, kinds: Kinds, instructions: readonly Instruction[], text: string): boolean {
  const version = new Mentions([name]);
  const build = new Mentions([...kinds].flatMap(([other, kind]) => (kind === 'build' ? [other] : [])));
  return instructions.some(({ keyword, span }) => {
    if (keyword !== 'RUN' && keyword !== 'ENV' && keyword !== 'LABEL') return false;
    const written = sliceSpan(text, span);
    return build.in(written) && version.in(written);
  });
}

/** A stage that this one continues declares it too: then its RUNs see it wherever it stands here. */
function isInherited(stage: Stage, name: string): boolean {
  const mentions = new Mentions([name]);
  const declares = ({ instructions }: Stage) => instructions.some(({ keyword, words }) => keyword === 'ARG' && words.some(({ raw }) => mentions.in(raw)));
  return stageChain(stage).slice(1).some(declares);
}

const FETCH = /\bgit\s[^;&|\n]*\b(?:clone|checkout|fetch|reset|switch)\b|\b(?:curl|wget)\b|:\/\//;

/** Where a value says what to fetch (`git checkout $COMMIT`), it is set on purpose and changes as rarely as that. */
function choosesSource(name: string, instructions: readonly Instruction[], text: string): boolean {
  const mentions = new Mentions([name]);
  return instructions.some(({ keyword, span }) => {
    if (keyword !== 'RUN' && keyword !== 'ADD') return false;
    const body = sliceSpan(text, span);
    return mentions.in(body) && (keyword === 'ADD' || FETCH.test(body));
  });
}

function collect(own: readonly Instruction[], kinds: Kinds, model: DockerfileModel, facts: DockerfileFacts): VolatileValues | null {
  const names = new Set<string>();
  const declarations: VolatileDeclaration[] = [];
  let first: Assignment | null = null;
  let isVersion = true;
  let mentions = new Mentions(names);
  for (const [index, instruction] of own.entries()) {
    const { keyword } = instruction;
    if (keyword === 'LABEL') {
      if (mentions.in(sliceSpan(model.text, instruction.span))) declarations.push({ instruction, names: [], isMovable: true });
      continue;
    }
    if ((keyword !== 'ARG' && keyword !== 'ENV') || names.size > MOST_NAMES) continue;
    const assignments = readAssignments(instruction, model.escape);
    const next = own[index + 1];
    const { env } = next ? facts.stateBefore(next) : facts.stageFact(instruction.stage!).endState;
    const isMade = ({ value }: Assignment) => value !== null && value.includes('$') && mentions.in(value);
    const isNew = ({ name, value }: Assignment) => keyword === 'ARG' && kinds.has(name) && isUnset(name, value, env);
    const found = assignments.filter((one) => isMade(one) || isNew(one));
    if (found.length === 0 || (keyword === 'ARG' && isOnPurpose(model, instruction))) continue;
    for (const { name } of found) names.add(name);
    first ??= found[0]!;
    if (found.some(({ name }) => kinds.get(name) === 'build')) isVersion = false;
    declarations.push({ instruction, names: found.map(({ name }) => name), isMovable: found.length === assignments.length });
    mentions = new Mentions(names);
  }
  return first ? { declarations, first, names, isVersion } : null;
}

/** A value that stands in the file is a pin; one that is only there for builds without arguments is none. */
function isUnset(name: string, value: string | null, env: ReadonlyMap<string, string | null>): boolean {
  if (value !== null && !value.includes('$')) return isPlaceholder(value.replace(/^(["'])(.*)\1$/s, '$2'));
  return isPlaceholder(env.get(name));
}

/** A comment that speaks of the cache says that the place is meant. */
function isOnPurpose(model: DockerfileModel, instruction: Instruction): boolean {
  const comment = model.text.slice(blockOf(model, instruction).start, instruction.span.start);
  return /bust|invalidat|cache|force/i.test(comment);
}
