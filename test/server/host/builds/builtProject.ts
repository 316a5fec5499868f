import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlannedTarget } from '../../../../server/src/build/request.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import { LineIndex } from '../../../../server/src/core/text/lines.ts';
import { snapshotInputs } from '../../../../server/src/host/builds/inputSnapshot.ts';
import { toSlashes } from '../../../../server/src/host/fileSystem.ts';
import type { BuildRecord, TargetInputs } from '../../../../server/src/timing/record.ts';
import type { StepState, TraceStep } from '../../../../server/src/timing/trace.ts';
import { sampleRecord, sampleStep, sampleTarget } from '../../timing/history/sampleRecord.ts';

const STEPS: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR']);
const KEY = 'a key for tests';

export interface BuildParts extends Partial<Omit<PlannedTarget, 'dockerfile'>> {
  /** Below the folder. */
  readonly dockerfile?: string;
  /** Instructions that ran, by how their text begins; all others come from the cache. */
  readonly ran?: readonly string[];
  readonly state?: StepState;
  readonly env?: NodeJS.ProcessEnv;
  readonly record?: Partial<BuildRecord>;
}

/** A project on disk that is "built" by reading it: what ran is for the test to say. */
export class BuiltProject {
  readonly root = toSlashes(realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-project-'))));
  private count = 0;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.write(files);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(this.at(name)), { recursive: true });
      writeFileSync(this.at(name), text);
    }
  }

  at(name: string): string {
    return `${this.root}/${name}`;
  }

  remove(name = ''): void {
    rmSync(name === '' ? this.root : this.at(name), { recursive: true });
  }

  target({ ran: _ran, state: _state, env: _env, record: _record, dockerfile = 'Dockerfile', ...part }: BuildParts = {}): PlannedTarget {
    return {
      name: 'web', context: this.root, dockerfile: part.inline === undefined ? this.at(dockerfile) : null, inline: null, target: null, args: {}, contexts: {}, tags: [], platforms: [],
      needs: [], ...part,
    };
  }

  async inputs(parts: BuildParts = {}, signal = new AbortController().signal): Promise<TargetInputs> {
    const target = this.target(parts);
    const found = await snapshotInputs([target], { folder: this.root, key: KEY, docker: 'no-such-docker', env: parts.env ?? {} }, signal);
    return found[target.name]!;
  }

  async build(parts: BuildParts = {}): Promise<BuildRecord> {
    const inputs = await this.inputs(parts);
    const target = this.target(parts);
    const text = target.inline ?? readFileSync(target.dockerfile!, 'utf8');
    const startedAt = new Date(Date.UTC(2026, 10, 21, 10, this.count++)).toISOString();
    const steps = stepsOf(text, target, parts.ran ?? [], parts.state ?? 'done');
    return { ...sampleRecord({ startedAt, steps, targets: [sampleTarget({ name: target.name })], inputs: { [target.name]: inputs } }), ...parts.record };
  }
}

function stepsOf(text: string, { name, dockerfile }: PlannedTarget, ran: readonly string[], state: StepState): TraceStep[] {
  const model = parseDockerfile(text);
  const lines = new LineIndex(text);
  const last = new Map<number, string>();
  const counts = new Map<number, number>();
  return model.instructions.filter(({ keyword, stage }) => stage && STEPS.has(keyword)).map((instruction): TraceStep => {
    const stage = instruction.stage!;
    const written = text.slice(instruction.span.start, instruction.span.end);
    const index = (counts.get(stage.index) ?? 0) + 1;
    counts.set(stage.index, index);
    const id = `sha256:${stage.index}-${instruction.span.start}-${written.length}`;
    const before = last.get(stage.index) ?? (stage.parent ? last.get(stage.parent.index) : undefined);
    const from = instruction.flags.find((flag) => flag.name === 'from')?.value;
    const source = from ? model.stages.find((one) => one.name === from || String(one.index) === from) : undefined;
    last.set(stage.index, id);
    return sampleStep({
      id,
      targets: [name],
      kind: instruction.keyword === 'FROM' ? 'base' : 'instruction',
      stage: model.stages.length === 1 ? null : (stage.name ?? `stage-${stage.index}`),
      label: written.split('\n')[0]!,
      position: { index, total: 99 },
      place: { dockerfile: dockerfile ?? '', line: lines.positionAt(instruction.span.start).line, endLine: 0, text: written },
      state: ran.some((start) => written.startsWith(start)) ? state : 'cached',
      inputs: [before, source && last.get(source.index)].filter((one) => one !== undefined),
    });
  });
}
