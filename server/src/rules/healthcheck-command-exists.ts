import { isSeq, type Node } from 'yaml';
import { replaceList } from '../core/compose/edits/replaceList.ts';
import { replaceScalar } from '../core/compose/edits/replaceScalar.ts';
import type { ComposeService } from '../core/compose/model.ts';
import { healthcheckOf } from '../core/compose/settings/healthcheck.ts';
import type { CheckProgram } from '../core/dockerfile/missingPrograms.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span, type Span } from '../core/text/span.ts';
import { imageOfCheck, type CheckedImage } from './compose/checkPrograms/imageOfCheck.ts';
import { otherCommand } from './compose/checkPrograms/otherCommand.ts';
import { loneCommand, shellText, usedPrograms } from './compose/checkPrograms/usedPrograms.ts';
import { isTestFrom, testNodes, type TestNodes } from './compose/healthcheckTest.ts';
import { declaredServices, type DeclaredService } from './compose/projects.ts';

/** Longer scripts are not looked at. */
const LONGEST = 4_000;
const SUSPECTS = /curl|wget|\bnc\b|\bbash\b|\bsh\b|CMD-SHELL|test:/;

export const healthcheckCommandExists = defineComposeRule({
  meta: {
    id: 'healthcheck-command-exists',
    description: 'The command of a healthcheck is a program that the image has.',
    subject: 'compose',
    language: 'compose',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 7, security: 0, maintainability: 4 },
    options: {},
    messages: {
      missing: '{services} never {become} healthy, and nothing that waits for {them} starts, because {images} no `{program}`: ask with a program that is there.',
      noShell: '{services} never {become} healthy, and nothing that waits for {them} starts, because {images} no shell to run the command: use the `CMD` form with a program that is there.',
    },
  },
  check(context: ComposeContext) {
    const { text } = context.compose;
    if (!text.includes('healthcheck') || !SUSPECTS.test(text)) return;
    const byTest = new Map<Node, Map<CheckProgram, FailingCheck>>();
    for (const declared of declaredServices(context)) collect(context, declared, byTest);
    for (const programs of byTest.values()) for (const failing of programs.values()) report(context, failing);
  },
});

/** A command that asks with a program that is missing, with every service that runs it: an anchor may give it to several. */
interface FailingCheck {
  readonly nodes: TestNodes;
  readonly program: CheckProgram;
  readonly services: { readonly service: ComposeService; readonly image: CheckedImage; readonly isBuilt: boolean }[];
}

function collect(context: ComposeContext, { service, merged }: DeclaredService, byTest: Map<Node, Map<CheckProgram, FailingCheck>>): void {
  const nodes = testNodes(context.compose, service);
  const [first] = nodes?.texts ?? [];
  if (!nodes || !first || nodes.texts.some(({ node }) => node.value.length > LONGEST)) return;
  const words = nodes.texts.map(({ node }) => node.value);
  const used = usedPrograms(words, nodes.form === 'shell');
  if (used.length === 0 || !merged.every((one) => isTestFrom(context.path, one) && healthcheckOf(one).kind !== 'disabled')) return;
  const images = merged.map((one) => imageOfCheck(one, context.project));
  const program = used.find((one) => images.every((image) => image?.lacks(one)));
  const [image] = images;
  if (program === undefined || !image) return;
  const programs = byTest.get(first.node) ?? new Map<CheckProgram, FailingCheck>();
  const failing = programs.get(program) ?? { nodes, program, services: [] };
  failing.services.push({ service, image, isBuilt: merged[0]!.get('build') !== null });
  byTest.set(first.node, programs.set(program, failing));
}

function report(context: ComposeContext, failing: FailingCheck): void {
  const { nodes, program, services } = failing;
  const isShell = program === 'sh';
  const { fixes, withheld } = isShell ? { fixes: [], withheld: 'Which program of the application could ask is not known here.' } : fixFor(context, failing);
  const titles = [...new Set(services.map(({ image }) => image.title))];
  context.report({
    messageId: isShell ? 'noShell' : 'missing',
    data: {
      services: listed(services.map(({ service }) => `\`${service.name}\``)),
      images: `${listed(titles)} ${titles.length === 1 ? 'has' : 'have'}`,
      become: services.length === 1 ? 'becomes' : 'become',
      them: services.length === 1 ? 'it' : 'them',
      program,
    },
    span: placeOf(context.compose.text, nodes, program),
    // What other packages bring along is not listed anywhere here.
    ...(services.some(({ isBuilt }) => isBuilt) && { confidence: 'medium' as const }),
    fixes,
    ...(withheld !== null && { withheld }),
  });
}

/** The program's name in the file; the whole text where it is written otherwise. */
function placeOf(text: string, { texts }: TestNodes, program: CheckProgram): Span {
  for (const { node: { range } } of texts) {
    const [start, end] = range ?? [0, 0];
    const at = program === 'sh' ? 0 : text.slice(start, end).search(new RegExp(`(?<![\\w-])${program}(?![\\w-])`));
    if (at !== -1) return program === 'sh' ? span(start, end) : span(start + at, start + at + program.length);
  }
  const [start, end] = texts[0]?.node.range ?? [0, 0];
  return span(start, end);
}

function fixFor({ compose }: ComposeContext, { nodes: { form, texts }, program, services }: FailingCheck): { fixes: Fix[]; withheld: string | null } {
  const { service, image } = services[0]!;
  const script = form === 'shell' ? texts[0] : texts.find(({ isScript }) => isScript);
  const command = script ? loneCommand(script.node.value) : texts.map(({ node }) => node.value);
  if (!command || texts.length === 0 || !command[0]?.endsWith(program)) return { fixes: [], withheld: 'The command does more than ask one address, so an equal one is not known here.' };
  const other = otherCommand(program, command, image);
  if ('refused' in other) return { fixes: [], withheld: other.refused };
  const test = compose.resolve(service.get('healthcheck', 'test')?.node ?? null);
  const edited = script ? replaceScalar(compose, script.node, shellText(other.words)) : isSeq(test) ? replaceList(compose, test, ['CMD', ...other.words]) : { edits: [] };
  if ('refused' in edited) return { fixes: [], withheld: edited.refused };
  const same = new Set(services.filter((one) => one.image.title === image.title).map((one) => one.service.name));
  const others = (edited.services ?? []).filter((name) => !same.has(name));
  if (others.length > 0) return { fixes: [], withheld: `\`${others[0]!}\` uses the same text, and its image may be another.` };
  const shared = services.length > 1 ? `, in ${listed(services.map((one) => `\`${one.service.name}\``))}` : '';
  const status = other.changesStatus ? ', and take an error status for unhealthy, too' : '';
  return { fixes: [{ kind: 'suggestion', title: `Ask with \`${other.program}\`, which the image has${shared}${status}`, edits: edited.edits }], withheld: null };
}
