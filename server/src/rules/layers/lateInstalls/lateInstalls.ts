import { gather } from '../../../core/collections/gather.ts';
import type { CopyFact, RunFact, StageFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction } from '../../../core/dockerfile/model.ts';
import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { broadCopy, isBroad, mayBeBroad, type BroadCopy } from '../manifestsFirst/broadCopy.ts';
import { readingOf } from '../volatile/environmentReads.ts';
import { lineNumber } from '../../messages/lineNumber.ts';
import { Mentions, referencedNames } from '../mentions.ts';
import { SYSTEM_MANAGERS, systemVerb } from '../plainPrograms.ts';
import { refuse, type Refusal } from '../proof.ts';
import { independentRun, type IndependentRun } from './sourceReads.ts';

/** Installs that need nothing of the source and stand below the COPY that brings it. */
export interface LateInstalls {
  /** The COPYs of source that can move below `reach` together, in the order of the file; at least the first of the stage. */
  readonly sources: readonly [SourceCopy, ...SourceCopy[]];
  /** In the order of the file; at least one. */
  readonly installs: readonly (IndependentRun & { readonly download: NonNullable<IndependentRun['download']> })[];
  /** The last install that the COPY can be moved below, as far as the instructions between tell; null with the reason. */
  readonly reach: RunFact | null;
  /** Where they go: below `reach` and the clean-ups that follow it, which belong to the install. */
  readonly below: RunFact | null;
  /** Every RUN from the COPY to there. */
  readonly crossed: readonly RunFact[];
  readonly stop: Refusal | null;
}

/** A COPY of source, and where it goes: absolute and clean. */
export interface SourceCopy {
  readonly broad: BroadCopy;
  readonly folder: string;
}

const CORE_FOLDERS =
  /^\/(?:$|(?:usr|usr\/local|usr\/share|opt|var|home|root|tmp|run|dev|proc|sys)$|(?:bin|sbin|lib|lib64|etc|usr\/(?:local\/)?(?:bin|sbin|lib|libexec))(?:\/|$))/;

/** At most one per stage: those below its first broad COPY. */
export function lateInstalls(stage: StageFact, model: DockerfileModel, project: ProjectView | null): LateInstalls | null {
  if (stage.runs.length === 0) return null;
  const sources = gather(stage.copies, (copy) => sourceCopy(copy, project)).slice(0, MOST_SOURCES);
  for (const [at, first] of sources.entries()) {
    const late = installsBelow(first, stage, model);
    if (late) return withOthers(late, sources.slice(at + 1), stage, model);
  }
  return null;
}

/** More COPYs of source than any stage has. */
const MOST_SOURCES = 30;

function sourceCopy(copy: CopyFact, project: ProjectView | null): SourceCopy | null {
  const files = project?.uses[0]?.context.files ?? null;
  const broad = broadCopy(copy);
  if (!broad || !mayBeBroad(broad, files) || copy.destination === null) return null;
  const folder = joinPath('/', copy.destination);
  // What lands among the system's own folders may well be meant for the install: sources, keys, configuration.
  return CORE_FOLDERS.test(folder) || !isBroad(broad, files) ? null : { broad, folder };
}

/** One after the other they would end up in reverse order. */
function withOthers(late: LateInstalls, others: readonly SourceCopy[], stage: StageFact, model: DockerfileModel): LateInstalls {
  const { reach, sources } = late;
  if (!reach) return late;
  const before = others.filter(({ broad }) => broad.copy.instruction.span.start < reach.instruction.span.start);
  return { ...late, sources: [...sources, ...before.filter((one) => installsBelow(one, stage, model)?.reach === reach)] };
}

const PASSIVE = new Set(['LABEL', 'EXPOSE', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'STOPSIGNAL', 'MAINTAINER', 'ONBUILD', 'USER', 'SHELL']);

function installsBelow(source: SourceCopy, { stage, runs, copies }: StageFact, model: DockerfileModel): LateInstalls | null {
  const { broad, folder } = source;
  const { instruction: start } = broad.copy;
  const byInstruction = new Map(runs.map((run) => [run.instruction, run]));
  const scene = new MoveScene(broad, folder, copies, model);
  const installs: LateInstalls['installs'][number][] = [];
  const passed: RunFact[] = [];
  let reach: RunFact | null = null;
  let below: RunFact | null = null;
  let stop: Refusal | null = null;
  for (const instruction of stage.instructions) {
    if (instruction.span.start <= start.span.start) continue;
    const run = byInstruction.get(instruction);
    if (!run) {
      stop ??= scene.stopAt(instruction);
      continue;
    }
    const independent = independentRun(run, model.text, folder);
    if (independent?.download) installs.push({ ...independent, download: independent.download });
    if (independent) {
      stop ??= scene.clashOf(run);
      if (!stop) passed.push(run);
      if (stop) continue;
      if (independent.download) reach = below = run;
      else if (below && passed.at(-2) === below && cleansUp(run)) below = run;
      continue;
    }
    // Whatever a script of the project does, the installs after it may be meant to come after it.
    if (!isHarmless(run)) break;
    stop ??= refuse(`the RUN of line ${lineNumber(model, instruction)} in between may need the source: move the install above the COPY by hand`);
  }
  const crossed = reach ? passed.slice(0, passed.indexOf(reach) + 1) : [];
  return installs.length === 0 ? null : { sources: [source], installs, reach, below, crossed, stop };
}

