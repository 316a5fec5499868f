import type { ComposeModel } from '../compose/model.ts';
import type { DockerfileModel } from '../dockerfile/model.ts';
import type { DockerfileFacts } from '../dockerfile/facts.ts';
import type { IgnoreFileModel } from '../ignore/model.ts';
import type { Span } from '../text/span.ts';
import type { Confidence, Fix, RelatedPlace, Severity } from './finding.ts';
import type { JudgedSilencing } from './judgeSilencing.ts';
import type { ProjectView } from './projectView.ts';

export type Subject = 'cache' | 'layers' | 'base-image' | 'stages' | 'context' | 'compose' | 'silencing';
export type Language = 'dockerfile' | 'compose' | 'dockerignore';

/** A small subset of JSON Schema: settings, config validation and docs are generated from it. */
export interface OptionSchema {
  readonly type: 'boolean' | 'string' | 'number' | 'array' | 'object';
  readonly description: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: 'string' };
  /** For `object`: what each value looks like. */
  readonly additionalProperties?: object;
}

/**
 * What a finding costs in scores, each a whole number from 0 to 10: 1 for taste, 5 for minutes of every build, 10 for a secret in an image. A finding's severity is
 * counted apart (`report/score/`).
 */
export interface RuleWeight {
  /** At least 1, and no less than the others: what touches one of them is a matter for the whole. */
  readonly overall: number;
  /** What it gives away to somebody who attacks the image, its host or its network; 0 where it gives nothing away. */
  readonly security: number;
  /** What it costs whoever changes, debugs or runs this next year. */
  readonly maintainability: number;
}

export interface RuleMeta {
  /** Kebab-case words, verb first where that reads well; also the file name, doc name and fixture folder. */
  readonly id: string;
  /** One sentence; equals the first line of the rule's page. */
  readonly description: string;
  readonly subject: Subject;
  /** `all` for what is said of silencing comments, which are the same in each. */
  readonly language: Language | 'all';
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The best kind of fix it can offer. */
  readonly fix: 'safe' | 'suggestion' | 'none';
  readonly weight: RuleWeight;
  readonly options: Readonly<Record<string, OptionSchema>>;
  /** True for a rule that is off until somebody asks for it, by giving it a severity or `default`. */
  readonly isOptIn?: boolean;
  /**
   * Rules that say more about the same place: a finding that touches one of theirs is not shown, so that nobody reads of one word twice. Its
   * fixes are offered with the finding that stays.
   */
  readonly yieldsTo?: readonly string[];
  /** Message templates by id; `{name}` is replaced by report data. One sentence: what it costs, what to do. */
  readonly messages: Readonly<Record<string, string>>;
}

/** What a rule reports. Severity and confidence overrule the rule's defaults where the evidence says so. */
export interface Report {
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string | number>>;
  /** The exact token to underline, not the whole instruction. */
  readonly span: Span;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  /** Required where `fixes` is empty and the rule can fix others of its kind. */
  readonly withheld?: string;
}

interface RuleContext<Options> {
  readonly options: Options;
  /** Null for a document outside any workspace folder, or while nothing is known yet: proofs then fail. */
  readonly project: ProjectView | null;
  report(report: Report): void;
}

export interface DockerfileContext<Options = object> extends RuleContext<Options> {
  readonly dockerfile: DockerfileModel;
  readonly facts: DockerfileFacts;
}

export interface ComposeContext<Options = object> extends RuleContext<Options> {
  readonly compose: ComposeModel;
  /** Workspace-relative with `/`: its name says what the file is for. Null for a document in no workspace folder, absent where it is made by hand. */
  readonly path?: string | null;
}

export interface IgnoreContext<Options = object> extends RuleContext<Options> {
  readonly ignore: IgnoreFileModel;
  /** Workspace-relative with `/`: where it lies decides whether anybody reads it. Null for a document in no workspace folder. */
  readonly path: string | null;
}

export interface DockerfileRule<Options = object> {
  readonly meta: RuleMeta & { readonly language: 'dockerfile' };
  /** Reads only; throws on nothing. */
  check(context: DockerfileContext<Options>): void;
}

export interface ComposeRule<Options = object> {
  readonly meta: RuleMeta & { readonly language: 'compose' };
  check(context: ComposeContext<Options>): void;
}

export interface IgnoreRule<Options = object> {
  readonly meta: RuleMeta & { readonly language: 'dockerignore' };
  check(context: IgnoreContext<Options>): void;
}

export interface SilencingContext<Options = object> extends RuleContext<Options> {
  /** Every silencing comment, in text order. */
  readonly silencings: readonly JudgedSilencing[];
}

export interface SilencingRule<Options = object> {
  readonly meta: RuleMeta & { readonly language: 'all' };
  check(context: SilencingContext<Options>): void;
}

// Options are validated against the rule's own schema before check() sees them, so the registry may forget their type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type FileRule = DockerfileRule<any> | ComposeRule<any> | IgnoreRule<any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Rule = FileRule | SilencingRule<any>;

export function defineDockerfileRule<Options>(rule: DockerfileRule<Options>): DockerfileRule<Options> {
  return Object.freeze(rule);
}

export function defineComposeRule<Options>(rule: ComposeRule<Options>): ComposeRule<Options> {
  return Object.freeze(rule);
}

export function defineIgnoreRule<Options>(rule: IgnoreRule<Options>): IgnoreRule<Options> {
  return Object.freeze(rule);
}

export function defineSilencingRule<Options>(rule: SilencingRule<Options>): SilencingRule<Options> {
  return Object.freeze(rule);
}
