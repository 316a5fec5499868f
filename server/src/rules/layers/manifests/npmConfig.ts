import type { BuildContext } from '../../../core/engine/projectView.ts';
import { refuse, type Refusal } from '../proof.ts';
import { isVisible } from './contextManifests.ts';

/** Settings of npm and pnpm that name other files or folders of the project. */
const PATH_KEYS: ReadonlySet<string> = new Set([
  'cafile', 'certfile', 'keyfile', 'cache', 'prefix', 'pnpmfile', 'global-pnpmfile', 'patches-dir', 'lockfile-dir',
  'modules-dir', 'virtual-store-dir', 'store-dir', 'script-shell', 'shell', 'node-gyp', 'init-module', 'logs-dir',
]);
const CREDENTIAL = /(?:^|:)_(?:auth|authToken|password)$/i;

/** The .npmrc beside a manifest, where there is one: as a list of it alone or of nothing, or why it must not be copied alone. */
export function npmConfig(path: string, context: BuildContext): readonly string[] | Refusal {
  if (!isVisible(context, path)) return [];
  const text = context.files.text(path);
  if (text === undefined) return refuse(`${path} cannot be read in the build context`);
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(raw) ?? [];
    if (key === undefined || value === undefined) continue;
    // A variable is no credential: it is expanded when npm runs.
    if (CREDENTIAL.test(key) && !/^"?\$\{\w+\??\}"?$/.test(value)) {
      return refuse(`${path} holds a credential, which belongs in a secret mount and not in a layer of its own`);
    }
    if (PATH_KEYS.has(key.toLowerCase()) && !value.startsWith('/')) return refuse(`${path} names other files by its setting ${key}`);
  }
  return [path];
}
