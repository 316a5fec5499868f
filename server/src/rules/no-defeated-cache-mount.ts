import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import type { Fix } from '../core/engine/finding.ts';
import { cacheScene } from './cache/cacheScene.ts';
import type { SwitchVariable } from './cache/packageManager.ts';
import { defeatedMounts, type DefeatedMount } from './cache/defeats/defeatedMounts.ts';
import { foreignOwners, ownerFix } from './cache/mounts/foreignOwner.ts';
import { emptyVariable } from './cache/calls/emptyVariable.ts';
import { needEdits } from './cache/mounts/mountNeeds.ts';
import { hidesAnother, removeDefeats } from './cache/defeats/removeDefeats.ts';
import { removeVariable } from './cache/defeats/removeVariable.ts';
import { sentence } from './messages/sentence.ts';
import { unfilledMounts, type UnfilledMount } from './cache/mounts/unfilledMounts.ts';

export const noDefeatedCacheMount = defineDockerfileRule<object>({
  meta: {
    id: 'no-defeated-cache-mount',
    description: 'Nothing in a RUN keeps its cache mounts from being read and filled.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 5, security: 0, maintainability: 2 },
    options: {},
    messages: {
      option:
        '`{text}` makes {manager} ignore the cache mount at {target}, so every rebuild downloads all packages again: leave it out, the mount never becomes part of the image.',
      variable:
        '{text} switches the cache of {manager} off whatever its value, even `0` or `false`, so the cache mount at {target} does nothing: leave it unset.',
      switch: '{text} switches the cache of {manager} off, so the cache mount at {target} does nothing: leave it unset.',
      configuration: '`{text}` switches the cache of {manager} off, so the cache mount at {target} does nothing: drop the setting.',
      emptied:
        '`{text}` empties the cache mount at {target} in every build, so the next one downloads everything again: drop it, the mount never becomes part of the image.',
      unfilled: 'The cache mount at {target} keeps no packages, because {why}: add `{text}`, so that rebuilds need not download them again.',
      owner:
        'The cache mount at {target} belongs to another user than {manager} runs as, so {manager} does not use it: add the ids of {user} to the mount.',
    },
  },
  check(context) {
    const { dockerfile } = context;
    const scene = cacheScene(context);
    for (const defeated of defeatedMounts(scene)) context.report(reportOf(context, defeated));
    for (const unfilled of unfilledMounts(scene)) context.report(unfilledReport(context, unfilled));
    for (const foreign of foreignOwners(scene)) {
      const { install, resolved, mount } = foreign;
      const fix = ownerFix(dockerfile, foreign);
      context.report({
        messageId: 'owner',
        data: { manager: install.manager.label, target: mount.target ?? '', user: resolved.user.name ?? `user ${resolved.user.uid}` },
        span: mount.mount.flag.span,
        related: [{ span: install.verbSpan, message: `${install.manager.label} runs here.` }],
        ...(fix ? { fixes: [fix] } : { withheld: 'The owner of the mount cannot be changed without guessing what else uses it.' }),
      });
    }
  },
});

function reportOf(context: DockerfileContext, defeated: DefeatedMount): Report {
  const { defeat, manager, mounts } = defeated;
  const flags = new Set(mounts.map(({ mount }) => mount.flag));
  return {
    messageId: messageOf(defeat),
    data: { text: defeat.text, manager: manager.label, target: mounts[0]?.target ?? 'the cache folder' },
    span: defeat.span,
    related: [...flags].map(({ span }) => ({ span, message: 'The cache mount is here.' })),
    ...offer(context, defeated),
  };
}

function messageOf(defeat: DefeatedMount['defeat']): string {
  if (defeat.kind === 'option' || defeat.kind === 'configuration') return defeat.kind;
  if (defeat.kind === 'clean' || defeat.kind === 'remove') return 'emptied';
  return defeat.switchedBy.values ? 'switch' : 'variable';
}

function offer(context: DockerfileContext, defeated: DefeatedMount): { fixes?: readonly Fix[]; withheld?: string } {
  const { dockerfile: model } = context;
  const { defeat, run, doubt } = defeated;
  if (!model.isWellFormed) return { withheld: 'The file cannot be read with certainty.' };
  if (defeat.kind === 'environment') return offerVariable(defeated, model);
  if (defeat.kind === 'configuration') {
    return { withheld: sentence(`\`${defeat.text}\` writes a file that may be wanted when the container runs`) };
  }
  const removed = removeDefeats(model, run, [defeat], defeated.parentsAreFree);
  if (removed.kind === 'withheld') return { withheld: sentence(removed.reason) };
  const title = defeat.kind === 'assignment' && hidesAnother(run, defeat) ? emptying(defeat.text, defeat.switchedBy) : `Remove \`${defeat.text}\``;
  const risk = doubt ?? removed.risk ?? riskOf(context, defeated);
  if (risk === null) return { fixes: [{ kind: 'safe', title, edits: removed.edits }] };
  return { fixes: [{ kind: 'suggestion', title: `${title} (${risk})`, edits: removed.edits }], withheld: sentence(risk) };
}

/** Without its option the command does what its table entry wants weighed before a mount. */
function riskOf(context: DockerfileContext, { defeat, manager, calls }: DefeatedMount): string | null {
  if (defeat.kind !== 'option') return null;
  return calls.map((call) => manager.risk?.(call, cacheScene(context)) ?? null).find((risk) => risk !== null) ?? null;
}

function emptying(name: string, { restoring }: SwitchVariable): string {
  return restoring === undefined ? `Empty ${name}` : `Set ${name} to ${restoring}`;
}

function offerVariable({ defeat, calls }: DefeatedMount, model: DockerfileContext['dockerfile']): { fixes: readonly Fix[]; withheld: string } {
  if (defeat.kind !== 'environment') return { fixes: [], withheld: '' };
  const { name, origin, switchedBy } = defeat;
  const removal = origin && removeVariable(model, origin, name);
  const emptied = emptyVariable(name, calls, switchedBy.restoring);
  const change = emptying(name, switchedBy);
  const fixes: Fix[] = [];
  if (removal) fixes.push({ kind: 'suggestion', title: `Remove ${name} (the cache is then also kept where no mount is)`, edits: [removal] });
  if (emptied) fixes.push({ kind: 'suggestion', title: `${change} where the mount is (it may be set on purpose)`, edits: emptied });
  return { fixes, withheld: `${name} may be set on purpose, for other commands or for the running container.` };
}

function unfilledReport({ dockerfile: model }: DockerfileContext, { manager, mounts, lacks }: UnfilledMount): Report {
  const installs = [...lacks.keys()];
  const needs = [...new Set([...lacks.values()].flat())];
  const text = needs.map((need) => need.text).join(' ');
  const { edits, unwritable } = needEdits(installs, (install) => lacks.get(install) ?? []);
  const withheld = !model.isWellFormed
    ? 'The file cannot be read with certainty.'
    : unwritable && `\`${unwritable.text}\` cannot be added to every ${manager.label} command of this RUN.`;
  return {
    messageId: 'unfilled',
    data: { target: mounts[0]!.target ?? '', why: needs.map(({ why }) => why).join(', and '), text },
    span: installs[0]!.verbSpan,
    related: mounts.map(({ mount }) => ({ span: mount.flag.span, message: 'The cache mount is here.' })),
    ...(withheld ? { withheld } : { fixes: [{ kind: 'safe', title: `Add \`${text}\``, edits }] }),
  };
}
