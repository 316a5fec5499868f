import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { composeOf, dockerfileOf, grownComposeOf } from '../inputs.ts';
import type { BenchFiles } from './tools.ts';

/**
 * A workspace as a company has it: each compose file with five services, each service with a Dockerfile of 20 to 110 lines and a few files to build from.
 * Deterministic; no text of one edition is in another.
 */
export async function writeWorkspace(folder: string, { dockerfiles, composeFiles }: { dockerfiles: number; composeFiles: number }, edition: number): Promise<BenchFiles> {
  const files = { folder, dockerfiles: [] as string[], composeFiles: [] as string[] };
  const write = async (relative: string, text: string): Promise<string> => {
    const full = path.join(folder, relative);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
    return full;
  };
  for (let i = 0; i < composeFiles; i++) {
    const text = i % 2 === 0 ? composeOf(60 + (i % 9) * 25) : grownComposeOf(80 + (i % 7) * 40);
    files.composeFiles.push(await write(`project-${i}/compose.yaml`, `# edition ${edition}.${i}\n${text}`));
  }
  for (let i = 0; i < dockerfiles; i++) {
    const service = `project-${i % composeFiles}/services/s${Math.floor(i / composeFiles)}`;
    files.dockerfiles.push(await write(`${service}/Dockerfile`, dockerfileOf(20 + (i % 10) * 10, edition * 10_000 + i)));
    await write(`${service}/requirements.txt`, `flask==3.0.${i % 10}\n`);
    await write(`${service}/src/main.py`, `print(${i})\n`);
  }
  return files;
}
