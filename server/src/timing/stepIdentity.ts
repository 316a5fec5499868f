import { instructionOf, numberingOf, type Numbering } from './stepPlaces.ts';
import type { FailureText } from './failureText.ts';
import type { StepRecord } from './stepRecord.ts';
import type { TargetIndex } from './targetIndex.ts';
import { plainText } from './terminalText.ts';
import type { StepPlace, TraceStep } from './trace.ts';
import { kindOf, type VertexName } from './vertexName.ts';

/** What does not change while a step runs. */
export type StepIdentity = Pick<TraceStep, 'targets' | 'kind' | 'stage' | 'label' | 'position' | 'place' | 'platform'>;

/** Tells whose step a vertex is and where it is written, and learns from each how the stages are numbered. */
export class StepIdentities {
  /** Grows when something was learned that may change the identity of steps told before. */
  version = 0;
  private readonly numberings = new Map<string, Numbering>();

  constructor(private readonly index: TargetIndex) {}

  /** Null for a vertex of which nothing is known but its digest. */
  identify(record: StepRecord): StepIdentity | null {
    const views = [...record.views.values()];
    const ofTargets = views.flatMap(({ target, name }) => (target === null ? [] : [{ target, name }]));
    const first = views[0];
    if (!first) return null;
    if (ofTargets.length === 0) {
      const named = this.index.inOrder(views.flatMap((view) => view.processTargets));
      if (named.length === 0 && this.index.size === 0) this.index.add(NO_TARGET);
      return { ...shown(first.name), targets: named.length > 0 ? named : this.index.names, place: null };
    }
    const owner = this.index.ownerOf(ofTargets);
    const own = ofTargets.filter((view) => view.target === owner);
    const name = (own.length > 0 ? own : ofTargets)[0]!.name;
    const names = [name, ...ofTargets.map((view) => view.name)];
    const others = this.index.inOrder(ofTargets.map((view) => view.target)).filter((target) => target !== owner);
    return { ...shown(name), targets: [owner, ...others], place: this.placeOf(record.failure, owner, names) };
  }

  private placeOf(failure: FailureText | null, owner: string, names: readonly VertexName[]): StepPlace | null {
    const outline = this.index.outline(owner);
    if (!outline || outline.dockerfile === null || (outline.stages.length === 0 && failure === null)) return null;
    const { dockerfile } = outline;
    const found = names.reduce((before, name) => before ?? instructionOf(outline, name, this.learn(owner, name)), null as ReturnType<typeof instructionOf>);
    const told = failure?.excerpt;
    if (!told || (found && found.line <= told.line && told.line <= found.endLine)) {
      return found && { dockerfile, line: found.line, endLine: found.endLine, text: found.text };
    }
    const instruction = outline.stages.flatMap((stage) => stage.instructions).find(({ line, endLine }) => line <= told.line && told.line <= endLine);
    return { dockerfile, line: instruction?.line ?? told.line, endLine: instruction?.endLine ?? told.endLine, text: instruction?.text ?? told.text };
  }

  private learn(owner: string, name: VertexName): Numbering | null {
    const key = JSON.stringify([owner, name.stage]);
    const numbering = numberingOf(name);
    const known = this.numberings.get(key);
    if (numbering !== null && known !== numbering && known !== 'from-is-first') {
      this.numberings.set(key, numbering);
      this.version++;
    }
    return this.numberings.get(key) ?? null;
  }
}

function shown(name: VertexName): Pick<TraceStep, 'kind' | 'stage' | 'label' | 'position' | 'platform'> {
  return {
    kind: kindOf(name),
    stage: name.stage,
    label: plainText(name.label).replace(/\s+/g, ' ').slice(0, MOST_LABEL),
    position: name.position,
    ...(name.platform === null ? {} : { platform: name.platform }),
  };
}

const MOST_LABEL = 4_000;
/** Where a process was started for targets that nobody named, and no vertex names one. */
const NO_TARGET = 'build';
