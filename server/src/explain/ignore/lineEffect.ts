import type { Amount, BuildContext, ContextMeasure, IgnoreFile } from '../../core/engine/projectView.ts';
import { createIgnoreMatcher, type IgnoreMatcher, type IgnorePattern } from '../../core/ignore/matcher.ts';
import type { IgnoreFileModel } from '../../core/ignore/model.ts';
import { filesText } from '../../core/text/amounts.ts';
import { amountText, offendersText } from '../amounts.ts';

/** Files of a listing that are asked about. */
const MOST_LISTED = 5_000;

/** Folders and files that are named. */
const MOST_NAMED = 3;

interface Matchers {
  readonly whole: IgnoreMatcher;
  readonly without: Map<IgnorePattern, IgnoreMatcher>;
}

const remembered = new WeakMap<IgnoreFileModel, Matchers>();

/** A context of more files is not walked for each line: that would take a second. */
const MANY_FILES = 30_000;

/** What would be different without a line, as a sentence. */
export function lineEffect(model: IgnoreFileModel, pattern: IgnorePattern, context: BuildContext): string {
  return context.measure ? measuredEffect(model, pattern, context, context.measure) : listedEffect(model, pattern, context);
}

function measuredEffect(model: IgnoreFileModel, pattern: IgnorePattern, { ignore, copied }: BuildContext, measure: ContextMeasure): string {
  const all = measure.sent(['.'], null);
  const matched = difference(all, measure.sent(['.'], onlyMatcher(pattern)));
  if (matched.files === 0) return measure.complete ? 'Matches nothing that is there now.' : 'Matches nothing that was seen there.';
  if (all.files > MANY_FILES) return `Matches **${amountText(matched)}**.`;
  const { whole, without } = matchersOf(model, pattern, ignore);
  const [less, more] = pattern.negated ? [without, whole] : [whole, without];
  // What a build sends is what its Dockerfiles copy; the rest stays where it is anyway.
  const changed = difference(measure.sent(copied, more), measure.sent(copied, less));
  if (changed.files > 0) return `${verbOf(pattern)} **${amountText(changed)}**${largestText(pattern, changed, copied, measure)}.`;
  const unused = difference(measure.sent(['.'], more), measure.sent(['.'], less));
  if (unused.files > 0) return `${verbOf(pattern)} ${amountText(unused)}, but no build sends that: nothing copies it.`;
  return `Changes nothing: other lines decide about the ${amountText(matched)} that it matches.`;
}

function largestText(pattern: IgnorePattern, changed: Amount, copied: readonly string[], measure: ContextMeasure): string {
  if (pattern.negated || changed.files < 2) return '';
  const largest = measure.largestIgnored(copied, onlyMatcher(pattern), MOST_NAMED).filter(({ files }) => files < changed.files);
  return largest.length > 0 ? `, the largest of it ${offendersText(largest)}` : '';
}

function listedEffect(model: IgnoreFileModel, pattern: IgnorePattern, { files, ignore }: BuildContext): string {
  const { whole, without } = matchersOf(model, pattern, ignore);
  const matched = files.paths.slice(0, MOST_LISTED).filter((path) => pattern.matches(path));
  const changed = matched.filter((path) => whole.ignores(path) !== without.ignores(path)).length;
  if (changed > 0) return `${verbOf(pattern)} **at least ${filesText(changed)}**; sizes are not measured yet.`;
  return matched.length > 0
    ? 'Changes nothing: other lines decide about all that it matches.'
    : 'Nothing that was listed matches it; what lies in folders such as `node_modules` is not measured yet.';
}

function verbOf({ negated }: IgnorePattern): string {
  return negated ? 'Brings back' : 'Leaves out';
}

function difference(more: Amount, less: Amount): Amount {
  return { files: Math.max(0, more.files - less.files), bytes: Math.max(0, more.bytes - less.bytes) };
}

/** The file's matcher, and the one of the file without a line. The project's own is taken where it is of this text: its answers are known already. */
function matchersOf(
  model: IgnoreFileModel,
  pattern: IgnorePattern,
  ignore: IgnoreFile | null,
): { readonly whole: IgnoreMatcher; readonly without: IgnoreMatcher } {
  let known = remembered.get(model);
  if (!known) {
    const whole = ignore?.matcher.text === model.text ? ignore.matcher : createIgnoreMatcher(model.text);
    remembered.set(model, (known = { whole, without: new Map() }));
  }
  let without = known.without.get(pattern);
  if (!without) {
    without = createIgnoreMatcher(model.text.slice(0, pattern.span.start) + model.text.slice(pattern.span.end));
    known.without.set(pattern, without);
  }
  return { whole: known.whole, without };
}

const lone = new WeakMap<IgnorePattern, IgnoreMatcher>();

/** All that a pattern matches, as if it were the whole file and left out. */
function onlyMatcher(pattern: IgnorePattern): IgnoreMatcher {
  let matcher = lone.get(pattern);
  if (!matcher) lone.set(pattern, (matcher = createIgnoreMatcher(pattern.pattern)));
  return matcher;
}
