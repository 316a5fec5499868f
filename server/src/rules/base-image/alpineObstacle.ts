import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../core/dockerfile/model.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { muslVerdict } from './musl/muslVerdict.ts';
import { stagePackages } from './musl/stagePackages.ts';

interface Scene {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  readonly project: ProjectView | null;
}

/** Commands that Alpine lacks, or takes other options for. */
const NOT_ON_ALPINE: ReadonlySet<string> = new Set([
  'apt', 'apt-get', 'apt-key', 'apt-mark', 'aptitude', 'dpkg', 'dpkg-query', 'add-apt-repository', 'debconf-set-selections', 'bash', 'useradd', 'usermod', 'userdel', 'groupadd', 'groupmod',
  'adduser', 'addgroup', 'locale-gen', 'localedef', 'update-locale', 'service', 'systemctl', 'update-alternatives', 'curl', 'git', 'gcc', 'g++', 'cc', 'c++', 'make', 'ssh', 'perl', 'gosu', 'ldd',
]);

/**
 * Why stages that have glibc now cannot be proposed Alpine, as a sentence; null where everything that they install and run is known to work there. What is not
 * known is an obstacle: a package without a build for musl costs minutes of compiling at best, and does not start at worst.
 */
export function alpineObstacle({ model, facts, project }: Scene, stages: ReadonlySet<Stage>): string | null {
  for (const { instruction, commands, isComplete } of facts.runs.filter(({ stage }) => stages.has(stage))) {
    if (!isComplete) return 'Part of its commands cannot be read, so what they need is not known.';
    const missing = commands.find(({ name }) => name === null || NOT_ON_ALPINE.has(name));
    if (missing) return missing.name === null ? 'A command that it runs depends on a variable.' : `It runs ${missing.name}, which Alpine does not have or takes other options for.`;
    if (instruction.mounts.some(({ options }) => options.has('from'))) return 'It uses files of another image or stage, which may be programs for the C library that it has now.';
  }
  const isMoved = (name: string): boolean => {
    const source = findStage(model, name);
    return source !== null && stages.has(source);
  };
  for (const stage of model.stages) {
    for (const instruction of stage.instructions) {
      const reason = instructionObstacle(instruction, stages.has(stage), isMoved);
      if (reason !== null) return reason;
    }
  }
  return packageObstacle({ model, facts, project }, stages);
}

function instructionObstacle(instruction: Instruction, isInside: boolean, isMoved: (name: string) => boolean): string | null {
  const { keyword, flags, words } = instruction;
  const from = keyword === 'COPY' ? flags.find(({ name }) => name === 'from')?.value : undefined;
  if (typeof from === 'string') {
    // Between stages that all move, files stay where they can run; a name that is no stage never moves.
    if (isInside !== isMoved(from)) return 'It shares files with other stages or images, and programs that are built for one C library do not run on the other.';
  }
  if (!isInside) return null;
  if (keyword === 'ADD' && words.some(({ value }) => /^(?:https?|git|ssh):|^git@/.test(value))) return 'It adds something from the network, which may be a program for the C library that it has now.';
  if (keyword === 'SHELL' && /bash/.test(words.map(({ value }) => value).join(' '))) return 'Its SHELL is bash, which Alpine does not have.';
  if (!['CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(keyword)) return null;
  const text = (instruction.exec ?? words).map(({ value }) => value).join(' ');
  const program = /(?:^|[\s/;&|"'])(bash|curl|gosu|git|[\w./-]+\.sh)(?=$|[\s;&|"'])/.exec(text)?.[1];
  return program === undefined ? null : `It starts ${program}, which may need what Alpine does not have.`;
}

function packageObstacle({ model, facts, project }: Scene, stages: ReadonlySet<Stage>): string | null {
  const uses = project?.uses ?? [];
  if (!project || uses.length === 0 || uses.some(({ context }) => !context.known)) return UNKNOWN;
  for (const use of uses) {
    for (const stage of stages) {
      const found = stagePackages({ model, facts, project: { ...project, uses: [use] } }, stage);
      if (!found.isComplete || found.installs.some(({ hasOwnIndex }) => hasOwnIndex)) return UNKNOWN;
      const verdict = muslVerdict(found.installs.flatMap(({ dependencies }) => dependencies));
      if (verdict.kind === 'unknown') return `Whether ${verdict.dependency.name} works with the C library of Alpine (musl) is not known.`;
      if (verdict.kind === 'fails') return `${verdict.failures[0].dependency.name} does not work with the C library of Alpine (musl).`;
    }
  }
  return null;
}

const UNKNOWN = 'Whether every package that it installs works with the C library of Alpine (musl) is not known.';
