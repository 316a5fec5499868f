import { defineDockerfileRule } from '../core/engine/rule.ts';
import { asksAgain, offlineFix } from './cache/mounts/offlineCache.ts';
import { managerUse } from './cache/calls/managerUse.ts';
import { npm } from './cache/managers/npm.ts';

/** Source: npm help ci, `prefer-offline`: no staleness checks of what the cache holds; what is missing is fetched. */
export const useOfflineCache = defineDockerfileRule<object>({
  meta: {
    id: 'use-offline-cache',
    description: '`npm ci` takes what its cache mount holds without asking the registry again.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'hint',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 1, security: 0, maintainability: 1 },
    options: {},
    isOptIn: true,
    messages: {
      offline:
        'Where the lockfile leaves out where packages come from, `npm ci` asks the registry again for all that the cache mount holds: `--prefer-offline` spares that.',
    },
  },
  check({ dockerfile: model, facts, project, report }) {
    const scene = { model, facts, project };
    for (const run of facts.runs) {
      if (run.instruction.mounts.length === 0) continue;
      const use = managerUse(scene, run, npm);
      for (const { install, mount } of use?.folders.filter((folder) => asksAgain(scene, use, folder)) ?? []) {
        const fix = model.isWellFormed ? offlineFix(install) : null;
        report({
          messageId: 'offline',
          span: install.verbSpan,
          related: mount ? [{ span: mount.mount.flag.span, message: 'The cache mount is here.' }] : [],
          ...(fix ? { fixes: [fix] } : { withheld: 'The command cannot be edited in place.' }),
        });
      }
    }
  },
});
