import type { Fix, Severity } from '../core/engine/finding.ts';
import type { BuildContext, ProjectView } from '../core/engine/projectView.ts';
import { defineIgnoreRule, type Report } from '../core/engine/rule.ts';
import type { IgnoreFileModel } from '../core/ignore/model.ts';
import { createIgnoreMatcher } from '../core/ignore/matcher.ts';
import { amountText } from '../core/text/amounts.ts';
import { applyEdits } from '../core/text/edits.ts';
import { listed } from '../core/text/listing.ts';
import { span, type Span } from '../core/text/span.ts';
import { completeIgnoreFile, type Addition } from '../project/dockerignore/completeIgnoreFile.ts';
import { notItsContext } from '../project/dockerignore/unseenContext.ts';
import { isWorth, savingOf, type Saving } from './context/contextWaste.ts';
import { capital, contextPart, folderName } from './context/contextWords.ts';

/** Source: docs.docker.com/build/concepts/context/#dockerignore-files, for which file a build reads and how lines match. */
export const completeDockerignore = defineIgnoreRule({
  meta: {
    id: 'complete-dockerignore',
    description: 'Leave out what a .dockerignore file has forgotten: secrets, and folders that make every build send megabytes.',
    subject: 'context',
    language: 'dockerignore',
    severity: 'information',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 4, security: 4, maintainability: 2 },
    options: {},
    messages: {
      measured: 'Builds still send {before} of {folder}{most}: with {patterns} left out it would be {after}.',
      listed: '{waste} of {folder} {verb} still sent to every build: add {patterns}.',
    },
  },
  check({ ignore, project, report }) {
    const contexts = project ? contextsOf(project) : [];
    if (contexts.length === 0) return;
    const found = judge(ignore, contexts);
    if (found) report({ ...found, span: firstLine(ignore) });
  },
});

/** Each build context that reads the file once; none where it cannot be told which one does. */
function contextsOf({ readers = [] }: ProjectView): readonly BuildContext[] {
  const contexts = [...new Map(readers.map(({ context }) => [context.path, context])).values()];
  return contexts.some((context) => context.isOutside || notItsContext(context) !== null) ? [] : contexts;
}

function judge(ignore: IgnoreFileModel, contexts: readonly BuildContext[]): Omit<Report, 'span'> | null {
  // Of a pattern that reaches the top only, where deeper ones are meant too, `dockerignore-syntax` speaks.
  const topOnly = new Set(ignore.patterns.filter(({ negated }) => !negated).map(({ pattern }) => `**/${pattern}`));
  const { additions, edit } = completeIgnoreFile(contexts, ignore.text, (pattern) => topOnly.has(pattern));
  if (!edit) return null;
  const after = applyEdits(ignore.text, [edit]);
  const now = createIgnoreMatcher(ignore.text);
  const savings = contexts.map((context) => ({ context, saving: savingOf(context, context.copied, now, after) }));
  const worst = savings.reduce((a, b) => (saved(b.saving) > saved(a.saving) ? b : a));
  const secrets = additions.filter(({ entry }) => entry.isSecret);
  const bulk = additions.filter(({ entry, paths }) => entry.isBulk || paths.length >= MANY_FILES);
  if (secrets.length === 0 && !(worst.saving ? isWorth(worst.saving) : bulk.length > 0)) return null;
  const weighty = [...secrets, ...bulk];
  const ordered = [...weighty, ...additions.filter((addition) => !weighty.includes(addition))];
  const lines = listed(ordered.map(({ entry }) => `\`${entry.pattern}\``));
  const folder = folderName(worst.context.path);
  const severity: Severity = secrets.length > 0 || saved(worst.saving) >= LARGE || (!worst.saving && bulk.length > 0) ? 'information' : 'hint';
  const confidence = contexts.every(({ known }) => known) ? 'high' : 'medium';
  const shared = { severity, confidence, ...fixOrReason(contexts, ordered, { kind: 'suggestion', title: '', edits: [edit] }) } as const;
  if (worst.saving && secrets.length === 0) {
    const { before, after: then, most, atLeast } = worst.saving;
    return { ...shared, messageId: 'measured', data: { before: atLeast + amountText(before), after: amountText(then), folder, most, patterns: lines } };
  }
  const waste = weighty.map(({ paths }) => `\`${contextPart(paths[0]!)}\``);
  return { ...shared, messageId: 'listed', data: { waste: listed(waste), verb: waste.length === 1 ? 'is' : 'are', folder, patterns: lines } };
}

/** Listed files that are worth a word where nobody has measured. */
const MANY_FILES = 200;

/** In bytes. */
const LARGE = 10_000_000;

function saved(saving: Saving | null): number {
  return saving ? saving.before.bytes - saving.after.bytes : 0;
}

function fixOrReason(contexts: readonly BuildContext[], additions: readonly Addition[], fix: Fix): Pick<Report, 'fixes' | 'withheld'> {
  const unread = contexts.find(({ files }) => !files.complete);
  if (unread) return { withheld: `${capital(folderName(unread.path))} could not be read completely, so a new line could leave out what the build needs.` };
  const patterns = listed(additions.map(({ entry }) => entry.pattern), 3);
  const assumed = contexts.every(({ known }) => !known) ? ` (assuming that ${folderName(contexts[0]!.path)} is the build context)` : '';
  return { fixes: [{ ...fix, title: `Add ${patterns}${assumed}: check that the build needs nothing that ${additions.length === 1 ? 'it matches' : 'they match'}` }] };
}

/** The first pattern, or where there is none what stands first: the file as a whole is meant. */
function firstLine({ text, patterns, comments }: IgnoreFileModel): Span {
  return patterns[0]?.span ?? comments[0]?.span ?? span(0, Math.min(1, text.length));
}
