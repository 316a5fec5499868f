import { groupDigits } from '../core/text/amounts.ts';
import { LEVELS, SCANNER_NAMES, countLevels, totalOf, type ImageScan, type Vulnerability } from './model.ts';
import { worstFirst } from './places.ts';
import { countsText, vulnerabilityText } from './words.ts';

/** Vulnerabilities that a page lists in full. */
const MOST_LISTED = 2_000;

/** Where one of the image's packages came from, as people read it: `Dockerfile:3 RUN`; null where nobody asked. */
export type PlaceOf = (vulnerability: Vulnerability) => string | null;

/** All that was found in an image, as text: by level, the worst first. */
export function scanPage(scan: ImageScan, placeOf: PlaceOf = () => null): string {
  const counts = countLevels(scan.vulnerabilities, scan.leftOut);
  const system = scan.system === null ? '' : ` (${scan.system}${scan.isSystemEnded ? ', which gets no fixes any more' : ''})`;
  const lines = [`${SCANNER_NAMES[scan.scanner]} finds ${countsText(counts)} in ${scan.image}${system}.`];
  const sorted = [...scan.vulnerabilities].sort(worstFirst);
  const shown = sorted.slice(0, MOST_LISTED);
  for (const level of LEVELS) {
    const those = shown.filter((one) => one.level === level);
    if (those.length === 0) continue;
    lines.push('', `${level.toUpperCase()} (${groupDigits(counts[level])})`);
    for (const one of those) {
      const place = placeOf(one);
      lines.push(`  ${vulnerabilityText(one).slice(level.length + 1)}${place === null ? '' : ` [${place}]`}${one.url === null ? '' : ` ${one.url}`}`);
    }
  }
  const left = totalOf(counts) - shown.length;
  if (left > 0) lines.push('', `and ${groupDigits(left)} more.`);
  return `${lines.join('\n')}\n`;
}
