import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../lib/repository.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

/** A copy of examples/homelab that tests may change. */
export function homelabCopy() {
  const { path, remove } = temporaryFolder();
  const workspace = join(path, 'homelab');
  cpSync(inRepository('examples', 'homelab'), workspace, { recursive: true });
  return { workspace, remove };
}

/**
 * A workspace of two folders, one of them with a space in its name: the home lab, and a folder whose own settings
 * switch off a rule that its Dockerfile would break.
 */
export function twoFolders() {
  const { path, remove } = temporaryFolder();
  cpSync(inRepository('examples', 'homelab'), join(path, 'homelab'), { recursive: true });
  const second = join(path, 'second lab');
  mkdirSync(join(second, '.vscode'), { recursive: true });
  writeFileSync(join(second, 'Dockerfile'), 'FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\n');
  writeFileSync(join(second, '.vscode', 'settings.json'), JSON.stringify({ 'drydock.rules.pin-base-image.severity': 'off' }));
  const workspace = join(path, 'both.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'homelab' }, { path: 'second lab' }], settings: {} }));
  return { workspace, remove };
}
