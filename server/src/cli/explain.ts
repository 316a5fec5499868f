import { nearestOf } from '../core/text/nearest.ts';
import type { RuleMeta } from '../core/engine/rule.ts';
import { readRulePages } from '../host/rulePages.ts';
import { explainFile, explainWorkspace, formulaText } from '../report/score/explainScore.ts';
import { visible } from '../report/visible.ts';
import { RULES } from '../rules/index.ts';
import { painter } from './colours.ts';
import { pageText } from './pages/pageText.ts';
import { ruleFacts } from './pages/ruleFacts.ts';
import type { CliProcess } from './run.ts';
import { scan } from './scan.ts';
import { scanArguments } from './scanArguments.ts';
import { UsageError } from './usage.ts';

export interface ExplainArguments {
  readonly command: 'explain';
  /** The id of a rule, or `score`. */
  readonly topic: string;
  /** What to score; empty for the formula alone. */
  readonly paths: readonly string[];
  readonly config: string | null;
}

const SCORE = 'score';
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;

/**
 * `drydock explain RULE` and `drydock explain score [PATHS...]`.
 * @returns the exit status: 0
 * @throws UsageError where there is no such rule, or nothing to score
 */
export async function explain({ topic, paths, config }: ExplainArguments, self: CliProcess): Promise<number> {
  if (topic === SCORE) self.out(paths.length === 0 ? formulaText() : await scoreOfPaths(paths, config, self));
  else if (paths.length > 0) throw new UsageError(`explain tells of one rule: leave "${paths[0]!}" out.`);
  else if (config !== null) throw new UsageError('explain has no option --config, but for scores.');
  else self.out(await rulePage(topic, self));
  return 0;
}

async function rulePage(id: string, self: CliProcess): Promise<string> {
  const meta = RULES.find((rule) => rule.meta.id === id)?.meta;
  if (!meta) throw new UsageError(unknownRule(id));
  const page = (await readRulePages([id])).get(id) ?? missingPage(meta);
  const paint = self.hasColours ? painter(self) : null;
  const width = Math.min(WIDEST, self.terminal?.size().columns ?? WIDEST);
  // The page's first words are the rule's description: what can be looked up of it follows at once.
  const [title, rest] = [`# ${id}\n\n${meta.description}\n`, page.replace(/\r\n/g, '\n').split('\n').slice(3).join('\n')];
  return `${pageText(title, { width, paint })}\n${ruleFacts(meta)}\n${pageText(rest, { width, paint })}`;
}

function unknownRule(id: string): string {
  const nearest = nearestOf(id, [...RULES.map(({ meta }) => meta.id), SCORE]);
  return `There is no rule "${id}".${nearest === null ? ' "drydock rules" lists them.' : ` Did you mean ${nearest}?`}`;
}

/** Where somebody took the program without its pages. */
function missingPage({ id, description }: RuleMeta): string {
  return `# ${id}\n\n${description}\n`;
}

async function scoreOfPaths(paths: readonly string[], config: string | null, self: CliProcess): Promise<string> {
  const report = await scan(scanArguments(paths, config === null ? {} : { config }), self);
  for (const { path, reason } of report.skipped) self.error(`drydock: ${visible(path)}: ${visible(reason)}\n`);
  const [file, ...others] = report.files;
  if (!file) throw new UsageError('There is nothing to score: no Dockerfile, compose file or .dockerignore file was read.');
  const paint = painter(self);
  const told = others.length === 0 ? explainFile(file, paint) : explainWorkspace(report, paint);
  return `${told}\n"drydock explain score" tells how points come about${others.length === 0 ? '' : ', "drydock explain score FILE" what one file lost them by'}.\n`;
}
