import type { Severity } from '../core/engine/finding.ts';
import type { ComposeService } from '../core/compose/model.ts';
import type { ComposeProject } from '../core/compose/project.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { folderOf } from '../project/paths.ts';
import { builderStage } from './compose/buildCache/builderStage.ts';
import { repair } from './compose/buildCache/fixes.ts';
import { PROBLEMS, problemOf, type Builder, type Problem, type ProblemId } from './compose/buildCache/problems.ts';
import { entryIn, writtenEntries, type WrittenEntry } from './compose/buildCache/writtenEntries.ts';
import { projectsOf } from './compose/projects.ts';

interface Options {
  readonly builder: Builder;
}

/** What stops a build, or makes CI build everything, is worth more than a hint. */
const SEVERITIES: Readonly<Partial<Record<ProblemId, Severity>>> = { refused: 'error', overwritten: 'warning', unqualified: 'information', noCache: 'information' };

export const noUselessBuildCache = defineComposeRule<Options>({
  meta: {
    id: 'no-useless-build-cache',
    description: 'Leaves out `cache_from` and `cache_to` that never save a step, or that stop the build.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 3, security: 1, maintainability: 2 },
    options: {
      builder: {
        type: 'string',
        description: 'What builds the images: `docker` (the classic image store), `containerd` (Docker with the containerd image store) or `docker-container`.',
        default: 'unknown',
        enum: ['unknown', 'docker', 'containerd', 'docker-container'],
      },
    },
    messages: {
      refused: 'The classic Docker builder cannot write a cache of `type={subject}`, so this build fails: leave it to CI, which has another builder.',
      overwritten: '`{service}` and `{subject}` write their caches to the same place, so each build throws away what the other saved: give each one its own.',
      unqualified: '`{subject}` without a registry means one of Docker\'s own images, or one of this machine without a cache in it, so `{service}` never takes a step from it: leave it out.',
      noCache: '`no_cache` makes each build of `{subject}` run every step, so nothing is ever taken from this cache: leave one of the two out.',
      localImage: '`{subject}` is at most found on the machine that built it, where the builder has all its steps already: leave it out, or name a registry.',
      missingFolder: 'There is no folder `{subject}`, and no build here writes a cache to it, so nothing is ever taken from it: leave it out, or write it.',
      notInline: 'No step can be taken from `{subject}` unless it was built with an inline cache, which nothing here asks for: write it, or leave this out.',
      finalStageOnly: 'The inline cache holds only the layers of the image itself, so the stage `{subject}` runs again on every fresh machine: write a registry or Actions cache in CI.',
    },
  },
  check(context) {
    const { compose } = context;
    if (!compose.text.includes('cache_')) return;
    const projects = projectsOf(context);
    // A list that several services share is told of once.
    const told = new Set<unknown>();
    for (const service of compose.services) {
      const worst = worstOf(context, service, projects);
      if (!worst || told.has(worst.entry.node)) continue;
      told.add(worst.entry.node);
      report(context, service, worst);
    }
  },
});

interface Found {
  readonly problem: Problem;
  readonly entry: WrittenEntry;
  /** Other entries of the service with the same problem. */
  readonly alike: readonly WrittenEntry[];
  readonly all: readonly WrittenEntry[];
}

function worstOf(context: ComposeContext<Options>, service: ComposeService, projects: readonly ComposeProject[]): Found | null {
  const all = writtenEntries(context.compose, service);
  const found = all.flatMap((entry) => {
    const problem = problemEverywhere(context, service, entry, projects);
    return problem ? [{ entry, problem }] : [];
  });
  for (const id of PROBLEMS) {
    const [first, ...others] = found.filter(({ problem }) => problem.id === id);
    if (first) return { ...first, alike: others.map(({ entry }) => entry), all };
  }
  return null;
}

/** What is wrong in each project that has the service. */
function problemEverywhere({ project: view, options }: ComposeContext<Options>, service: ComposeService, written: WrittenEntry, projects: readonly ComposeProject[]): Problem | null {
  let first: Problem | null = null;
  for (const project of projects) {
    const merged = project.services.get(service.name);
    if (!merged) continue;
    const entry = entryIn(merged, written);
    const [path] = project.files;
    const problem = entry && problemOf({
      list: written.list, isFixed: written.isFixed, entry, merged, project, view, builder: options.builder, folder: path === undefined ? null : folderOf(path),
    });
    if (!problem || (first && first.id !== problem.id)) return null;
    first ??= problem;
  }
  return first;
}

function report({ compose, project, report: tell }: ComposeContext<Options>, service: ComposeService, { problem, entry, alike, all }: Found): void {
  const { id, subject } = problem;
  const { fixes, withheld } = repair({ compose, service, problem, entries: [entry, ...alike], all, builderStage: builderStage(project, service.name) });
  tell({
    messageId: id,
    data: { service: service.name, subject },
    span: entry.span,
    ...(SEVERITIES[id] && { severity: SEVERITIES[id] }),
    ...(id === 'notInline' || id === 'missingFolder' ? { confidence: 'medium' as const } : {}),
    fixes,
    ...(withheld !== null && { withheld }),
  });
}
