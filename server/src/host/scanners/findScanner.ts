import type { ScannerKind } from '../../vulnerabilities/model.ts';
import { missingProgram, noneInstalled, type ScanProblem } from '../../vulnerabilities/problems.ts';
import { DEFAULT_PROGRAMS, type ScannerPrograms } from '../../vulnerabilities/scanner.ts';
import { collectOutput } from '../builds/collectOutput.ts';
import { findProgram } from '../builds/findProgram.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface FoundScanner {
  readonly kind: ScannerKind;
  /** Its absolute path; docker's for Docker Scout. */
  readonly program: string;
}

type Found = { readonly scanner: FoundScanner } | { readonly problem: ScanProblem };

/** A plugin that takes longer to tell its version hangs. */
const PATIENCE = 20_000;

/**
 * The scanner to use: the chosen one, else the first that is installed. A program that the settings name and that is not there is told, rather
 * than another one taken in silence. Never from the workspace folder.
 * @param folder an empty one, where docker is asked for its plugin
 */
export async function findScanner(programs: ScannerPrograms, env: Environment, workspaceFolder: string, folder: string, signal: AbortSignal): Promise<Found> {
  const kinds: readonly ScannerKind[] = programs.choice === 'automatic' ? ['trivy', 'grype', 'scout'] : [programs.choice];
  for (const kind of kinds) {
    const asked = kind === 'scout' ? programs.docker : programs[kind];
    const program = await findProgram(asked, env, workspaceFolder);
    const isNamed = programs.choice !== 'automatic' || (kind !== 'scout' && asked !== DEFAULT_PROGRAMS[kind]);
    if (program === null && isNamed) return { problem: missingProgram(kind, asked) };
    if (program === null) continue;
    if (kind !== 'scout' || (await hasScout(program, env, folder, signal))) return { scanner: { kind, program } };
    if (isNamed) return { problem: missingProgram(kind, `${asked} scout`) };
  }
  return { problem: noneInstalled() };
}

async function hasScout(program: string, env: Environment, folder: string, signal: AbortSignal): Promise<boolean> {
  const { code } = await collectOutput({ program, args: ['scout', 'version'], folder }, env, signal, PATIENCE);
  return code === 0;
}
