import { appendItems } from '../../../core/compose/edits/appendItems.ts';
import { replaceScalar } from '../../../core/compose/edits/replaceScalar.ts';
import { setTopLevel } from '../../../core/compose/edits/setTopLevel.ts';
import type { ComposeModel } from '../../../core/compose/model.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { listed } from '../../../core/text/listing.ts';
import { span } from '../../../core/text/span.ts';
import { imagePath } from '../hardening/imagePath.ts';
import { readsFile } from './fileVariables.ts';
import type { ProjectFolder } from './secretPlaces.ts';
import type { WrittenSecret } from './writtenSecrets.ts';

/**
 * Hands the secrets of one service over in files (compose-spec, `secrets`), where its image reads `<NAME>_FILE`. Null where it does not, where something
 * else reads the variable, or where another place may set it too: the entrypoints refuse to start with both.
 */
export function moveToSecretFiles(compose: ComposeModel, secrets: readonly WrittenSecret[], merged: readonly ProjectService[], folder: ProjectFolder | null): Fix | null {
  const service = secrets[0]!.service;
  const movable = folder ? secrets.filter((secret) => isMovable(secret, merged)) : [];
  if (!folder || movable.length === 0 || !isOwn(compose, movable)) return null;
  const named = movable.map((secret) => ({ secret, id: `${service.name}_${secret.name}`.toLowerCase().replace(/[^a-z\d_-]/g, '_') }));
  const isTaken = named.some(({ id }) => !folder.isFree(`secrets/${id}.txt`) || compose.text.includes(id));
  if (isTaken) return null;
  const edits: TextEdit[] = [];
  for (const { secret, id } of named) {
    const renamed = renameToFile(compose, secret, `/run/secrets/${id}`);
    if (!renamed) return null;
    edits.push(...renamed);
  }
  const given = appendItems(compose, service, ['secrets'], named.map(({ id }) => id));
  const declared = setTopLevel(compose, 'secrets', Object.fromEntries(named.map(({ id }) => [id, { file: `./secrets/${id}.txt` }])));
  if ('refused' in given || 'refused' in declared) return null;
  const names = listed(movable.map(({ name }) => `\`${name}\``), 3);
  const title = `Give \`${service.name}\` ${names} in ${movable.length === 1 ? 'a new file' : 'new files'} below \`${folder.path('secrets')}/\`, which must stay out of version control and images`;
  const creates = named.map(({ secret, id }) => ({ path: folder.path(`secrets/${id}.txt`), text: secret.value }));
  return { kind: 'suggestion', title, edits: joined([...edits, ...given.edits, ...declared.edits]), creates };
}

/** Additions for one place become one, in their order: the last service of a file and what follows the services meet at its end. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const additions = new Map<number, string>();
  for (const { span: at, text } of edits) if (at.start === at.end) additions.set(at.start, (additions.get(at.start) ?? '') + text);
  const others = edits.filter(({ span: at }) => at.start !== at.end);
  return [...others, ...[...additions].map(([offset, text]) => ({ span: span(offset, offset), text }))];
}

function isMovable({ name, value, service }: WrittenSecret, merged: readonly ProjectService[]): boolean {
  return /^[^\r\n\0]+$/.test(value) && merged.every((each) => {
    if (!readsFile(imagePath(service, each), name) || each.hasUnknownParent || each.get('env_file') !== null || each.get('environment', `${name}_FILE`) !== null) return false;
    // What is asked inside the container has the variable no more.
    const asked = [each.get('healthcheck'), each.get('command'), each.get('entrypoint')];
    return each.filesWith('environment', name).length <= 1 && !mentions(asked, name);
  });
}

function mentions(data: unknown, name: string, depth = 0): boolean {
  if (typeof data === 'string') return data.includes(name);
  if (typeof data === 'symbol' || depth > 4) return true;
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => mentions(value, name, depth + 1));
}

/** False for what an anchor shares or another service extends: those would get the file's name without the file. */
function isOwn(compose: ComposeModel, secrets: readonly WrittenSecret[]): boolean {
  const { service } = secrets[0]!;
  const { map, declarations } = service;
  const isExtended = compose.services.some((other) => other !== service && other.inheritsFrom.includes(service.name));
  return declarations.length === 1 && !isExtended && map?.range != null && secrets.every(({ scalar }) => scalar.range![0] >= map.range![0] && scalar.range![1] <= map.range![2]);
}

function renameToFile(compose: ComposeModel, { name, scalar, key }: WrittenSecret, path: string): readonly TextEdit[] | null {
  const replaced = replaceScalar(compose, scalar, key === null ? `${name}_FILE=${path}` : path);
  if ('refused' in replaced) return null;
  if (key === null) return replaced.edits;
  const end = key.range?.[1];
  if (key.type !== 'PLAIN' || key.anchor !== undefined || end === undefined || compose.text.slice(key.range![0], end) !== name) return null;
  return [{ span: span(end, end), text: '_FILE' }, ...replaced.edits];
}
