import { append } from '../../core/collections/multimap.ts';
import { collectNeeds, type ContextInputs } from './buildNeeds.ts';
import { hitsOf } from './contextPaths.ts';
import { ecosystemsOf, type Ecosystem } from './ecosystems.ts';
import { linesOf, objectionTo, type Objection } from './judgeEntry.ts';
import { narrowEntry } from './narrowEntry.ts';
import { sectionsFor, type Evidence, type TemplateEntry } from './template.ts';

export interface LeftOut {
  readonly pattern: string;
  /** The end of a sentence: "the Dockerfile copies docs/guide.md". */
  readonly because: string;
  /** True for documents and tests: of them nobody needs to be told twice. */
  readonly isTaste?: boolean;
}

/** The template as one build context can have it. */
export interface JudgedTemplate {
  readonly ecosystems: ReadonlySet<Ecosystem>;
  /** Without empty sections; no pattern stands in two. */
  readonly sections: readonly { readonly title: string; readonly entries: readonly TemplateEntry[] }[];
  /** Patterns that a build may need, each with the reason; those of which nothing is there are not told. */
  readonly leftOut: readonly LeftOut[];
}

/** Judges each entry against every COPY, ADD, bind mount and script of the context, and against what installs read. */
export function judgeTemplate(input: ContextInputs): JudgedTemplate {
  let judged = JUDGED.get(input);
  if (!judged) JUDGED.set(input, (judged = judge(input)));
  return judged;
}

/** A rule asks again at every keystroke, with the same context. */
const JUDGED = new WeakMap<ContextInputs, JudgedTemplate>();

function judge(input: ContextInputs): JudgedTemplate {
  const evidence: Evidence = { files: input.files, scripts: input.scripts ?? [] };
  const needs = collectNeeds(input);
  const ecosystems = ecosystemsOf(input.files);
  const judged = sectionsFor(ecosystems).map(({ title, entries }) => ({
    title,
    entries: entries.flatMap((entry) => variants(entry, evidence)).map((entry) => ({ entry, objection: objectionTo(entry, needs, evidence) })),
  }));
  const byPattern = new Map<string, (Objection | null)[]>();
  for (const { entry, objection } of judged.flatMap(({ entries }) => entries)) append(byPattern, entry.pattern, objection);
  const taste = new Set(judged.flatMap(({ entries }) => entries.flatMap(({ entry }) => (entry.isTaste ? [entry.pattern] : []))));
  const listed = new Set<string>();
  const isListed = ({ pattern }: TemplateEntry): boolean =>
    !listed.has(pattern) && isAccepted(byPattern.get(pattern) ?? []) && Boolean(listed.add(pattern));
  const sections = judged.map(({ title, entries }) => ({ title, entries: entries.map(({ entry }) => entry).filter(isListed) }));
  return {
    ecosystems,
    sections: sections.filter(({ entries }) => entries.length > 0),
    leftOut: [...byPattern].flatMap(([pattern, objections]) => {
      const told = objections.findLast((objection) => objection && !objection.isMoot);
      return told && !listed.has(pattern) ? [{ pattern, because: told.because, ...(taste.has(pattern) ? { isTaste: true } : {}) }] : [];
    }),
  };
}

function variants(entry: TemplateEntry, evidence: Evidence): readonly TemplateEntry[] {
  return entry.onlyWhereFound && hitsOf(linesOf(entry), evidence.files).length === 0 ? [] : narrowEntry(entry, evidence);
}

/** What is there is explained by one ecosystem although not by another: `dist` of a bundler is no output of Python. What may come has to suit all. */
function isAccepted(objections: readonly (Objection | null)[]): boolean {
  return objections.includes(null) && objections.every((objection) => !objection?.isMoot);
}
