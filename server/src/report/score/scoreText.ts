import type { Paint } from '../text.ts';
import type { ScanReport } from '../scanReport.ts';
import { visible } from '../visible.ts';
import { scoreText } from './gates.ts';
import type { Points } from './points.ts';

/** How many of the lowest files are named. */
const NAMED_FILES = 3;

/** One line for all files together and one for each gate that fails; none where nobody asked for scores. */
export function scoreLines({ files, score, gates = [] }: Pick<ScanReport, 'files' | 'score' | 'gates'>, paint: Paint): string[] {
  const failed = gates.filter(({ passed }) => !passed).map(({ message }) => `${paint('red', 'Gate not passed')}: ${visible(message)}`);
  if (!score) return failed;
  const lowest = files
    .flatMap((file) => (file.score && file.score.overall < 100 ? [{ path: file.path, overall: file.score.overall }] : []))
    .sort((a, b) => a.overall - b.overall || (a.path < b.path ? -1 : 1))
    .slice(0, NAMED_FILES)
    .map(({ path, overall }) => `${visible(path)} ${overall}`);
  const named = lowest.length > 0 && files.length > 1 ? ` The lowest: ${lowest.join(', ')}.` : '';
  return [`${paint('bold', `Score ${scoreWords(score)}`)}.${named}`, ...failed];
}

/** `76 of 100, security 10.0 and maintainability 8.1 of 10`. */
export function scoreWords({ overall, security, maintainability }: Points): string {
  return `${overall} of 100, security ${scoreText('security', security)} and maintainability ${scoreText('maintainability', maintainability)} of 10`;
}
