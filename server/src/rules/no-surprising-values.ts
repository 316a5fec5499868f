import { append } from '../core/collections/multimap.ts';
import { quoteOf } from '../core/compose/layout.ts';
import { scalarValue } from '../core/compose/plainData.ts';
import { arrivingText } from '../core/compose/settings/arrivingText.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext, type Report } from '../core/engine/rule.ts';
import { span } from '../core/text/span.ts';
import { listed } from '../core/text/listing.ts';
import { projectsOf } from './compose/projects.ts';
import { isSecretName } from './compose/secrets/secretNames.ts';
import { quoteScalar } from './compose/values/quoteScalar.ts';
import { surpriseOf, type Surprise } from './compose/values/surprise.ts';
import { writtenValues, type WrittenValue } from './compose/values/writtenValues.ts';

type Found = WrittenValue & { readonly surprise: Surprise };

const UNQUOTABLE = 'It is written too unusually to be put in quotes with certainty.';

/** Source: `arrivingText`, compared with compose 2.40 value by value. */
export const noSurprisingValues = defineComposeRule<object>({
  meta: {
    id: 'no-surprising-values',
    description: 'Values of `environment` and build `args` reach the container as they are written.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 6, security: 1, maintainability: 6 },
    options: {},
    messages: {
      refused: '`{name}: {written}` is a date to compose, which then refuses the whole file: put it in quotes.',
      lost: '`{name}` arrives as `{text}`, not as `{written}`, since compose reads it as {readAs}: put it in quotes.',
      secret: '`{name}` arrives in other characters than are written here, since compose reads it as {readAs}: put it in quotes.',
      respelled: '{values}: a program that waits for what is written here does not get it, so put in quotes what has to arrive as it is.',
    },
  },
  check(context) {
    const found = writtenValues(context.compose, (name, source) => surpriseOf(name, source) !== null).flatMap((value): Found[] => {
      const surprise = surpriseOf(value.name, value.scalar.source!);
      return surprise && (surprise.kind === 'refused' || isUsed(context, value)) ? [{ ...value, surprise }] : [];
    });
    for (const value of found) if (value.surprise.kind !== 'respelled') context.report(oneOf(context, value));
    for (const group of byService(found.filter(({ surprise }) => surprise.kind === 'respelled'))) context.report(allOf(context, group));
  },
});

/** False where a stronger file or a stronger part of this one gives every service another value. */
function isUsed(context: ComposeContext, { name, scalar, key, services }: WrittenValue): boolean {
  const path = key === 'args' ? ['build', 'args', name] : ['environment', name];
  // Values of `environment` are merged as the text that arrives, those of `args` as what YAML reads.
  const own: readonly unknown[] = [scalarValue(scalar), arrivingText(scalar.source!).text];
  const merged = projectsOf(context).flatMap((project) => services.flatMap((service) => project.services.get(service.name) ?? []));
  return merged.length === 0 || merged.some((service) => own.includes(service.get(...path)));
}

function oneOf({ compose }: ComposeContext, { name, scalar, surprise, services }: Found): Report {
  const written = scalar.source!;
  const isSecret = isSecretName(name);
  const gets = services.length === 1 ? 'the container gets' : `${services.length} services get`;
  const title = surprise.text === null || isSecret ? 'Put it in quotes' : `Put it in quotes: ${gets} \`${written}\` instead of \`${surprise.text}\``;
  const what = isSecret ? `${title}: ${gets} it as it is written, which is another value than today` : title;
  return {
    messageId: surprise.kind === 'refused' ? 'refused' : isSecret ? 'secret' : 'lost',
    data: { name, written: isSecret ? '…' : written, text: surprise.text ?? '', readAs: surprise.readAs },
    span: spanOf(scalar),
    ...(surprise.kind === 'refused' && { severity: 'error' as const }),
    ...quoting(compose, [scalar], surprise.kind === 'refused' ? 'safe' : 'suggestion', surprise.kind === 'refused' ? title : what),
  };
}

/** Values that only change their looks are told of once, where the first stands. */
function allOf({ compose }: ComposeContext, group: readonly Found[]): Report {
  const values = group.map(({ name, scalar, surprise }) => `\`${name}: ${scalar.source}\` arrives as \`${surprise.text}\``);
  const title = group.length === 1 ? 'Put it in quotes, so that it arrives as it is written' : `Put all ${group.length} in quotes, so that they arrive as they are written`;
  return {
    messageId: 'respelled',
    data: { values: listed(values, 2, 'others change as well') },
    span: spanOf(group[0]!.scalar),
    severity: 'hint',
    ...quoting(compose, group.map(({ scalar }) => scalar), 'suggestion', title),
  };
}

function quoting(compose: ComposeContext['compose'], scalars: readonly Found['scalar'][], kind: Fix['kind'], title: string): Pick<Report, 'fixes' | 'withheld'> {
  const quote = quoteOf(compose);
  const edits = compose.isTrustworthy ? scalars.map((scalar) => quoteScalar(compose, scalar, quote)) : [null];
  if (edits.includes(null)) return { withheld: UNQUOTABLE };
  return { fixes: [{ kind, title, edits: edits.flatMap((each) => each!) }] };
}

function spanOf({ range }: Found['scalar']) {
  return span(range?.[0] ?? 0, range?.[1] ?? 0);
}

function byService(found: readonly Found[]): Found[][] {
  const groups = new Map<string, Found[]>();
  for (const value of found) append(groups, `${value.key} ${value.anchor ?? value.services[0]!.name}`, value);
  return [...groups.values()];
}
