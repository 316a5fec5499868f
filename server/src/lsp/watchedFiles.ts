/**
 * What a change of can change findings: Docker files, what tells how they are built (compose and bake files, the files that those extend or
 * include by any name, variables), ignore files, our configuration, and the manifests that proofs read. Names only: nobody watches
 * whole trees.
 */
export const WATCHED_FILES: readonly string[] = [
  '**/{Dockerfile,Containerfile}*',
  '**/*.{dockerfile,Dockerfile,containerfile}',
  '**/*.{yml,yaml}',
  '**/{.env,*.env}',
  '**/*bake*.{hcl,json}',
  '**/{.dockerignore,*.dockerignore}',
  '**/drydock.json',
  '**/{package.json,package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,.npmrc,pyproject.toml,setup.py,setup.cfg}',
  '**/{poetry.lock,uv.lock,Pipfile,Pipfile.lock,go.mod,Cargo.toml,Gemfile,composer.json,pom.xml}',
  '**/*{requirements,constraints}*.{txt,in}',
  '**/requirements/*.{txt,in}',
];
