import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import type { DockerfileModel } from '../core/dockerfile/model.ts';
import type { ShellCommand } from '../core/shell/command.ts';
import { sentence } from './messages/sentence.ts';
import { loneUpdates, type LoneUpdate } from './layers/updates/indexUpdates.ts';
import { joinUpdate } from './layers/updates/joinUpdate.ts';
import { isRefusal } from './layers/proof.ts';
import { systemVerb } from './layers/plainPrograms.ts';

/** Source: docs.docker.com/build/building/best-practices, "apt-get": update and install belong in the same RUN. */
export const noLonePackageUpdate = defineDockerfileRule({
  meta: {
    id: 'no-lone-package-update',
    description: 'Update the package index in the RUN that installs, so that an install never meets an old index from the cache.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 5, security: 3, maintainability: 4 },
    options: {},
    messages: {
      stale:
        '`{update}` stays in the cache while the index ages, so a later `{install}` fails or gets old packages: put the update in the same RUN as the install.',
      repeated: '`{update}` only adds an index to the image that every install below fetches again: leave this RUN out.',
      needless: '`{update}` only adds an index to the image, since `{install}` fetches what it needs by itself: leave this RUN out.',
    },
  },
  check({ dockerfile, facts, report }) {
    if (!dockerfile.isWellFormed) return;
    for (const lone of loneUpdates(dockerfile, facts)) {
      if (facts.stageFact(lone.run.stage).distribution === 'windows') continue;
      // An upgrade next to it is reason enough for the update.
      if (!lone.isAll && (!lone.keeper.needsUpdate || lone.reliant.length === 0)) continue;
      report(reportOf(lone, dockerfile));
    }
  },
});

function reportOf(lone: LoneUpdate, model: DockerfileModel): Report {
  const { keeper, command, reliant, others } = lone;
  const verb = command.args.find(({ value }) => value !== null && keeper.updates.includes(value))!;
  const messageId = !keeper.needsUpdate ? 'needless' : reliant.length > 0 ? 'stale' : 'repeated';
  const installs = [...reliant, ...others].slice(0, 10);
  const calls = installs.flatMap(({ commands }) => commands.filter((one) => isInstall(one, keeper)));
  const install = calls.find(({ args }) => systemVerb(args) === keeper.installs[0]) ?? calls[0];
  const fix = joinUpdate(lone, model);
  return {
    messageId,
    data: { update: `${command.name} ${verb.value}`, install: install ? `${install.name} ${systemVerb(install.args)}` : 'install' },
    span: { start: command.nameWord.span.start, end: verb.span.end },
    severity: messageId === 'stale' ? 'warning' : 'information',
    related: installs.map(({ instruction }) => ({
      span: instruction.keywordSpan,
      message: reliant.length > 0 && keeper.needsUpdate ? 'This install relies on an index that may be old.' : 'This RUN fetches the index itself.',
    })),
    ...(isRefusal(fix) ? { withheld: sentence(fix.reason) } : { fixes: [fix] }),
  };
}

function isInstall({ name, args }: ShellCommand, { program, installs }: LoneUpdate['keeper']): boolean {
  return name !== null && program.test(name) && installs.includes(systemVerb(args) ?? '');
}
