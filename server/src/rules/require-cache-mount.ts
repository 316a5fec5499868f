import { gather, gatherAll, gatherEach } from '../core/collections/gather.ts';
import type { RunFact } from '../core/dockerfile/facts.ts';
import type { Mount } from '../core/dockerfile/model.ts';
import type { Fix } from '../core/engine/finding.ts';
import type { TextEdit } from '../core/text/edits.ts';
import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import { cacheScene } from './cache/cacheScene.ts';
import type { Install } from './cache/calls/managerCall.ts';
import { mergeEdits } from './edits/mergeEdits.ts';
import { foldersToMount } from './cache/targets/misplacedMounts.ts';
import { claimedMounts, managerUses, type InstallFolder, type ManagerUse } from './cache/calls/managerUse.ts';
import { insertMounts } from './cache/mounts/mountInsertion.ts';
import { ALL_MANAGERS, PACKAGE_MANAGERS } from './cache/packageManagers.ts';
import { planMount, type MountPlan } from './cache/mounts/planMount.ts';
import { removeDefeats } from './cache/defeats/removeDefeats.ts';
import { isServedBefore } from './cache/mounts/servedBefore.ts';
import { sentence } from './messages/sentence.ts';

const ASKED = PACKAGE_MANAGERS.filter(({ requireMount }) => requireMount !== 'off');
const NO_MOUNTS: ReadonlySet<Mount> = new Set();

export const requireCacheMount = defineDockerfileRule<object>({
  meta: {
    id: 'require-cache-mount',
    description: 'Package installs keep what they download in a BuildKit cache mount.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 5, security: 0, maintainability: 1 },
    options: {},
    messages: {
      missing: "Every rebuild of this layer downloads all packages again: mount {manager}'s cache folder {folder}.",
      unproved: 'Every rebuild of this layer downloads all packages again; a cache mount{place} may help, but none for {manager} is known to be safe.',
      missingSomewhere: "Every rebuild of this layer downloads all packages again: mount {manager}'s cache folder.",
    },
  },
  check(context) {
    for (const run of context.facts.runs) {
      // Without network nothing is downloaded.
      if (run.instruction.flags.some(({ name, value }) => name === 'network' && value === 'none')) continue;
      checkRun(context, run);
    }
  },
});

type Offered = Exclude<MountPlan, { kind: 'withheld' }>;

interface Missing {
  readonly use: ManagerUse;
  readonly folders: readonly InstallFolder[];
  readonly plan: MountPlan;
}

function checkRun(context: DockerfileContext, run: RunFact): void {
  const scene = cacheScene(context);
  const uses = managerUses(scene, run, ASKED);
  if (uses.every(({ folders }) => folders.every(({ mount }) => mount !== null))) return;
  const claimed = run.instruction.mounts.length === 0 ? NO_MOUNTS : claimedMounts(managerUses(scene, run, ALL_MANAGERS));
  const missing = gather(uses, (use): Missing | null => {
    const folders = foldersToMount(scene, use).filter((one) => !isServedBefore(scene, run, one));
    return folders.length === 0 ? null : { use, folders, plan: planMount({ scene, use, missing: folders, claimed }) };
  });
  for (const one of missing) reportMissing(context, run, one, missing);
}

function reportMissing(context: DockerfileContext, run: RunFact, one: Missing, all: readonly Missing[]): void {
  const { plan, use, folders } = one;
  const { install, resolved } = folders[0]!;
  const isSmall = folders.every((folder) => isBootstrap(folder.install));
  if (isSmall && plan.kind !== 'safe') return;
  const isUnproved = use.manager.requireMount !== 'fix';
  const misplaced = plan.kind === 'withheld' ? plan.misplaced : null;
  context.report({
    messageId: isUnproved ? 'unproved' : resolved.path === null ? 'missingSomewhere' : 'missing',
    data: { manager: use.manager.label, folder: resolved.path ?? '', place: resolved.path === null ? '' : ` at ${resolved.path}` },
    span: install.verbSpan,
    severity: isUnproved ? 'hint' : isSmall ? 'information' : (use.manager.severity ?? 'warning'),
    related: misplaced ? [{ span: misplaced.mount.flag.span, message: 'This mount is somewhere else.' }] : [],
    fixes: fixesOf(context, run, one, all),
    ...(plan.reason === null ? {} : { withheld: sentence(plan.reason) }),
  });
}

/** pip's own tools are small, and come again only with a new Python: the mount saves next to nothing. */
function isBootstrap({ rest, options }: Install): boolean {
  if (rest.length === 0 || options.some(({ name }) => name === '-r' || name === '--requirement')) return false;
  return rest.every(({ value, raw }) => /^(?:pip|setuptools|wheel)(?:[=<>~!]|$)/.test(value ?? raw.replace(/^["']/, '')));
}

/** All safe mounts of a RUN go into one fix, since they are inserted at the same place. */
function fixesOf(context: DockerfileContext, run: RunFact, one: Missing, all: readonly Missing[]): Fix[] {
  const together = one.plan.kind === 'safe' ? all.filter(({ plan }) => plan.kind === 'safe') : [one];
  const fix = fixOf(context, run, together) ?? fixOf(context, run, [one]);
  return fix ? [fix] : [];
}

function fixOf(context: DockerfileContext, run: RunFact, together: readonly Missing[]): Fix | null {
  const plans = gather(together, ({ plan }) => plan.kind === 'withheld' ? null : plan);
  const [first] = plans;
  if (!first) return null;
  const removals = plans.length === 1 ? first.removals : removalsTogether(context, run, plans);
  if (!removals) return null;
  const insertion = insertMounts(context.dockerfile, run.instruction, gatherAll(plans, ({ mounts }) => mounts));
  const labels = gatherEach(together, ({ use }) => use.manager.label).join(' and ');
  const title = `Mount the cache folder of ${labels}`;
  const edits = mergeEdits([insertion, ...removals, ...gatherAll(plans, ({ additions }) => additions)]);
  return { kind: first.kind, title: first.risk === null ? title : `${title} (${first.risk})`, edits };
}

/** Null where they cannot be taken out: each plan alone may leave a clean-up standing that all together have to take out. */
function removalsTogether({ dockerfile }: DockerfileContext, run: RunFact, plans: readonly Offered[]): readonly TextEdit[] | null {
  const removed = removeDefeats(dockerfile, run, gatherAll(plans, ({ defeats }) => defeats), plans.every((plan) => plan.parentsAreFree));
  return removed.kind === 'withheld' ? null : removed.edits;
}
