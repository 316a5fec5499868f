import { interpolate } from '../../../core/compose/interpolate.ts';
import type { ComposeService } from '../../../core/compose/model.ts';
import { UNKNOWN } from '../../../core/compose/project.ts';
import { readMount } from '../../../core/compose/settings/mounts.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths, pathWithin } from '../../../project/paths.ts';
import { copiedCode, type CopiedCode } from './copiedCode.ts';
import { ownItems, type DevelopmentSetting, type ListItem } from './settings.ts';

/**
 * Mounts that put the source on the host over what the image has of it already, and volumes that keep a folder of the image visible below
 * such a mount (`/app/node_modules`).
 */
export function sourceMounts(service: ComposeService, view: ProjectView, path: string): readonly DevelopmentSetting[] {
  const items = ownItems(service, 'volumes');
  if (!items.some(({ text }) => /^\.{1,2}(?:\/|:)/.test(text))) return [];
  const code = copiedCode(view, service.name);
  if (!code) return [];
  const found: DevelopmentSetting[] = [];
  const targets: string[] = [];
  for (const item of items) {
    const target = sourceTarget(item, code, path);
    if (target === null) continue;
    targets.push(target);
    found.push({ kind: 'mount', text: `the source mounted over \`${target}\``, span: item.span, remainder: null, refused: null, item });
  }
  const guards = items.filter((item) => isGuard(item, targets));
  return [...found, ...guards.map((item): DevelopmentSetting => ({ kind: 'mount', text: '', span: item.span, remainder: null, refused: null, item }))];
}

/** The folder of the container that the source is mounted over; null for any other mount. */
function sourceTarget({ text }: ListItem, code: CopiedCode, path: string): string | null {
  const written = interpolate(text);
  const mount = written === null || !/^\.{1,2}(?:\/|:)/.test(written) ? UNKNOWN : readMount(written);
  if (mount === UNKNOWN || mount.type !== 'bind' || mount.source === null) return null;
  const inContext = pathWithin(code.context, joinPaths(folderOf(path), mount.source));
  return inContext !== null && code.isCoveredBy(inContext, mount.target) ? mount.target : null;
}

/** An anonymous volume below a mounted folder. */
function isGuard({ text }: ListItem, targets: readonly string[]): boolean {
  return targets.some((target) => text.startsWith(target === '/' ? '/' : `${target.replace(/\/$/, '')}/`)) && !text.includes(':') && !text.includes('$');
}
