import { costWords } from '../../build/stepTimes.ts';
import { absolutePath } from '../../build/whatToBuild.ts';
import type { Finding } from '../../core/engine/finding.ts';
import { RULES } from '../../rules/index.ts';
import type { CheckedVersion, OpenDocument } from '../document.ts';
import type { Folders } from '../folders.ts';
import type { LastBuilds } from './lastBuilds.ts';

/** Rules about build time: to others it means nothing what their instruction took. */
export const ABOUT_TIME: ReadonlySet<string> = new Set(RULES.filter(({ meta }) => meta.subject === 'cache' || meta.subject === 'layers').map(({ meta }) => meta.id));

/** `It took 41 s in the last build.`, where a finding speaks about time and its instruction still is the one that was built. */
export function costOf({ rule, span }: Finding, document: OpenDocument, { source }: CheckedVersion, folders: Folders, last: LastBuilds): string | null {
  if (document.language !== 'dockerfile' || !ABOUT_TIME.has(rule)) return null;
  const place = folders.placeOf(document.uri);
  if (!place || place.folder.root === null) return null;
  const steps = last.stepsAt(absolutePath(place.folder.root, place.path), source.dockerfile, span.start);
  return steps && costWords(steps);
}
