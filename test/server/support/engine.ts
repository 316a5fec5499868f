import { resolveConfig, type Config } from '../../../server/src/core/engine/config.ts';
import { readConfigLayer } from '../../../server/src/core/engine/readConfigLayer.ts';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import { lint } from '../../../server/src/core/engine/lint.ts';
import type { ProjectView } from '../../../server/src/core/engine/projectView.ts';
import type { Language, Rule } from '../../../server/src/core/engine/rule.ts';
import { trustedFindings } from '../../../server/src/core/engine/trusted.ts';
import { loadShellParser } from '../../../server/src/host/shellGrammar.ts';
import { RULES } from '../../../server/src/rules/index.ts';

export const shell = await loadShellParser();

const OPT_IN = readConfigLayer({ rules: Object.fromEntries(RULES.filter(({ meta }) => meta.isOptIn).map(({ meta }) => [meta.id, 'default'])) }, RULES);

/** What people get who configure nothing. */
export const SHIPPED_CONFIG: Config = resolveConfig(RULES, []);

/** What people get who turn on every rule. */
export const EVERY_RULE: Config = resolveConfig(RULES, [OPT_IN]);

export function configOf(value: unknown): Config {
  const layer = readConfigLayer(value, RULES);
  if (layer.problems.length > 0) throw new Error(layer.problems.map(({ message }) => message).join(' '));
  return resolveConfig(RULES, [layer]);
}

export function documentOf(text: string, language: Language, path: string | null = null): SourceDocument {
  return new SourceDocument(path, language, text, shell);
}

/** Findings of all rules as they ship, or of named ones, those that are off until asked for included; a rule that throws fails the test. */
export function findingsOf(
  document: SourceDocument,
  { rules = RULES, project = null, config = rules === RULES ? SHIPPED_CONFIG : EVERY_RULE }: { rules?: readonly Rule[]; project?: ProjectView | null; config?: Config } = {},
): Finding[] {
  const found = lint({
    document,
    rules,
    config,
    project,
    onRuleError: (rule, error) => {
      throw new Error(`rule ${rule} threw`, { cause: error });
    },
  });
  return [...trustedFindings(document, found)];
}

/** Findings of one rule alone; one about silencing comments needs the others, which are silenced. */
export function findingsOfRule(rule: Rule, document: SourceDocument, project: ProjectView | null): Finding[] {
  if (rule.meta.language !== 'all') return findingsOf(document, { rules: [rule], project });
  return findingsOf(document, { project, config: EVERY_RULE }).filter((finding) => finding.rule === rule.meta.id);
}
