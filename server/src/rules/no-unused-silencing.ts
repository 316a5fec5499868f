import type { Fix } from '../core/engine/finding.ts';
import type { JudgedRule, JudgedSilencing } from '../core/engine/judgeSilencing.ts';
import { defineSilencingRule, type Report, type SilencingContext } from '../core/engine/rule.ts';
import type { TextEdit } from '../core/text/edits.ts';
import { spanOfRules } from './silencing/spanOfRules.ts';

/** Only what ran and could know all is called unused: a rule that is off, or a folder that is still being read, proves nothing. */
export const noUnusedSilencing = defineSilencingRule<object>({
  meta: {
    id: 'no-unused-silencing',
    description: 'Silencing comments silence something, and name rules that there are.',
    subject: 'silencing',
    language: 'all',
    severity: 'hint',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 1, security: 0, maintainability: 1 },
    options: {},
    messages: {
      unused: 'Nothing of {rules} is found {where}, so silencing that only hides what may come; take it out.',
      elsewhere: 'Nothing of {rules} is ever found in a file like this, so silencing that does nothing; take it out.',
      unknown: 'There is no rule {rules}, so that silences nothing; take it out.',
      misspelt: 'There is no rule {rules}, so that silences nothing; write `{nearest}` if you meant that one.',
    },
  },
  check({ silencings, report }) {
    for (const silencing of silencings) checkComment(silencing, report);
  },
});

function checkComment(silencing: JudgedSilencing, report: SilencingContext['report']): void {
  const idle = silencing.rules.filter(isIdle);
  const [first] = idle;
  if (first && idle.length === silencing.rules.length && idle.every(({ state }) => state === first.state)) {
    report({ ...messageOf(idle, silencing), span: spanOfRules(silencing.directive), ...wholeComment('safe', silencing) });
  } else {
    const without = takingOut(silencing, isIdle);
    for (const rule of idle) report({ ...messageOf([rule], silencing), span: rule.span, ...oneRule('safe', rule, without) });
  }
  const without = takingOut(silencing, isUnknown);
  for (const rule of silencing.rules.filter(isUnknown)) reportUnknown(rule, silencing, without, report);
}

function isIdle({ state }: JudgedRule): boolean {
  return state === 'unused' || state === 'elsewhere';
}

function isUnknown({ state }: JudgedRule): boolean {
  return state === 'unknown';
}

function messageOf(rules: readonly JudgedRule[], { directive }: JudgedSilencing): Pick<Report, 'messageId' | 'data'> {
  const named = rules.map(({ id }) => (id === 'all' ? 'any rule' : `\`${id}\``)).join(', ');
  return { messageId: rules[0]?.state ?? 'unused', data: { rules: named, where: directive.scope === 'file' ? 'in this file' : 'here' } };
}

/** A word that is no rule may be the first of a reason: a person decides what becomes of it. */
function reportUnknown(rule: JudgedRule, silencing: JudgedSilencing, without: TakingOut, report: SilencingContext['report']): void {
  const { id, span, nearest } = rule;
  const taking = silencing.rules.length === 1 ? wholeComment('suggestion', silencing) : oneRule('suggestion', rule, without);
  if (nearest === null) {
    report({ ...messageOf([rule], silencing), span, ...taking });
    return;
  }
  const writing: Fix = { kind: 'suggestion', title: `Write \`${nearest}\``, edits: [{ span, text: nearest }] };
  report({ messageId: 'misspelt', data: { rules: `\`${id}\``, nearest }, span, fixes: [writing, ...(taking.fixes ?? [])] });
}

function wholeComment(kind: Fix['kind'], { removal }: JudgedSilencing): Pick<Report, 'fixes' | 'withheld'> {
  if (!removal) return { withheld: 'Without this comment the line below would be a parser directive.' };
  return { fixes: [{ kind, title: 'Remove the comment', edits: [removal] }] };
}

function oneRule(kind: Fix['kind'], rule: JudgedRule, without: TakingOut): Pick<Report, 'fixes'> {
  return { fixes: [{ kind, title: `Take \`${rule.id}\` out of the comment`, edits: [without(rule)] }] };
}

type TakingOut = (rule: JudgedRule) => TextEdit;

/** Each rule goes with the comma that is not another one's to take, so that several can be taken out at once. */
function takingOut({ rules }: JudgedSilencing, isGoing: (rule: JudgedRule) => boolean): TakingOut {
  const indexes = new Map(rules.map((rule, index) => [rule, index]));
  const lastToStay = rules.findLastIndex((rule) => !isGoing(rule));
  return (rule) => {
    const { start, end } = rule.span;
    const index = indexes.get(rule) ?? 0;
    if (index < lastToStay || index === 0) return { span: { start, end: rules[index + 1]?.span.start ?? end }, text: '' };
    return { span: { start: rules[index - 1]!.span.end, end }, text: '' };
  };
}
