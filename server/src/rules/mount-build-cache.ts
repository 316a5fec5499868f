import type { RunFact } from '../core/dockerfile/facts.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import { cargoTarget } from './cache/builds/cargoTarget.ts';
import { nodeTools } from './cache/builds/nodeTools.ts';
import { planTarget } from './cache/builds/planTarget.ts';
import { cacheScene } from './cache/cacheScene.ts';
import { claimedMounts, managerUses, type InstallFolder, type ManagerUse } from './cache/calls/managerUse.ts';
import { mergeEdits } from './edits/mergeEdits.ts';
import { insertMounts } from './cache/mounts/mountInsertion.ts';
import type { CacheScene } from './cache/packageManager.ts';
import { ALL_MANAGERS, BUILD_TOOLS } from './cache/packageManagers.ts';
import { planMount } from './cache/mounts/planMount.ts';
import { sentence } from './messages/sentence.ts';

export const mountBuildCache = defineDockerfileRule<object>({
  meta: {
    id: 'mount-build-cache',
    description: 'Compilers and bundlers keep what they built in a BuildKit cache mount.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'information',
    confidence: 'medium',
    fix: 'safe',
    weight: { overall: 3, security: 0, maintainability: 1 },
    options: {},
    messages: {
      missing: 'Every rebuild of this layer compiles everything again, also what has not changed: mount the build cache of {tool}, {folder}.',
      missingSomewhere: 'Every rebuild of this layer compiles everything again, also what has not changed: mount the build cache of {tool}.',
    },
  },
  check(context) {
    const scene = cacheScene(context);
    for (const run of context.facts.runs) {
      for (const use of managerUses(scene, run, BUILD_TOOLS)) {
        const missing = use.folders.filter(({ mount }) => mount === null);
        if (missing.length > 0) context.report(reportOf(context, scene, use, missing));
      }
    }
  },
});

function reportOf(context: DockerfileContext, scene: CacheScene, use: ManagerUse, missing: readonly InstallFolder[]): Report {
  const { install, resolved } = missing[0]!;
  return {
    messageId: resolved.path === null ? 'missingSomewhere' : 'missing',
    data: { tool: use.manager.label, folder: resolved.path ?? '' },
    span: install.verbSpan,
    // What bundlers save is less, and less certain.
    severity: nodeTools.includes(use.manager) ? 'hint' : 'information',
    ...(use.manager === cargoTarget ? offerTarget(context, scene, missing[0]!) : offerMount(context, scene, use, missing)),
  };
}

type Offer = Pick<Report, 'fixes' | 'withheld' | 'related'>;

function offerMount({ dockerfile }: DockerfileContext, scene: CacheScene, use: ManagerUse, missing: readonly InstallFolder[]): Offer {
  const claimed = claimedMounts(managerUses(scene, use.run, ALL_MANAGERS));
  const plan = planMount({ scene, use, missing, claimed });
  const withheld = plan.reason === null ? {} : { withheld: sentence(plan.reason) };
  if (plan.kind === 'withheld') {
    const { misplaced } = plan;
    return { ...withheld, related: misplaced ? [{ span: misplaced.mount.flag.span, message: 'This mount is somewhere else.' }] : [] };
  }
  const edits = mergeEdits([insertMounts(dockerfile, use.run.instruction, plan.mounts), ...plan.removals, ...plan.additions]);
  return { ...withheld, fixes: [{ kind: plan.kind, title: titleOf(use.manager.label, plan.risk), edits }] };
}

function offerTarget({ dockerfile }: DockerfileContext, scene: CacheScene, one: InstallFolder): Offer {
  const plan = planTarget(scene, one);
  if (plan.kind === 'withheld') return { withheld: sentence(plan.reason) };
  const { run }: { run: RunFact } = one.install;
  const fix: Fix = { kind: 'suggestion', title: titleOf(cargoTarget.label, plan.risk), edits: [insertMounts(dockerfile, run.instruction, [plan.mount])] };
  return { fixes: [fix], withheld: sentence(plan.risk) };
}

function titleOf(label: string, risk: string | null): string {
  const title = `Mount the build cache of ${label}`;
  return risk === null ? title : `${title} (${risk})`;
}
