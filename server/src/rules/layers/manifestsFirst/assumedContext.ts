import type { BuildContext } from '../../../core/engine/projectView.ts';

export function contextName({ path }: BuildContext): string {
  return path === '.' ? 'this folder' : path;
}

export function assumption(context: BuildContext): string {
  return `nothing in the workspace says how this file is built, so its build context (${contextName(context)}) is only assumed`;
}
