import { expect, it } from 'vitest';
import { isForTrying } from '../../../../server/src/rules/compose/forTrying.ts';
import { noSecretsInEnvironment } from '../../../../server/src/rules/no-secrets-in-environment.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

const CHOSEN = 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: tulip-garden\n';
const REAL = 'services:\n  bot:\n    image: example/bot:1\n    environment:\n      BOT_TOKEN: 0d5e0e73-96f7-4936-b125-e8f5f2296b08\n';

it.each([
  ['compose.yml', CHOSEN, 'information'],
  ['deploy/compose.prod.yml', CHOSEN, 'information'],
  ['compose.test.yml', CHOSEN, 'hint'],
  ['.devcontainer/docker-compose.yml', CHOSEN, 'hint'],
  ['tests/compose.yml', REAL, 'warning'],
])('in %s a password is told of as much as it matters there', (path, text, severity) => {
  const findings = findingsOf(documentOf(text, 'compose', path), { rules: [noSecretsInEnvironment] });
  expect(findings.map((finding) => finding.severity)).toEqual([severity]);
});

it('tells of a secret that services share once, with all its places', () => {
  const text = `${REAL}  other:\n    image: example/bot:1\n    environment: {KEEP: 1, OTHER_TOKEN: 0d5e0e73-96f7-4936-b125-e8f5f2296b08}\n`;
  const [finding, ...others] = findingsOf(documentOf(text, 'compose', 'compose.yml'), { rules: [noSecretsInEnvironment] });
  expect(others).toEqual([]);
  expect(finding?.related.map(({ span, message }) => [text.slice(span.start, span.end), message])).toEqual([['OTHER_TOKEN', '`other` has the same.']]);
});

it.each([
  ['docker/compose.dev.yaml', true],
  ['e2e/compose.yaml', true],
  ['docker-compose.ci-test.yml', true],
  ['docker-compose.yml', false],
  ['services/latest/compose.yml', false],
  ['city/docker-compose.yml', false],
])('%s is for trying things out: %s', (path, expected) => expect(isForTrying(path)).toBe(expected));
