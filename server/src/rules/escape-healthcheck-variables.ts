import type { Scalar } from 'yaml';
import { UNKNOWN, type ProjectService } from '../core/compose/project.ts';
import { variableReferences, type VariableReference } from '../core/compose/variableReferences.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span } from '../core/text/span.ts';
import { isHandedOn, mistakeOf, type Mistake } from './compose/healthVariables/containerVariables.ts';
import { isExpandedAt } from './compose/healthVariables/shellQuotes.ts';
import { isTestFrom, testNodes, type TestText } from './compose/healthcheckTest.ts';
import { declaredServices, type DeclaredService } from './compose/projects.ts';

/** Longer scripts, and those with more variables, are not looked at. */
const LONGEST = 4_000;
const MOST_VARIABLES = 50;

export const escapeHealthcheckVariables = defineComposeRule({
  meta: {
    id: 'escape-healthcheck-variables',
    description: 'Variables of the container are escaped in its healthcheck, so that compose does not fill them in on the host.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 6, security: 0, maintainability: 4 },
    options: {},
    messages: {
      unset: 'Compose fills in {names} on the host, where no file sets {them}, so the healthcheck runs with nothing there: a second `$` leaves {them} to the container, which has a value.',
      differs: 'Compose fills in {names} on the host with another value than the container has: a second `$` leaves {them} to the container.',
      script: 'Compose fills in {names} on the host before this script can set {them}: a second `$` leaves {them} to the script.',
    },
  },
  check(context: ComposeContext) {
    if (!/healthcheck|test:/.test(context.compose.text) || !context.compose.text.includes('$')) return;
    const byTest = new Map<Scalar<string>, TestUse>();
    for (const declared of declaredServices(context)) collect(context, declared, byTest);
    for (const use of byTest.values()) reportTest(context, use);
  },
});

/** A variable in one text of a command. */
interface Place extends VariableReference {
  readonly text: TestText;
  /** Where it stands in the text's value; `start` and `end` are places of the file. */
  readonly offset: number;
}

/** The command of a healthcheck, with every service that runs it: an anchor may give it to several. */
interface TestUse {
  readonly places: readonly Place[];
  readonly services: string[];
  /** For each service: what compose does wrong at each place. */
  readonly mistakes: (readonly (Mistake | null)[])[];
}

function collect({ compose, path }: ComposeContext, { service, merged }: DeclaredService, byTest: Map<Scalar<string>, TestUse>): void {
  const texts = testNodes(compose, service)?.texts ?? [];
  const [first] = texts;
  if (!first || !texts.some(({ node }) => node.value.includes('$')) || !merged.every((one) => isTestFrom(path, one))) return;
  const use = byTest.get(first.node) ?? { places: texts.flatMap((text) => placesIn(compose.text, text)), services: [], mistakes: [] };
  byTest.set(first.node, use);
  const given = service.get('environment')?.data;
  use.services.push(service.name);
  use.mistakes.push(use.places.map((place) => {
    const references = variableReferences(place.text.node.value);
    const at = references.findIndex(({ start }) => start === place.offset);
    const index = texts.indexOf(place.text);
    // Without a shell in between, whoever hands a variable of the host on counts on the host to have it.
    if (at === -1 || (!place.text.isScript && isHandedOn(place.name, given))) return null;
    return inAll(merged.map((one) => mistakeOf(at, { text: place.text.node.value, references }, expandedText(one, index), one)));
  }));
}

/** The references of a text where the file has them: quotes and folded lines change nothing about a name behind a `$`. */
function placesIn(source: string, text: TestText): readonly Place[] {
  const { value, range } = text.node;
  if (value.length > LONGEST) return [];
  const [start, end] = range ?? [0, 0];
  const inFile = variableReferences(source.slice(start, end));
  const inValue = variableReferences(value);
  if (inFile.length !== inValue.length || inFile.length > MOST_VARIABLES || inFile.some(({ name }, index) => name !== inValue[index]!.name)) return [];
  return inFile.map((one, index) => ({ ...one, start: start + one.start, end: start + one.end, text, offset: inValue[index]!.start }));
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

function reportTest(context: ComposeContext, { places, services, mistakes }: TestUse): void {
  for (const kind of ['unset', 'script', 'differs'] as const) {
    const wrong = places.filter((_, index) => mistakes[0]![index]?.kind === kind);
    const [first] = wrong;
    if (!first) continue;
    const withheld = reasonAgainst(wrong);
    const isShared = !mistakes.every((each) => wrong.every((place) => each[places.indexOf(place)] !== null));
    const variables = [...new Set(wrong.map(({ name }) => `\`$${name}\``))];
    const names = listed(variables, 3);
    context.report({
      messageId: kind,
      data: { names, them: variables.length === 1 ? 'it' : 'them' },
      span: span(first.start, first.end),
      ...(kind === 'differs' && { confidence: 'medium' as const }),
      ...(withheld === null ? { fixes: [fixFor(wrong, names, kind === 'differs' || isShared, services)] } : { fixes: [], withheld }),
    });
  }
}

function reasonAgainst(places: readonly Place[]): string | null {
  if (!places.every(({ text }) => text.isScript)) return 'Without a shell nothing fills it in within the container: `CMD-SHELL` runs one.';
  if (!places.every(({ text, offset }) => isExpandedAt(text.node.value, offset))) return 'It stands in single quotes, in which the shell of the container fills in nothing.';
  return null;
}

function fixFor(places: readonly Place[], names: string, isDoubtful: boolean, services: readonly string[]): Fix {
  const others = services.length > 1 ? `, in the healthcheck of ${listed(services.map((name) => `\`${name}\``))}` : '';
  const risk = isDoubtful ? ', if it is the value in the container that is meant' : '';
  return {
    kind: isDoubtful ? 'suggestion' : 'safe',
    title: `Leave ${names} to the container${others}${risk}`,
    edits: places.map(({ start }) => ({ span: span(start, start), text: '$' })),
  };
}
