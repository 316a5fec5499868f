import { countText } from '../core/text/amounts.ts';
import { listed } from '../core/text/listing.ts';
import { countLevels, LEVELS, SCANNER_NAMES, totalOf, type Counts, type ImageScan, type Vulnerability } from './model.ts';
import { worstFirst, type PlacedGroup, type Untold } from './places.ts';

/** Packages that a message names. */
const MOST_NAMED = 3;

/** `2 critical, 5 high and 31 medium vulnerabilities`; `no known vulnerability` for none. */
export function countsText(counts: Counts): string {
  const total = totalOf(counts);
  if (total === 0) return 'no known vulnerability';
  const parts = LEVELS.filter((level) => counts[level] > 0).map((level) => `${counts[level]} ${level === 'unknown' ? 'unrated' : level}`);
  return `${listed(parts, LEVELS.length)} ${total === 1 ? 'vulnerability' : 'vulnerabilities'}`;
}

/** The finding at a line, in a sentence: what it brought in, the worst of it, and what helps. */
export function groupMessage(group: PlacedGroup, { scanner, image }: Pick<ImageScan, 'scanner' | 'image'>): string {
  const named = packagesText(group.vulnerabilities);
  const where = group.instruction.keyword === 'FROM' ? `in ${group.base === null ? 'this image' : `\`${group.base}\``}` : `in what this ${group.instruction.keyword} brings into \`${image}\``;
  const doubt = group.untold === null ? '' : ` ${untoldText(group)}`;
  return `${SCANNER_NAMES[scanner]} finds ${countsText(group.counts)} ${where} (${named}): ${advice(group)}.${doubt}`;
}

/** `libssl3 3.0.1, fixed in 3.0.2; zlib1g 1.2, without a fix; and 4 more packages`: each package once, by its worst. */
function packagesText(vulnerabilities: readonly Vulnerability[]): string {
  const packages = new Map<string, Vulnerability>();
  for (const one of vulnerabilities) {
    const key = `${one.package} ${one.installed}`;
    const known = packages.get(key);
    // Its worst stays; a fix that another of its holes has says more than none.
    if (!known || (known.fixed === null && one.fixed !== null)) packages.set(key, one);
  }
  const all = [...packages.values()];
  const shown = all.slice(0, MOST_NAMED).map((one) => `${[one.package, one.installed].join(' ').trim()}, ${one.fixed === null ? 'without a fix' : `fixed in ${one.fixed}`}`);
  const left = all.length - shown.length;
  return left === 0 ? shown.join('; ') : `${shown.join('; ')}; and ${countText(left, 'more package')}`;
}

function advice({ instruction, vulnerabilities }: PlacedGroup): string {
  const fixed = vulnerabilities.filter((one) => one.fixed !== null);
  if (vulnerabilities.length === 1 && fixed.length === 0) return 'it has no fix yet, so only an image or a package without it helps';
  if (fixed.length === 0) return 'none of them has a fix yet, so only an image or a package without them helps';
  const many = fixed.length === vulnerabilities.length ? (fixed.length === 1 ? 'it has a fix' : 'all of them have a fix') : `${fixed.length} of them ${fixed.length === 1 ? 'has' : 'have'} a fix`;
  if (instruction.keyword === 'FROM') return `${many}, so pull the image anew (\`docker build --pull\`), and move to a newer tag where that does not help`;
  const areSystem = fixed.every(({ kind }) => kind === 'system');
  if (instruction.keyword === 'RUN' && areSystem) return `${many}, so build without the cache (\`--no-cache\`) to install the newer packages`;
  return `${many}, so raise the versions where they are declared`;
}

const REASONS: Readonly<Record<Untold, string>> = {
  'no-layers': 'the scanner tells no layers',
  'other-dockerfile': 'the image was built from another text than this Dockerfile has now',
  edited: 'the RUN that brought them in was edited since the image was built',
  'no-layer': 'the scanner does not tell their layer',
};

function untoldText({ untold, vulnerabilities }: PlacedGroup): string {
  const { count, reason } = untold!;
  const which = count === vulnerabilities.length ? (count === 1 ? 'It stands' : 'They stand') : `${count} of them ${count === 1 ? 'stands' : 'stand'}`;
  return `${which} at this FROM since the line cannot be told: ${REASONS[reason]}.`;
}

/** One vulnerability on a line: `CRITICAL CVE-2024-1 libssl3 3.0.1 (fixed in 3.0.2): title`. */
export function vulnerabilityText({ level, id, package: name, installed, fixed, title, path }: Vulnerability): string {
  const what = [name, installed].join(' ').trim();
  return `${level.toUpperCase()} ${id} ${what}${path === null ? '' : ` in ${path}`} (${fixed === null ? 'no fix yet' : `fixed in ${fixed}`})${title === null || title === id ? '' : `: ${title}`}`;
}

/** The finding at a service that runs an image which others built. */
export function serviceMessage({ scanner, image, vulnerabilities, leftOut }: ImageScan): string {
  const sorted = [...vulnerabilities].sort(worstFirst);
  const hasFix = sorted.some(({ fixed }) => fixed !== null);
  const help = hasFix ? 'some have a fix, so pull the image anew (`docker compose pull`), and move to a newer tag where that does not help' : 'none of them has a fix yet';
  return `${SCANNER_NAMES[scanner]} finds ${countsText(countLevels(vulnerabilities, leftOut))} in \`${image}\` (${packagesText(sorted)}): ${help}.`;
}
