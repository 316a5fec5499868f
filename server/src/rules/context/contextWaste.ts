import type { Amount, BuildContext, ContextFiles } from '../../core/engine/projectView.ts';
import { createIgnoreMatcher, type IgnoreMatcher } from '../../core/ignore/matcher.ts';
import { bytesText } from '../../core/text/amounts.ts';
import { listed } from '../../core/text/listing.ts';
import { contextPart } from './contextWords.ts';

/** Folders and files that no image wants, by the names that they have anywhere. */
const WASTE: readonly string[] = ['.git', 'node_modules', '.venv', 'venv', '__pycache__', '.env'];

/** The waste that a context holds at its top or beside a manifest, as far as it is reached, in backticks. */
export function wasteIn(files: ContextFiles, isReached: (path: string) => boolean = () => true): string[] {
  const paths = wastePaths(files).filter(isReached);
  return WASTE.filter((name) => paths.some((path) => path === name || path.endsWith(`/${name}`))).map((name) => `\`${name}\``);
}

function wastePaths(files: ContextFiles): readonly string[] {
  let found = WASTE_PATHS.get(files);
  if (!found) {
    const places = new Set(['']);
    for (const path of files.paths) {
      const manifest = /^(.*\/)(?:package\.json|pyproject\.toml|requirements[\w.-]*\.txt)$/.exec(path);
      if (manifest) places.add(manifest[1]!);
    }
    found = [...places].flatMap((place) => WASTE.map((name) => place + name)).filter((path) => files.has(path) || files.hasFolder(path));
    WASTE_PATHS.set(files, found);
  }
  return found;
}

const WASTE_PATHS = new WeakMap<ContextFiles, readonly string[]>();

/** What an ignore file would save, as far as it was measured. */
export interface Saving {
  readonly before: Amount;
  readonly after: Amount;
  /** "398 MB of it in `node_modules/` and `.git/`". */
  readonly most: string;
  /** "at least " where not all could be measured. */
  readonly atLeast: string;
}

/** Named in a message: the rest is in the list that a person can ask for. */
const MOST_OFFENDERS = 2;

/** The difference that a text makes for what builds read by these sources; null where nothing was measured. */
export function savingOf({ measure }: BuildContext, sources: readonly string[], now: IgnoreMatcher | null, text: string): Saving | null {
  if (!measure) return null;
  const then = createIgnoreMatcher(text);
  const before = measure.sent(sources, now);
  const after = measure.sent(sources, then);
  const offenders = measure.largestIgnored(sources, then, MOST_OFFENDERS + 4).filter(({ path }) => !now?.ignores(path.replace(/\/$/, ''))).slice(0, MOST_OFFENDERS);
  const bytes = offenders.reduce((sum, offender) => sum + offender.bytes, 0);
  const names = offenders.map(({ path }) => `\`${contextPart(path)}\``);
  return { before, after, most: names.length === 0 ? '' : `, ${bytesText(bytes)} of it in ${listed(names)}`, atLeast: measure.complete ? '' : 'at least ' };
}

/** What is worth a word: less costs no build a moment. In bytes and files. */
const WORTH: Amount = { bytes: 1_000_000, files: 100 };

export function isWorth({ before, after }: Saving): boolean {
  return before.bytes - after.bytes >= WORTH.bytes || before.files - after.files >= WORTH.files;
}
