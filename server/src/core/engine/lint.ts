import type { Config } from './config.ts';
import type { SourceDocument } from './document.ts';
import type { Finding } from './finding.ts';
import { judgeSilencing } from './judgeSilencing.ts';
import type { ProjectView } from './projectView.ts';
import type { FileRule, Language, Report, Rule, SilencingRule } from './rule.ts';
import { Silencing } from './silencing.ts';
import { yieldToOthers } from './yielding.ts';

export interface LintInput {
  readonly document: SourceDocument;
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly project: ProjectView | null;
  /** Asked between rules; a cancelled check returns what it has. */
  readonly isCancelled?: () => boolean;
  /** A rule that throws loses its findings for this document; the others still run. */
  readonly onRuleError?: (rule: string, error: unknown) => void;
}

/** Every finding of one document, in text order. Never throws. */
export function lint(input: LintInput): Finding[] {
  const steps = lintInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, with a stop after each rule: whoever has other work to do does it there, and may never go on. */
export function* lintInSteps(input: LintInput): Generator<undefined, Finding[]> {
  const { document } = input;
  if (document.skipReason) return [];
  const found: Finding[] = [];
  /** Rules that looked at the whole document. */
  const ran = new Set<string>();
  for (const rule of rulesFor(document.language, input)) {
    if (input.isCancelled?.()) break;
    guarded(rule, input, () => {
      for (const finding of runRule(rule, input)) found.push(finding);
      ran.add(rule.meta.id);
    });
    yield;
  }
  const silencing = Silencing.of(document);
  const told = silencing ? found.filter((finding) => !silencing.silences(finding.rule, finding.span)) : found;
  const about = silencing && !input.isCancelled?.() ? aboutSilencing(silencing, ran, input) : [];
  return [...yieldToOthers(told, input.rules), ...about]
    .sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

interface Chosen {
  readonly rules: readonly Rule[];
  readonly byLanguage: Map<Language, readonly FileRule[]>;
}

const chosen = new WeakMap<Config, Chosen>();

/** The rules of a language that are not off, found once for each configuration: hundreds of files share one. */
function rulesFor(language: Language, input: LintInput): readonly FileRule[] {
  const { rules, config } = input;
  let known = chosen.get(config);
  if (known?.rules !== rules) chosen.set(config, (known = { rules, byLanguage: new Map() }));
  let found = known.byLanguage.get(language);
  if (!found) {
    found = rules.filter((rule): rule is FileRule => rule.meta.language === language && isOn(rule, input));
    known.byLanguage.set(language, found);
  }
  return found;
}

function isOn({ meta }: Rule, { config }: LintInput): boolean {
  return config.rules.get(meta.id)?.level !== 'off';
}

function guarded({ meta }: Rule, { onRuleError }: LintInput, run: () => void): void {
  try {
    run();
  } catch (error) {
    onRuleError?.(meta.id, error);
  }
}

/** What rules say of the silencing comments themselves, once it is known what those silenced. */
function aboutSilencing(silencing: Silencing, ran: ReadonlySet<string>, input: LintInput): Finding[] {
  const rules = input.rules.filter((rule): rule is SilencingRule => rule.meta.language === 'all' && isOn(rule, input));
  if (rules.length === 0) return [];
  const found: Finding[] = [];
  const silencings = judgeSilencing(silencing, ran, input);
  for (const rule of rules) guarded(rule, input, () => rule.check({ ...sharedContext(rule, input, found), silencings }));
  return found.filter((finding) => !silencing.silencesAbout(finding.rule, finding.span));
}

function sharedContext(rule: Rule, { config, project }: LintInput, found: Finding[]) {
  const setting = config.rules.get(rule.meta.id);
  return { options: setting?.options ?? {}, project, report: (report: Report) => void found.push(toFinding(rule, report, setting?.level)) };
}

function runRule(rule: FileRule, input: LintInput): Finding[] {
  const { document } = input;
  const found: Finding[] = [];
  // Spread into each context, these three took as long as a small rule.
  const { options, project, report } = sharedContext(rule, input, found);
  if (rule.meta.language === 'dockerfile') {
    const { dockerfile, facts } = document;
    (rule as Extract<Rule, { meta: { language: 'dockerfile' } }>).check({ options, project, report, dockerfile, facts });
  } else if (rule.meta.language === 'compose') {
    const { compose, path } = document;
    (rule as Extract<Rule, { meta: { language: 'compose' } }>).check({ options, project, report, compose, path });
  } else {
    const { ignore, path } = document;
    (rule as Extract<Rule, { meta: { language: 'dockerignore' } }>).check({ options, project, report, ignore, path });
  }
  return found;
}

function toFinding({ meta }: Rule, report: Report, level: string | undefined): Finding {
  const severity = level && level !== 'default' && level !== 'off' ? (level as Finding['severity']) : (report.severity ?? meta.severity);
  return {
    rule: meta.id,
    messageId: report.messageId,
    message: plain(fillTemplate(meta.messages[report.messageId] ?? report.messageId, report.data ?? {})),
    span: report.span,
    severity,
    confidence: report.confidence ?? meta.confidence,
    related: plainAt('message', report.related ?? []),
    fixes: plainAt('title', report.fixes ?? []),
    withheld: report.withheld ? plain(report.withheld) : null,
  };
}

/** Names of files and services may hold anything: what breaks a line, starts a terminal's command or turns the direction of a text is shown as `?`. */
const UNRULY = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
const ORDINARY = /^[ -~]*$/;

/** A file may give a service a name of any length: what is longer is cut, so that the sentence around it is seen. */
const LONGEST = { value: 200, text: 1_000 } as const;

function plain(text: string): string {
  const shown = cut(text, LONGEST.text);
  return ORDINARY.test(shown) ? shown : shown.replace(UNRULY, '?');
}

function plainAt<Key extends string, Item extends Readonly<Record<Key, string>>>(key: Key, items: readonly Item[]): readonly Item[] {
  if (items.length === 0) return items;
  return items.map((item) => {
    const shown = plain(item[key]);
    return shown === item[key] ? item : { ...item, [key]: shown };
  });
}

/** Replaces `{name}` by the report's data; an unknown name stays, so that a test sees it. */
function fillTemplate(template: string, data: Readonly<Record<string, string | number>>): string {
  const parts = partsOf(template);
  let text = parts[0]!;
  for (let i = 1; i < parts.length; i += 2) {
    const name = parts[i]!;
    text += (Object.hasOwn(data, name) ? cut(String(data[name]), LONGEST.value) : `{${name}}`) + parts[i + 1]!;
  }
  return text;
}

const knownParts = new Map<string, readonly string[]>();

/** Text and names by turns, text first. Templates are those of the rules. */
function partsOf(template: string): readonly string[] {
  let parts = knownParts.get(template);
  if (!parts) knownParts.set(template, (parts = template.split(/\{(\w+)\}/)));
  return parts;
}

/** At most `length` code units, the last one `…` where something is missing; no half of a surrogate pair. */
function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
