import type { ContextFiles } from '../../../core/engine/projectView.ts';
import { folderOf, isOutside, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { refuse, type Refusal } from '../proof.ts';

/** Options after which an install reads or writes folders of the project. */
const LOCAL_OPTIONS = new Set([
  '-e', '--editable', '-t', '--target', '--prefix', '--root', '--src', '-f', '--find-links', '--group', '--python',
]);
const LISTS = new Set([
  '-r', '--requirement', '--requirements', '-c', '--constraint', '--constraints', '-b', '--build-constraint', '--override',
  '--overrides',
]);
const REQUIREMENTS = new Set(['-r', '--requirement', '--requirements']);

/** The requirements and constraints files that a command names; null where it names no requirements or only the shell knows which. */
export function namedRequirements(install: Install): readonly string[] | null {
  const lists = install.options.filter(({ name }) => LISTS.has(name));
  if (!lists.some(({ name }) => REQUIREMENTS.has(name))) return null;
  const names = lists.map(({ value }) => value);
  return names.every((value) => typeof value === 'string') ? (names as string[]) : null;
}

/**
 * Every requirements file that an install with `-r` reads, as context paths, those that they include too;
 * or why they cannot be installed without the rest of the source.
 * @param first context paths of the files that the command names
 */
export function requirementFiles({ options, rest }: Install, tool: string, first: readonly string[], files: ContextFiles): string[] | Refusal {
  const local = options.find(({ name }) => LOCAL_OPTIONS.has(name));
  if (local) return refuse(`${tool}'s ${local.name} uses folders of the project`);
  const path = rest.find(({ value }) => value === null || isLocalRequirement(value));
  if (path) return refuse(`${tool} also installs ${path.raw}, which needs the source`);
  return withIncludes(first, files);
}

/** Files in the requirements format and those that they include. */
function withIncludes(first: readonly string[], files: ContextFiles): string[] | Refusal {
  const found = new Set<string>();
  const waiting = [...first];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (found.has(file)) continue;
    const text = files.text(file);
    if (text === undefined) return refuse(`${file} cannot be read in the build context`);
    found.add(file);
    const read = readRequirements(text, file);
    if ('reason' in read) return read;
    waiting.push(...read.includes);
  }
  return [...found];
}

/** What a requirements file includes, by pip's requirements file format; lines that name local paths refuse. */
function readRequirements(text: string, file: string): { readonly includes: string[] } | Refusal {
  const includes: string[] = [];
  for (const raw of text.replace(/^\uFEFF/, '').replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line === '') continue;
    if (line.includes('${')) return refuse(`${file} uses the variable in "${line}"`);
    const included = /^(?:-r|-c|--requirement|--constraint)(?:\s*=?\s*)(\S+)$/.exec(line)?.[1];
    if (included !== undefined) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(included) || included.startsWith('/')) return refuse(`${file} includes ${included}`);
      const target = joinPaths(folderOf(file), included);
      if (isOutside(target)) return refuse(`${file} includes ${included} from outside the build context`);
      includes.push(target);
      continue;
    }
    if (/^(-e|--editable|-f|--find-links)\b/.test(line) || isLocalRequirement(line.replace(/\s*@\s*/, '@').split(/[\s;]/)[0]!)) {
      return refuse(`${file} installs a local path ("${line}")`);
    }
  }
  return { includes };
}

function isLocalRequirement(word: string): boolean {
  const target = word.includes('@') ? word.slice(word.indexOf('@') + 1).trim() : word;
  if (/^file:/i.test(target)) return true;
  if (/^(git|hg|svn|bzr)\+|^https?:\/\//i.test(target)) return false;
  if (word.startsWith('-')) return false;
  return word === '.' || word.startsWith('.') || word.includes('/') || word.includes('\\') || /\.(whl|zip|tar\.gz|tgz)$/i.test(word);
}
