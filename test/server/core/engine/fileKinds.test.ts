import { expect, it } from 'vitest';
import { languageOf } from '../../../../server/src/core/engine/fileKinds.ts';

const KINDS: Record<'dockerfile' | 'compose' | 'dockerignore' | 'nothing', readonly string[]> = {
  dockerfile: [
    'Dockerfile', 'dockerfile', 'DOCKERFILE', 'a/b/Dockerfile', 'a\\b\\Dockerfile', 'C:\\w\\Dockerfile.dev', 'Dockerfile.dev', 'Dockerfile-prod', 'Dockerfile_ci',
    'Dockerfile.go', 'Dockerfile.x86_64', 'api.dockerfile', 'api.Dockerfile', '.dockerfile', 'Containerfile', 'Containerfile.dev', 'api.containerfile',
    '.github/workflows/Dockerfile', '.devcontainer/Dockerfile',
  ],
  compose: [
    'compose.yml', 'compose.yaml', 'docker-compose.yml', 'docker-compose.prod.yaml', 'docker-compose-dev.yml', 'compose.override.yml', 'compose-test.yml',
    'a/docker-compose.YML', 'a\\compose.yaml', 'prod.docker-compose.yml', 'docker_compose.yml', 'dockercompose.yaml', 'my-docker-dev-compose.yml', 'docker-compose2.yml',
  ],
  dockerignore: ['.dockerignore', 'a/.dockerignore', 'Dockerfile.dockerignore', 'a\\api.Dockerfile.dockerignore'],
  nothing: [
    '', '/', 'dockerfile/', 'Dockerfile.md', 'dockerfile.ts', 'Dockerfile.js', 'dockerfile.go', 'dockerfile_lint_test.go', 'dockerfile-parser.rs', 'Dockerfile.j2', 'Dockerfile.template', 'Dockerfile.bak', 'Dockerfiles',
    'mydockerfile', 'dockerfile-utils.ts', 'composer.json', 'composer.yml', 'decompose.yml', 'compose.ts', 'docker-compose.yml.j2', 'docker-compose.json',
    '.github/workflows/docker-compose.yml', 'a\\.github\\workflows\\compose.yml', '.gitignore', 'dockerignore', '.dockerignore.bak', 'Dockerfile/x', `Dockerfile.${'x'.repeat(300)}`,
  ],
};

it.each(Object.entries(KINDS).flatMap(([kind, paths]) => paths.map((path) => [path, kind])))('%s is read as %s', (path, kind) => {
  expect(languageOf(path!) ?? 'nothing').toBe(kind);
});
