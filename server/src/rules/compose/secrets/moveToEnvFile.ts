import { replaceScalar } from '../../../core/compose/edits/replaceScalar.ts';
import type { ComposeModel } from '../../../core/compose/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import type { ProjectFolder } from './secretPlaces.ts';
import type { WrittenSecret } from './writtenSecrets.ts';

/** A file with more is generated, not written. */
const MOST_SECRETS = 60;

/**
 * One fix for all secrets of the file: `${NAME}` in their place, and a new `.env` that holds them, which compose reads from the project's folder. Any image gets
 * the same values as before. Null where `.env` is there already, or nobody can tell.
 */
export function moveToEnvFile(compose: ComposeModel, secrets: readonly WrittenSecret[], folder: ProjectFolder | null): Fix | null {
  if (!folder?.isFree('.env') || secrets.length > MOST_SECRETS) return null;
  const variables = new Map<string, string>();
  const edits: TextEdit[] = [];
  for (const secret of secrets) {
    const variable = variableFor(secret, variables, folder);
    if (variable === null || !/^[^'\r\n\0]*$/.test(secret.value)) continue;
    const text = secret.key === null ? `${secret.name}=\${${variable}}` : `\${${variable}}`;
    const replaced = replaceScalar(compose, secret.scalar, text, { everywhere: true });
    if ('refused' in replaced) continue;
    edits.push(...replaced.edits);
    variables.set(variable, secret.value);
  }
  if (edits.length === 0) return null;
  const path = folder.path('.env');
  const lines = [...variables].map(([name, value]) => `${name}='${value}'\n`);
  const count = edits.length === 1 ? 'the secret' : `${edits.length} secrets`;
  const title = `Move ${count} of this file to a new \`${path}\`, which must stay out of version control and images`;
  return { kind: 'suggestion', title, edits, creates: [{ path, text: lines.join('') }] };
}

/** The secret's own name, or with its service before it where others have another value or read a variable of that name; null where that is taken, too. */
function variableFor({ name, value, service }: WrittenSecret, taken: ReadonlyMap<string, string>, folder: ProjectFolder): string | null {
  for (const candidate of [name, `${service.name.replace(/[^A-Za-z\d]+/g, '_').toUpperCase()}_${name}`]) {
    if (!/^[A-Za-z_]\w{0,200}$/.test(candidate)) continue;
    const before = taken.get(candidate);
    if (before === value || (before === undefined && !folder.mentions(candidate))) return candidate;
  }
  return null;
}