/** `rm`, or `clean` of a package manager, and nothing else. */
function cleansUp({ commands }: RunFact): boolean {
  return commands.every(({ name, args }) => name === 'rm' || (name !== null && SYSTEM_MANAGERS.has(name) && /^(?:auto)?(?:clean|remove)$/.test(systemVerb(args) ?? '')));
}

/** Installs of dependencies and plain programs prepare nothing for a package manager of the system. */
function isHarmless(run: RunFact): boolean {
  return readingOf(run, []).use !== 'possible';
}

/** What keeps one COPY from moving down. */
class MoveScene {
  private readonly variables: Mentions;
  private readonly isRelative: boolean;

  constructor(
    { copy }: BroadCopy, private readonly folder: string, private readonly copies: readonly CopyFact[], private readonly model: DockerfileModel,
  ) {
    const { instruction } = copy;
    this.variables = new Mentions(referencedNames(sliceSpan(model.text, instruction.span)));
    this.isRelative = !((instruction.exec ?? instruction.words).at(-1)?.value ?? '').startsWith('/');
  }

  stopAt(instruction: Instruction): Refusal | null {
    const { keyword } = instruction;
    if (instruction.isTrigger || PASSIVE.has(keyword)) return null;
    if (keyword === 'ENV' || keyword === 'ARG') {
      const changes = readAssignments(instruction, this.model.escape).some(({ name }) => this.variables.in(name));
      return changes ? refuse(`${keyword} between the COPY and the install changes where the COPY goes`) : null;
    }
    if (keyword === 'WORKDIR') return this.isRelative ? refuse('WORKDIR between the COPY and the install changes where the COPY goes') : null;
    if (keyword !== 'COPY' && keyword !== 'ADD') return refuse(`${keyword} between the COPY and the install may change what the COPY does`);
    const copy = this.copies.find((one) => one.instruction === instruction);
    return copy && this.isApart(copy) ? null : refuse(`${keyword} between the COPY and the install may bring some of the same files`);
  }

  private isApart({ destination }: CopyFact): boolean {
    if (destination === null) return false;
    const other = joinPath('/', destination);
    return pathBelow(this.folder, other) === null && pathBelow(other, this.folder) === null;
  }

  /** An install that may write where the source lies, or make the account whose home that is. */
  clashOf({ state, commands }: RunFact): Refusal | null {
    const { folder } = this;
    const language = commands.some(({ name }) => name !== null && /^(?:npm|gem|pecl|pip[\d.]*)$/.test(name));
    if (language) {
      for (const [name, value] of state.env) {
        if (!/^(?:PATH|VIRTUAL_ENV|PNPM_HOME|GEM_HOME|(?:PIP|NPM_CONFIG|UV|BUNDLE)_\w+)$/i.test(name)) continue;
        const origin = state.envOrigin.get(name);
        const written = value ?? (origin ? sliceSpan(this.model.text, origin.span) : '');
        if (written.split(/[:=\s"]/).some((path) => path.startsWith('/') && pathBelow(folder, joinPath('/', path)) !== null)) {
          return refuse(`${name} makes the install write into ${folder}, where the COPY goes as well`);
        }
      }
      const { home } = state.user;
      if (home !== null && pathBelow(folder, home) !== null) return refuse(`the COPY fills the user's home ${home}, where the install may write as well`);
    }
    const makesAccount = commands.some(({ name }) => name === 'useradd' || name === 'adduser' || name === 'usermod');
    return makesAccount && /^\/home\//.test(folder) ? refuse('this RUN makes an account whose home the COPY may fill') : null;
  }
}

/** Folders that packages put files into as well: the result then depends on the order. */
export function isShared(folder: string): boolean {
  return /^\/(?:var|usr(?!\/src\/)|srv|home|root|tmp)(?:\/|$)/.test(folder) && !/^\/home\/[^/]+\/./.test(folder) && !/^\/root\/./.test(folder);
}
