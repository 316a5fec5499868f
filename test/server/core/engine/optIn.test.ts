import { expect, it } from 'vitest';
import manifest from '../../../../package.json';
import { resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { readConfigLayer } from '../../../../server/src/core/engine/readConfigLayer.ts';
import { RULES } from '../../../../server/src/rules/index.ts';
import { useOfflineCache } from '../../../../server/src/rules/use-offline-cache.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

const document = documentOf('FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci\n', 'dockerfile');
const rules = [useOfflineCache];

it.each([
  ['says nothing of itself', undefined, []],
  ['speaks where it was asked for', 'default', ['hint']],
  ['speaks as loud as it was asked to', 'warning', ['warning']],
  ['can be turned off again', 'off', []],
])('a rule that is off until asked for %s', (_, level, severities) => {
  const layer = readConfigLayer(level && { rules: { 'use-offline-cache': level } }, rules);
  expect(layer.problems).toEqual([]);
  expect(findingsOf(document, { rules, config: resolveConfig(rules, [layer]) }).map(({ severity }) => severity)).toEqual(severities);
});

it('has a setting that says so, since editors send defaults as if somebody had chosen them', () => {
  const sections: readonly { readonly properties: object }[] = manifest.contributes.configuration;
  const settings = new Map<string, { readonly default?: unknown }>(sections.flatMap(({ properties }) => Object.entries(properties)));
  for (const { meta } of RULES) expect(settings.get(`drydock.rules.${meta.id}.severity`)?.default, meta.id).toBe(meta.isOptIn ? 'off' : 'default');
});
