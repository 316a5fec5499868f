import { languageOf } from '../../core/engine/fileKinds.ts';
import type { BuildContext } from '../../core/engine/projectView.ts';
import { isWide } from './buildNeeds.ts';
import { knownPaths } from './contextPaths.ts';

/**
 * Why an assumed build context cannot be the folder that the Dockerfile is built from, as the end of a sentence that starts with the folder;
 * null where the context is known, or where nothing speaks against it.
 */
export function notItsContext({ known, files, copied, scripts = [] }: BuildContext): string | null {
  if (known || !files.complete) return null;
  const missing = copied.find((path) => /^[^$*?[\\]+$/.test(path) && path !== '.' && !files.has(path) && !files.hasFolder(path));
  if (missing !== undefined) return `does not have ${missing}`;
  // A copy of everything means more than the Dockerfile.
  if (!copied.some(isWide)) return null;
  if (knownPaths(files).every((path) => languageOf(path) !== null || /^readme\b/i.test(path))) return 'has nothing but Docker files';
  // Whoever put an ignore file there builds from there.
  const isMeant = files.has('.dockerignore') || files.has('.containerignore');
  if (isMeant || scripts.some((script) => DOWNLOADS.test(script))) return null;
  const needed = BUILD_FILES.find(({ command, name }) => scripts.some((script) => command.test(script)) && !files.paths.some((path) => name.test(path)));
  return needed ? `has no ${needed.title}` : null;
}

/** What a step downloads may be what another one builds. */
const DOWNLOADS = /\b(?:curl|wget|git clone|svn|tar|unzip|configure|cmake)\b/;

/** Commands that do nothing without a file of a certain name, wherever below the context it is. */
const BUILD_FILES: readonly { readonly command: RegExp; readonly name: RegExp; readonly title: string }[] = [
  { command: /(?:^|[\s;&|(])make(?:[\s;&|)]|$)/, name: /(?:^|\/)(?:GNUm|m|M)akefile$|\.mk$/, title: 'Makefile' },
  { command: /(?:^|[\s;&|(])go (?:build|test|generate|vet|mod (?:download|vendor|tidy))(?:[\s;&|)]|$)/, name: /\.go$|(?:^|\/)go\.mod$/, title: 'go.mod' },
  { command: /(?:^|[\s;&|(])(?:npm (?:ci|run)|pnpm (?:i|install|run|build)|yarn (?:install|build|run))(?:[\s;&|)]|$)/, name: /(?:^|\/)package\.json$/, title: 'package.json' },
  { command: /(?:^|[\s;&|(/])mvnw? /, name: /(?:^|\/)pom\.xml$/, title: 'pom.xml' },
  { command: /(?:^|[\s;&|(])cargo (?:build|install --path|test|fetch)(?:[\s;&|)]|$)/, name: /(?:^|\/)Cargo\.toml$/, title: 'Cargo.toml' },
];
