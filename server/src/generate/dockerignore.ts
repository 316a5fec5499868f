/** The rule `require-dockerignore` writes the same text, so it is made in `project`, where rules may look. */
export { generateDockerignore, type DockerignoreInput, type DockerignoreText, type LeftOut } from '../project/dockerignoreText.ts';
