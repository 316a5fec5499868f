/** The rules about ignore files write the same text, so it is made in `project`, where rules may look. */
export type { ContextInputs } from '../project/dockerignore/buildNeeds.ts';
export { generateDockerignore, type DockerignoreText } from '../project/dockerignore/generateDockerignore.ts';
export type { LeftOut } from '../project/dockerignore/judgeTemplate.ts';
export { proposeIgnoreFiles, type IgnoreProposal } from '../project/dockerignore/proposeIgnoreFiles.ts';
