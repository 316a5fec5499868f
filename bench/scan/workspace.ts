import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { composeOf, dockerfileOf } from '../inputs.ts';

/** How many files of each kind a workspace has. */
export interface WorkspaceSize {
  readonly dockerfiles: number;
  readonly composeFiles: number;
}

export interface WrittenFile {
  readonly path: string;
  readonly language: 'dockerfile' | 'compose';
  readonly text: string;
}

/** Five services for each compose file, as teams keep them: a folder for each project, a folder for each service in it. */
export function sizeOf(files: number): WorkspaceSize {
  const composeFiles = Math.round(files / 6);
  return { dockerfiles: files - composeFiles, composeFiles };
}

/** More than any workspace has files. */
const EDITION = 100_000;

/** Lines of a Dockerfile, by its number: most are short, some have several stages. */
const LENGTHS = [15, 20, 25, 30, 40, 60, 90];

/**
 * Writes a workspace: each service with its manifest and a source file, each project with its compose file, now and then an ignore file. The
 * same files and texts for the same size and edition, and no two texts alike.
 * @param edition a number; no text of one is in another
 * @returns what a scan checks, ignore files left out
 */
export async function writeWorkspace(root: string, { dockerfiles, composeFiles }: WorkspaceSize, edition = 0): Promise<readonly WrittenFile[]> {
  const perProject = Math.ceil(dockerfiles / composeFiles);
  const files: WrittenFile[] = [];
  const others: (readonly [string, string])[] = [['.dockerignore', '**/.git\n**/node_modules\n']];
  for (let project = 0; project < composeFiles; project++) {
    const services = Array.from({ length: Math.min(perProject, dockerfiles - project * perProject) }, (_, i) => project * perProject + i);
    for (const service of services) {
      const folder = `team-${project % 20}/project-${project}/services/s${service}`;
      files.push({ path: `${folder}/Dockerfile`, language: 'dockerfile', text: dockerfileOf(LENGTHS[service % LENGTHS.length]!, edition * EDITION + service) });
      others.push([`${folder}/requirements${service}.0.txt`, `flask==3.0.${service % 10}\npsycopg[binary]==3.2.${service % 9}\n`]);
      others.push([`${folder}/src/main.py`, `print(${service})\n`]);
      if (service % 3 === 0) others.push([`${folder}/.dockerignore`, '**/.git\n**/__pycache__\n']);
    }
    files.push({ path: `team-${project % 20}/project-${project}/compose.yaml`, language: 'compose', text: projectCompose(project, services, edition) });
  }
  for (const [file, text] of [...files.map((one) => [one.path, one.text] as const), ...others]) {
    const full = path.join(root, file);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
  }
  return files;
}

/** The services of one project, and a few that only take their image. */
function projectCompose(project: number, services: readonly number[], edition: number): string {
  const built = services.flatMap((service) => [
    `  s${service}:`,
    `    build: { context: services/s${service}, args: { NUMBER: "${service}" } }`,
    `    image: acme/s${service}:1.${project}`,
    `    environment: { PEER: "http://s${service + 1}:8000", LOG_LEVEL: info }`,
    '    depends_on: [db]',
    `    ports: ["127.0.0.1:${10_000 + (service % 50_000)}:8000"]`,
  ]);
  const others = composeOf(20 + (project % 5) * 15).split('\n');
  const at = others.indexOf('services:') + 1;
  return [`# project ${edition * EDITION + project}`, ...others.slice(0, at), ...built, ...others.slice(at)].join('\n');
}
