import type { Dependency } from './muslVerdict.ts';

/** A line of requirements read: a package, or one that is installed on some machines only. */
export interface Requirement {
  readonly dependency: Dependency;
  readonly isConditional: boolean;
}

const LINE = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/s;

/** What holds for every Python that is still supported: no condition at all. */
const ALWAYS = /^\(?\s*python_(?:full_)?version\s*(?:>=?\s*["']?(?:2|3(?:\.\d)?)(?:\.\d+)*["']?|<=?\s*["']?4(?:\.\d+)*["']?)\s*\)?$/;

/** By the dependency specifier grammar of Python (PEP 508); null for what is no package of an index: paths, URLs. */
export function parseRequirement(text: string): Requirement | null {
  const [main = '', ...markers] = text.split(';');
  const [, name, extras = '', rest = ''] = LINE.exec(main.trim()) ?? [];
  if (name === undefined || /^[@/\\:+]/.test(rest)) return null;
  const marker = markers.join(';').trim();
  return {
    dependency: {
      ecosystem: 'python',
      name: normalizedName(name),
      extras: extras.split(',').map((extra) => extra.trim().toLowerCase()).filter((extra) => extra !== ''),
      newest: newestVersion(rest),
    },
    isConditional: marker !== '' && !marker.split(/\sand\s/).every((part) => ALWAYS.test(part.trim())),
  };
}

export function normalizedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The newest version that a specifier lets in: `==1.2`, `<2`, `~=1.4.2`, and Poetry's `^1.2` and bare `1.2.3`; null where none holds it back. */
export function newestVersion(specifier: string): string | null {
  const bounds = specifier.split(',').flatMap((part) => {
    const [, operator = '', version = ''] = /^\s*\(?\s*(===?|<=?|~=|~|\^|)\s*v?(\d+(?:\.\d+)*)/.exec(part) ?? [];
    if (version === '') return [];
    const parts = version.split('.').map(Number);
    if (operator === '^') return [bump(parts, Math.max(0, parts.findIndex((number) => number > 0)))];
    if (operator === '~=' || operator === '~') return [bump(parts, Math.max(0, parts.length - 2))];
    return [/\.\*/.test(part) ? bump(parts, parts.length - 1) : version];
  });
  return bounds[0] ?? null;
}

/** The first version that is too new: 1.4.2 at 1 -> 1.5. */
function bump(parts: readonly number[], at: number): string {
  return [...parts.slice(0, at), (parts[at] ?? 0) + 1].join('.');
}
