import type { Config, RuleSetting } from './config.ts';
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
  const check = new Check(input);
  while (check.step());
  return check.findings();
}

/** The same, with a stop after each rule: whoever has other work to do does it there, and may never go on. */
export function* lintInSteps(input: LintInput): Generator<undefined, Finding[]> {
  const check = new Check(input);
  while (check.step()) yield;
  return check.findings();
}

/** One check of one document, rule by rule: a class of its own, since a generator that nobody waits for costs as much as a few small rules. */
class Check {
  private readonly isSkipped: boolean;
  private readonly rules: readonly ChosenRule[];
  private next = 0;
  private readonly found: Finding[] = [];
  /** Rules that did not look at the whole document. */
  private readonly failed = new Set<string>();

  constructor(private readonly input: LintInput) {
    const { document } = input;
    this.isSkipped = document.skipReason !== null;
    this.rules = this.isSkipped ? [] : rulesFor(document.language, input);
  }

  /** Runs one rule; false where none is left, or the check was cancelled. */
  step(): boolean {
    const chosen = this.rules[this.next];
    if (!chosen || this.input.isCancelled?.()) return false;
    this.next++;
    const before = this.found.length;
    try {
      runRule(chosen, this.input, this.found);
    } catch (error) {
      this.found.length = before;
      this.failed.add(chosen.id);
      this.input.onRuleError?.(chosen.id, error);
    }
    return true;
  }

  findings(): Finding[] {
    const { input, found } = this;
    if (this.isSkipped) return [];
    const silencing = Silencing.of(input.document);
    const told = silencing ? found.filter((finding) => !silencing.silences(finding.rule, finding.span)) : found;
    const about = silencing && !input.isCancelled?.() ? aboutSilencing(silencing, this.ran(), input) : [];
    return [...yieldToOthers(told, input.rules), ...about]
      .sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  }

  private ran(): ReadonlySet<string> {
    return new Set(this.rules.slice(0, this.next).map(({ id }) => id).filter((id) => !this.failed.has(id)));
  }
}

/** A rule with what the configuration says of it. */
interface ChosenRule {
  readonly id: string;
  readonly rule: FileRule;
  readonly setting: RuleSetting | undefined;
}

interface Chosen {
  readonly rules: readonly Rule[];
  readonly byLanguage: Map<Language, readonly ChosenRule[]>;
}

const chosen = new WeakMap<Config, Chosen>();

/** The rules of a language that are not off, found once for each configuration: hundreds of files share one. */
function rulesFor(language: Language, { rules, config }: LintInput): readonly ChosenRule[] {
  let known = chosen.get(config);
  if (known?.rules !== rules) chosen.set(config, (known = { rules, byLanguage: new Map() }));
  let found = known.byLanguage.get(language);
  if (!found) {
    found = rules
      .filter((rule): rule is FileRule => rule.meta.language === language && isOn(rule, config))
      .map((rule) => ({ id: rule.meta.id, rule, setting: config.rules.get(rule.meta.id) }));
    known.byLanguage.set(language, found);
  }
  return found;
}

function isOn({ meta }: Rule, { rules }: Config): boolean {
  return rules.get(meta.id)?.level !== 'off';
}

/** What rules say of the silencing comments themselves, once it is known what those silenced. */
function aboutSilencing(silencing: Silencing, ran: ReadonlySet<string>, input: LintInput): Finding[] {
  const rules = input.rules.filter((rule): rule is SilencingRule => rule.meta.language === 'all' && isOn(rule, input.config));
  if (rules.length === 0) return [];
  const found: Finding[] = [];
  const silencings = judgeSilencing(silencing, ran, input);
  for (const rule of rules) {
    try {
      rule.check({ ...sharedContext(rule, input.config.rules.get(rule.meta.id), input, found), silencings });
    } catch (error) {
      input.onRuleError?.(rule.meta.id, error);
    }
  }
  return found.filter((finding) => !silencing.silencesAbout(finding.rule, finding.span));
}

function sharedContext(rule: Rule, setting: RuleSetting | undefined, { project }: LintInput, found: Finding[]) {
  return { options: setting?.options ?? {}, project, report: (report: Report) => void found.push(toFinding(rule, report, setting?.level)) };
}

/** @param found takes what the rule reports */
function runRule({ rule, setting }: ChosenRule, input: LintInput, found: Finding[]): void {
  const { document } = input;
  // Spread into each context, these three took as long as a small rule.
  const { options, project, report } = sharedContext(rule, setting, input, found);
  if (document.language === 'dockerfile') {
    const { dockerfile, facts } = document;
    (rule as Extract<Rule, { meta: { language: 'dockerfile' } }>).check({ options, project, report, dockerfile, facts });
  } else if (document.language === 'compose') {
    const { compose, path } = document;
    (rule as Extract<Rule, { meta: { language: 'compose' } }>).check({ options, project, report, compose, path });
  } else {
    const { ignore, path } = document;
    (rule as Extract<Rule, { meta: { language: 'dockerignore' } }>).check({ options, project, report, ignore, path });
  }
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
