import { tableLines } from '../report/textTable.ts';
import { RULES } from '../rules/index.ts';
import { painter } from './colours.ts';
import { weightText } from './pages/ruleFacts.ts';
import type { CliProcess } from './run.ts';

export interface RulesArguments {
  readonly command: 'rules';
  readonly format: 'text' | 'json';
}

/** Version of the JSON: it grows only by new keys; anything else is a new number. */
const JSON_VERSION = 1;

/**
 * `drydock rules`: every rule with what can be looked up of it.
 * @returns the exit status: 0
 */
export function rules({ format }: RulesArguments, self: CliProcess): number {
  self.out(format === 'json' ? asJson() : asTable(self));
  return 0;
}

function asTable(self: CliProcess): string {
  const headings = ['rule', 'subject', 'language', 'severity', 'fix', 'weight'];
  const rows = RULES.map(({ meta }) => [
    meta.id, meta.subject, meta.language, `${meta.severity}${meta.isOptIn ? ' (off)' : ''}`, meta.fix === 'none' ? '–' : meta.fix, weightText(meta.weight),
  ]);
  const [heading = '', ...lines] = tableLines([headings, ...rows]);
  const bold = painter(self)('bold', heading);
  const note = `${RULES.length} rules. Weights: overall/security/maintainability, from 0 to 10. "drydock explain RULE" tells more of one.`;
  return `${[bold, ...lines].join('\n')}\n\n${note}\n`;
}

function asJson(): string {
  const told = RULES.map(({ meta: { id, description, subject, language, severity, confidence, fix, weight, isOptIn = false, options } }) => ({
    id,
    description,
    subject,
    language,
    severity,
    confidence,
    fix,
    weight,
    enabled: !isOptIn,
    options,
  }));
  return `${JSON.stringify({ version: JSON_VERSION, rules: told }, null, 2)}\n`;
}
