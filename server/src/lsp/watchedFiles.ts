/**
 * What a change of can change findings: Docker files, ignore files, our configuration, and the manifests that proofs
 * read. Names only: nobody watches whole trees.
 */
export const WATCHED_FILES: readonly string[] = [
  '**/{Dockerfile,Containerfile}*',
  '**/*.{dockerfile,Dockerfile,containerfile}',
  '**/{docker-compose,compose}*.{yml,yaml}',
  '**/*docker*compose*.{yml,yaml}',
  '**/{.dockerignore,*.dockerignore}',
  '**/drydock.json',
  '**/{package.json,package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,.npmrc,pyproject.toml,setup.py,setup.cfg}',
  '**/*requirements*.{txt,in}',
];
