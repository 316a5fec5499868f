import type { BuildContext, ContextFiles } from '../../../core/engine/projectView.ts';
import { compilePattern } from '../../../core/ignore/compilePattern.ts';
import type { ContextSource } from '../sources/contextSources.ts';
import { isSecretFile } from './secretFiles.ts';

const found = new WeakMap<ContextFiles, readonly string[]>();

function secretsIn(files: ContextFiles): readonly string[] {
  let secrets = found.get(files);
  if (!secrets) found.set(files, (secrets = files.paths.filter((path) => isSecretFile(path, files))));
  return secrets;
}

/** Secrets that a COPY or ADD brings with a folder or a wildcard: they are in the context, not left out, and no source names them. */
export function secretsBrought(source: ContextSource, context: BuildContext): readonly string[] {
  const { path, kind, isFiltered } = source;
  if (kind === 'bind' || isFiltered || context.isOutside) return [];
  const { files, ignore, copied } = context;
  const secrets = secretsIn(files);
  if (secrets.length === 0) return [];
  const covers = coverage(source);
  const named = namesIn(copied);
  return secrets.filter((secret) => secret !== path && covers(secret) && !named.has(secret) && !ignore?.matcher.ignores(secret));
}

const names = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Kept: thousands of sources ask for the same list. */
function namesIn(copied: readonly string[]): ReadonlySet<string> {
  let known = names.get(copied);
  if (!known) names.set(copied, (known = new Set(copied)));
  return known;
}

function coverage({ path, isWildcard }: ContextSource): (secret: string) => boolean {
  if (path === '.') return () => true;
  if (!isWildcard) return (secret) => secret.startsWith(`${path}/`);
  const compiled = compilePattern(path);
  if (!compiled.ok) return () => false;
  // `.env*` and `*.pem` name what they bring; a folder that matches brings the rest with it.
  const depth = path.split('/').length;
  const isOpen = /(?:^|\/)\*+$/.test(path);
  return (secret) => (isOpen || secret.split('/').length > depth) && compiled.test(secret);
}
