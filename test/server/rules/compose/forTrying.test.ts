import { expect, it } from 'vitest';
import { hardenService } from '../../../../server/src/rules/harden-service.ts';
import { noSecretsInEnvironment } from '../../../../server/src/rules/no-secrets-in-environment.ts';
import { noHostAccess } from '../../../../server/src/rules/no-host-access.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';

const TEXT = `services:
  app:
    image: acme/app:1.0.0
    security_opt: [no-new-privileges:true, seccomp:unconfined]
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
  db:
    image: postgres:16.4
    security_opt: [no-new-privileges:true]
    privileged: true
`;

it.each([
  ['compose.yaml', ['information', 'information', 'warning']],
  ['.devcontainer/compose.yaml', ['hint', 'hint', 'warning']],
  ['debug/compose.yaml', ['hint', 'hint', 'warning']],
])('what opens the host in %s weighs %j', (path, severities) => {
  expect(findingsOf(documentOf(TEXT, 'compose', path), { rules: [hardenService, noHostAccess] }).map((found) => found.severity)).toEqual(severities);
});

it.each([
  ['compose.yaml', ['hint', 'information', 'hint']],
  ['compose.dev.yaml', ['hint', 'hint', 'hint']],
  ['examples/compose.yaml', ['hint', 'hint', 'hint']],
  // A database of a test is gone before anybody guesses its password or breaks into it.
  ['tests/compose.yaml', ['hint']],
  ['compose.e2e.yaml', ['hint']],
  ['.devcontainer/compose.yaml', ['hint']],
])('what a server should keep to itself in %s weighs %j', (path, severities) => {
  const text = 'services:\n  db:\n    image: postgres:16.4\n    environment:\n      POSTGRES_PASSWORD: tulip-garden\n  cache:\n    image: mysql:8\n    environment:\n      MYSQL_ROOT_PASSWORD: root\n';
  expect(findingsOf(documentOf(text, 'compose', path), { rules: [hardenService, noSecretsInEnvironment] }).map((found) => found.severity)).toEqual(severities);
});
