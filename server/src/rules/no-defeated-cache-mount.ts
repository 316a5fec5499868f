import type { Report } from '../core/engine/rule.ts';
import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { Fix } from '../core/engine/finding.ts';
import { cacheScene } from './cache/cacheScene.ts';
import { defeatedMounts, type DefeatedMount } from './cache/defeatedMounts.ts';
import { foreignOwners, ownerFix } from './cache/foreignOwner.ts';
import { emptyVariable } from './cache/emptyVariable.ts';
import { removeDefeats } from './cache/removeDefeats.ts';
import { removeVariable } from './cache/removeVariable.ts';
import { sentence } from './cache/sentence.ts';

export const noDefeatedCacheMount = defineDockerfileRule<object>({
  meta: {
    id: 'no-defeated-cache-mount',
    description: 'Nothing in a RUN keeps its cache mounts from being read and filled.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    options: {},
    messages: {
      option:
        '`{text}` makes {manager} ignore the cache mount at {target}, so every rebuild downloads all packages again: leave it out, the mount never becomes part of the image.',
      variable:
        '{text} switches the cache of {manager} off whatever its value, even `0` or `false`, so the cache mount at {target} does nothing: leave it unset.',
      configuration: '`{text}` switches the cache of {manager} off, so the cache mount at {target} does nothing: drop the setting.',
      emptied:
        '`{text}` empties the cache mount at {target} in every build, so the next one downloads everything again: drop it, the mount never becomes part of the image.',
      owner:
        'The cache mount at {target} belongs to another user than {manager} runs as, so {manager} does not use it: add the ids of {user} to the mount.',
    },
  },
  check(context) {
    const { dockerfile } = context;
    const scene = cacheScene(context);
    for (const defeated of defeatedMounts(scene)) context.report(reportOf(context, defeated));
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
  const kind = defeat.kind === 'option' || defeat.kind === 'configuration' ? defeat.kind : null;
  return {
    messageId: kind ?? (defeat.kind === 'clean' || defeat.kind === 'remove' ? 'emptied' : 'variable'),
    data: { text: defeat.text, manager: manager.label, target: mounts[0]?.target ?? 'the cache folder' },
    span: defeat.span,
    related: [...flags].map(({ span }) => ({ span, message: 'The cache mount is here.' })),
    ...offer(context, defeated),
  };
}

function offer({ dockerfile: model }: DockerfileContext, defeated: DefeatedMount): { fixes?: readonly Fix[]; withheld?: string } {
  const { defeat, run, doubt } = defeated;
  if (!model.isTrustworthy) return { withheld: 'The file cannot be read with certainty.' };
  if (defeat.kind === 'environment') return offerVariable(defeated, model);
  if (defeat.kind === 'configuration') {
    return { withheld: sentence(`\`${defeat.text}\` writes a file that may be wanted when the container runs`) };
  }
  const removed = removeDefeats(model, run, [defeat], defeated.parentsAreFree);
  if (removed.kind === 'withheld') return { withheld: sentence(removed.reason) };
  const title = `Remove \`${defeat.text}\``;
  const risk = doubt ?? removed.risk;
  if (risk === null) return { fixes: [{ kind: 'safe', title, edits: removed.edits }] };
  return { fixes: [{ kind: 'suggestion', title: `${title} (${risk})`, edits: removed.edits }], withheld: sentence(risk) };
}

function offerVariable({ defeat, calls }: DefeatedMount, model: DockerfileContext['dockerfile']): { fixes: readonly Fix[]; withheld: string } {
  if (defeat.kind !== 'environment') return { fixes: [], withheld: '' };
  const { name, origin } = defeat;
  const removal = origin && removeVariable(model, origin, name);
  const emptied = emptyVariable(name, calls);
  const fixes: Fix[] = [];
  if (removal) fixes.push({ kind: 'suggestion', title: `Remove ${name} (the cache is then also kept where no mount is)`, edits: [removal] });
  if (emptied) fixes.push({ kind: 'suggestion', title: `Empty ${name} where the mount is (it may be set on purpose)`, edits: emptied });
  return { fixes, withheld: `${name} may be set on purpose, for other commands or for the running container.` };
}
