import type { BuildContext, Offender } from '../../core/engine/projectView.ts';
import type { IgnoreMatcher } from '../../core/ignore/matcher.ts';
import { compilePattern } from '../../core/ignore/compilePattern.ts';
import { filesText } from '../../core/text/amounts.ts';
import { leftOutBy } from '../../rules/context/ignored/leftOut.ts';
import { contextSources, type ContextSource } from '../../rules/context/sources/contextSources.ts';
import { isPlausible } from '../../rules/context/sources/plausibleContext.ts';
import { amountOf, amountText, offendersText } from '../amounts.ts';
import type { BuildScene } from '../buildScene.ts';
import { placeText } from '../from/buildsText.ts';
import { code } from '../markdown.ts';

/** Folders and files that are named with what they weigh. */
const MOST_NAMED = 3;

/** A folder is taken apart where it has more files than this. */
const FEW_FILES = 5;

/** What one source brings from one context, as sentences. */
export function sourceInContext(source: ContextSource, context: BuildContext, { model, facts }: BuildScene): string {
  const assumed = context.known ? '' : ' (assumed: nobody is seen building this Dockerfile)';
  const place = `${placeText(context.path)}${assumed}`;
  const leftOut = leftOutBy(source, context);
  if (leftOut && context.ignore) {
    const { pattern, outcome } = leftOut;
    const result = outcome === 'missing' ? 'so the build does not find it' : 'so nothing is copied';
    return `**Nothing** of ${place}: line ${pattern.line + 1} of ${code(context.ignore.path)} (${code(pattern.raw)}) leaves it out, ${result}.`;
  }
  const amount = amountOf([source.path], context);
  if (amount.files === 0) return emptyText(source, context, place, isPlausible(context, contextSources(model, facts)));
  const sizes = amount.isMeasured ? '' : '; sizes are not measured yet';
  const filter = source.isFiltered ? ', before `--exclude` takes its part' : '';
  const sentences = [`**${amount.text}** of ${place}${sizes}${filter}.`, largestText(source, context, amount.files), ignoredText(source, context)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function emptyText({ isWildcard, path }: ContextSource, { files, ignore }: BuildContext, place: string, isCertain: boolean): string {
  if (files.hasFolder(path)) return `A folder of ${place} of which no file is sent.`;
  if (!files.complete || !isCertain) return `Not seen in ${place}.`;
  if (!isWildcard) return `**Not there** now: ${place} has no ${code(path)}. Where nothing makes it before the build, the build stops here.`;
  const compiled = compilePattern(path);
  const isIgnored = ignore !== null && compiled.ok && files.paths.some((file) => compiled.test(file));
  const why = isIgnored ? `all that it matches is left out by ${code(ignore.path)}` : `nothing there has such a name`;
  return `**Nothing** of ${place} now: ${why}. That is no error, the step just copies no file.`;
}

function largestText({ path }: ContextSource, { measure, ignore }: BuildContext, files: number): string {
  if (!measure || files <= FEW_FILES) return '';
  const largest = measure.largestSent([path], ignore?.matcher ?? null, MOST_NAMED).filter((one) => one.bytes > 0 && one.path !== `${path}/`);
  return largest.length === 0 ? '' : `Largest: ${offendersText(largest)}.`;
}

function ignoredText({ path }: ContextSource, { measure, ignore, files }: BuildContext): string {
  if (!ignore) return path === '.' ? 'No .dockerignore applies.' : '';
  if (!measure) {
    const compiled = path === '.' ? null : compilePattern(path);
    const ignored = files.paths.slice(0, MOST_LISTED).filter((file) => (compiled === null || (compiled.ok && compiled.test(file))) && ignore.matcher.ignores(file));
    return ignored.length === 0 ? '' : `${code(ignore.path)} leaves out at least ${filesText(ignored.length)} of it.`;
  }
  // In this order, so that the walk behind the first two is done once.
  const sent = measure.sent([path], ignore.matcher);
  const largest = measure.largestIgnored([path], ignore.matcher, MOST_NAMED);
  if (largest.length === 0) return path === '.' ? `${code(ignore.path)} leaves nothing out.` : '';
  const all = measure.sent([path], null);
  const ignored = { files: Math.max(0, all.files - sent.files), bytes: Math.max(0, all.bytes - sent.bytes) };
  return `${code(ignore.path)} leaves out ${amountText(ignored)} of it: ${largest.map((one) => ignoredPart(one, ignore.matcher)).join(', ')}.`;
}

function ignoredPart(offender: Offender, matcher: IgnoreMatcher): string {
  const pattern = matcher.deciding(offender.path.replace(/\/$/, ''));
  return `${offendersText([offender])}${pattern && !pattern.negated ? ` by line ${pattern.line + 1}` : ''}`;
}

/** Files of a listing that are asked about. */
const MOST_LISTED = 5_000;
