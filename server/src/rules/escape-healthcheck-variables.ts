import type { Scalar } from 'yaml';
import { UNKNOWN, type ProjectService } from '../core/compose/project.ts';
import { variableReferences, type VariableReference } from '../core/compose/variableReferences.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span } from '../core/text/span.ts';
import { mistakeOf, type Mistake } from './compose/healthVariables/containerVariables.ts';
import { isExpandedAt } from './compose/healthVariables/shellQuotes.ts';
import { isTestFrom, testNodes } from './compose/healthcheckTest.ts';
import { declaredServices, type DeclaredService } from './compose/projects.ts';

/** Longer scripts are not looked at. */
const LONGEST = 4_000;

export const escapeHealthcheckVariables = defineComposeRule({
  meta: {
    id: 'escape-healthcheck-variables',
    description: 'Variables of the container are escaped in its healthcheck, so that compose does not fill them in on the host.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    options: {},
    messages: {
      unset: 'Compose fills in {names} on the host, where no file sets it, so that the healthcheck runs with nothing in its place: a second `$` leaves it to the container, which has a value.',
      differs: 'Compose fills in {names} on the host with another value than the container has: a second `$` leaves it to the container.',
      script: 'Compose fills in {names} on the host before this script can set it: a second `$` leaves it to the script.',
    },
  },
  check(context: ComposeContext) {
    if (!/healthcheck|test:/.test(context.compose.text) || !context.compose.text.includes('$')) return;
    const byNode = new Map<Scalar<string>, TestUse>();
    for (const declared of declaredServices(context)) collect(context, declared, byNode);
    for (const [node, use] of byNode) reportText(context, node, use);
  },
});

/** A text of a healthcheck, with every service that runs it: an anchor may give it to several. */
interface TestUse {
  readonly isScript: boolean;
  readonly services: string[];
  /** By reference, in order: what compose does wrong in each service. */
  readonly mistakes: (Mistake | null)[][];
}

function collect({ compose, path }: ComposeContext, { service, merged }: DeclaredService, byNode: Map<Scalar<string>, TestUse>): void {
  const nodes = testNodes(compose, service);
  if (!nodes || !merged.every((one) => isTestFrom(path, one))) return;
  for (const [index, { node, isScript }] of nodes.texts.entries()) {
    if (node.value.length > LONGEST || !node.value.includes('$')) continue;
    const references = variableReferences(node.value);
    const mistakes = references.map((_, at) => inAll(merged.map((one) => mistakeOf(at, { text: node.value, references }, expandedText(one, index), one))));
    const known = byNode.get(node);
    if (known) {
      known.services.push(service.name);
      known.mistakes.push(mistakes);
    } else byNode.set(node, { isScript, services: [service.name], mistakes: [mistakes] });
  }
}

/** What holds in every project; of two, what is less certain. */
function inAll(mistakes: readonly (Mistake | null)[]): Mistake | null {
  return mistakes.reduce((one, other) => (one === null || other === null ? null : other.kind === 'differs' ? other : one));
}

/** One text of the command as compose hands it on. */
function expandedText(service: ProjectService, index: number): string | typeof UNKNOWN {
  const test = service.get('healthcheck', 'test');
  const text: unknown = Array.isArray(test) ? test[index + 1] : test;
  return typeof text === 'string' ? text : UNKNOWN;
}

function reportText(context: ComposeContext, node: Scalar<string>, use: TestUse): void {
  const places = placesInFile(context.compose.text, node);
  const inValue = variableReferences(node.value);
  if (places.length !== inValue.length || places.some(({ name }, index) => name !== inValue[index]!.name)) return;
  for (const kind of ['unset', 'script', 'differs'] as const) {
    const wrong = places.filter((_, index) => use.mistakes[0]![index]?.kind === kind);
    const [first] = wrong;
    if (!first) continue;
    const offsets = wrong.map((place) => inValue[places.indexOf(place)]!.start);
    const withheld = reasonAgainst(use, node.value, offsets);
    const isShared = !use.mistakes.every((mistakes) => wrong.every((place) => mistakes[places.indexOf(place)] !== null));
    const names = listed([...new Set(wrong.map(({ name }) => `\`$${name}\``))]);
    context.report({
      messageId: kind,
      data: { names },
      span: span(first.start, first.end),
      ...(kind === 'differs' && { confidence: 'medium' as const }),
      ...(withheld === null ? { fixes: [fixFor(wrong, names, kind === 'differs' || isShared, use)] } : { fixes: [], withheld }),
    });
  }
}

/** The references where the file has them: quotes and folded lines change nothing about a name behind a `$`. */
function placesInFile(text: string, { range }: Scalar): readonly VariableReference[] {
  const [start, end] = range ?? [0, 0];
  return variableReferences(text.slice(start, end)).map((place) => ({ ...place, start: start + place.start, end: start + place.end }));
}

function reasonAgainst({ isScript }: TestUse, script: string, offsets: readonly number[]): string | null {
  if (!isScript) return 'Without a shell nothing fills it in within the container: `CMD-SHELL` runs one.';
  if (!offsets.every((offset) => isExpandedAt(script, offset))) return 'It stands in single quotes, in which the shell of the container fills in nothing.';
  return null;
}

function fixFor(places: readonly VariableReference[], names: string, isDoubtful: boolean, { services }: TestUse): Fix {
  const others = services.length > 1 ? `, in the healthcheck of ${listed(services.map((name) => `\`${name}\``))}` : '';
  const risk = isDoubtful ? ', if it is the value in the container that is meant' : '';
  return {
    kind: isDoubtful ? 'suggestion' : 'safe',
    title: `Leave ${names} to the container${others}${risk}`,
    edits: places.map(({ start }) => ({ span: span(start, start), text: '$' })),
  };
}
