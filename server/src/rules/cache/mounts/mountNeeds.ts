import type { TextEdit } from '../../../core/text/edits.ts';
import { span } from '../../../core/text/span.ts';
import { takesPrefix } from '../calls/emptyVariable.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene, MountNeed } from '../packageManager.ts';

export interface NeedEdits {
  readonly edits: readonly TextEdit[];
  /** The first need that cannot be written into the script though the mount stays empty without it; null for none. */
  readonly unwritable: MountNeed | null;
}

const NO_NEEDS: readonly MountNeed[] = [];

/** What installs under a mount do not say yet, though the mount needs it. */
export function unmetNeeds(install: Install, scene: CacheScene): readonly MountNeed[] {
  const { needs } = install.manager;
  return needs ? needs.filter((need) => !need.isMet(install, scene)) : NO_NEEDS;
}

/** Writes what the mounts of these installs need, each once per command; comforts that cannot be written are left out. */
export function needEdits(installs: readonly Install[], needsOf: (install: Install) => readonly MountNeed[]): NeedEdits {
  const edits = new Map<number, TextEdit>();
  let unwritable: MountNeed | null = null;
  const perCommand = installs.length === 1 ? installs : new Map(installs.map((one) => [one.command, one])).values();
  for (const install of perCommand) {
    for (const need of needsOf(install)) {
      const at = placeOf(install, need);
      if (at === null) {
        if (need.isEssential) unwritable ??= need;
        continue;
      }
      const added = need.kind === 'option' ? ` ${need.text}` : `${need.text} `;
      edits.set(at, { span: span(at, at), text: (edits.get(at)?.text ?? '') + added });
    }
  }
  return { edits: [...edits.values()], unwritable };
}

function placeOf({ command }: Install, { kind }: MountNeed): number | null {
  if (!command.isEditable) return null;
  if (kind === 'option') return command.nameWord.span.end;
  return takesPrefix(command) ? command.span.start : null;
}
