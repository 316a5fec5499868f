import { joinPath } from '../../../core/dockerfile/paths.ts';
import type { BuildContext } from '../../../core/engine/projectView.ts';
import { contextPathOf, type BroadCopy } from './broadCopy.ts';
import { workFolder, type ManifestInstall } from './manifestInstall.ts';
import { refuse, type Refusal } from '../proof.ts';

/** Variables of package managers, of what they run on and of how they reach a registry. What the application reads is no matter of theirs. */
const READ_BY_TOOLS =
  /^(?:(?:PIP|UV|NPM_CONFIG|YARN|PNPM|BUN|COREPACK|POETRY|PIPENV|BUNDLE|COMPOSER|GIT|SSL|CURL|REQUESTS|AWS)_\w+|NODE_(?:OPTIONS|EXTRA_CA_CERTS)|GO(?:FLAGS|WORK|ENV|PROXY)|RUBYOPT|NETRC|PHPRC)$/i;
/** A folder of packages matters like a file; other folders are where things are put. */
const FOLDER_VARIABLES = /FIND_LINKS$/i;
/** Longer values are data, not names. */
const LONGEST = 2_000;

/**
 * Why an install needs a file that a later COPY would bring: an option of its command or a variable names it, such as a
 * certificate, a constraints file or a configuration.
 * @param needed context paths of what is copied before it
 */
export function namedByInstall(call: ManifestInstall, moved: readonly BroadCopy[], needed: readonly string[], context: BuildContext): Refusal | null {
  const folder = workFolder(call);
  if (folder === null) return null;
  const find = (value: string, withFolders: boolean) => sourceNamed(value, folder, moved, needed, context, withFolders);
  const { command } = call.install;
  for (const { value } of command.args) {
    const path = value === null ? null : find(value, false);
    if (path !== null) return refuse(`the command of the install names ${path}, which the later COPY brings`);
  }
  const variables = [...call.run.state.env, ...[...command.inherited, ...command.assignments].map(({ name, value }) => [name, value] as const)];
  for (const [name, value] of variables) {
    if (value === null || !READ_BY_TOOLS.test(name)) continue;
    const path = find(value, FOLDER_VARIABLES.test(name));
    if (path !== null) return refuse(`the variable ${name} names ${path}, which the later COPY brings`);
  }
  return null;
}

function sourceNamed(
  value: string, folder: string, moved: readonly BroadCopy[], needed: readonly string[], { files }: BuildContext, withFolders: boolean,
): string | null {
  if (value.length > LONGEST) return null;
  for (const word of value.split(/[\s=,:;]+/)) {
    if (!/[./]/.test(word) || word.startsWith('-')) continue;
    for (const copy of moved) {
      const path = contextPathOf(copy, joinPath(folder, word));
      if (path !== null && !needed.includes(path) && (files.has(path) || (withFolders && files.hasFolder(path)))) return path;
    }
  }
  return null;
}
