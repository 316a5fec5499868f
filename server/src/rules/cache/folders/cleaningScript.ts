import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellWord } from '../../../core/shell/command.ts';

const SHELLS = new Set(['.', 'ash', 'bash', 'dash', 'sh', 'source', 'zsh']);
const FETCHERS = new Set(['curl', 'wget']);
/** A word of its own in the name: `clean_caches.sh`, `docker-clean`, `cleanup`; not `cleancss`, nor an archive. */
const CLEANING = /(?:^|[-_.])(?:clean(?:up|er|ing)?|purge|minimi[sz]e|shrink)(?:[-_][\w.-]+)?$/i;
/** Without one of these words no name means that. */
const MAY_CLEAN = /clean|purge|minimi|shrink/i;
const SCRIPT_NAME = /^(?:[\w-]|\.(?=\d))+(?:\.(?:ba)?sh)?$/;

/**
 * The script of a RUN that by its name cleans up, by a path, a shell or a download; null where none does. What it removes cannot be
 * seen, and it is mostly caches by their folders: a folder that is a mount cannot be removed, and the script fails.
 */
export function cleaningScript({ commands }: RunFact): string | null {
  for (const { name, nameWord, args } of commands) {
    if (name === null) continue;
    const words = SHELLS.has(name) || FETCHERS.has(name) ? args : [nameWord];
    for (const word of words) {
      if (!MAY_CLEAN.test(word.value ?? word.raw)) continue;
      const base = baseName(word);
      if (SCRIPT_NAME.test(base) && CLEANING.test(base.replace(/\.(?:ba)?sh$/, ''))) return base;
    }
  }
  return null;
}

function baseName({ value, raw }: ShellWord): string {
  const text = (value ?? raw).replace(/[?#].*$/, '');
  return text.slice(text.lastIndexOf('/') + 1);
}
