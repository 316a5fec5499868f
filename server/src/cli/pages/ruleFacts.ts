import type { RuleMeta, RuleWeight } from '../../core/engine/rule.ts';

const FILES: Readonly<Record<RuleMeta['language'], string>> = { all: 'all files', dockerfile: 'Dockerfiles', compose: 'compose files', dockerignore: '.dockerignore files' };
const FIXES: Readonly<Record<RuleMeta['fix'], string>> = { safe: 'safe', suggestion: 'as a suggestion', none: 'none' };

/** What can be looked up of a rule, a line each. */
export function ruleFacts({ language, subject, severity, fix, weight, isOptIn, options }: RuleMeta): string {
  const names = Object.keys(options);
  const rows = [
    ['Looks at', FILES[language]],
    ['Subject', subject],
    ['Severity', `${severity}${isOptIn ? ', off until you ask for it' : ''}`],
    ['Fix', FIXES[fix]],
    ['Weight', `${weight.overall} overall, ${weight.security} for security, ${weight.maintainability} for maintainability`],
    ['Options', names.length === 0 ? 'none' : names.join(', ')],
  ];
  return rows.map(([name, value]) => `${`${name}:`.padEnd(11)}${value}\n`).join('');
}

/** `5/0/1`: overall, security, maintainability. */
export function weightText({ overall, security, maintainability }: RuleWeight): string {
  return `${overall}/${security}/${maintainability}`;
}
