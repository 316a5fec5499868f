import { isMap } from 'yaml';
import type { ComposeModel } from '../core/compose/model.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { listed } from '../core/text/listing.ts';
import { span, type Span } from '../core/text/span.ts';
import { awaitedJobs, isJob } from './compose/jobs.ts';
import { addRotation, type Rotation, type RotationSizes } from './compose/logging/addRotation.ts';
import { logKeeping, runsForMonths } from './compose/logging/logSettings.ts';
import { declaredServices, projectsOf, type DeclaredService } from './compose/projects.ts';
import { readingOf } from './compose/serviceReading.ts';

interface Options {
  readonly maxSize: string;
  readonly maxFile: number;
  readonly minServices: number;
}

export const requireLogRotation = defineComposeRule<Options>({
  meta: {
    id: 'require-log-rotation',
    description: 'Services that run for months limit what is kept of their logs.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 4, security: 0, maintainability: 3 },
    options: {
      maxSize: { type: 'string', description: 'Size at which the fix starts a new log file.', default: '10m' },
      maxFile: { type: 'number', description: 'How many log files of one container the fix keeps.', default: 3 },
      minServices: { type: 'number', description: 'How many such services a file has before anything is said.', default: 3 },
    },
    messages: {
      kept: 'Docker keeps all that {names} print until the disk is full, unless its own settings limit it: say how much with `logging`.',
    },
  },
  check(context) {
    const least = Math.max(1, context.options.minServices);
    const declared = declaredServices(context);
    if (declared.filter(lasts).length < least) return;
    const awaited = awaitedJobs(projectsOf(context));
    const keeping = declared.filter((each) => keepsAll(each) && !each.merged.some((one) => isJob(readingOf(each.service, one), awaited)));
    const lasting = keeping.filter(lasts);
    if (lasting.length < least) return;
    const at = placeOfServices(context.compose);
    if (at) report(context, at, keeping, lasting);
  },
});

function lasts({ merged }: DeclaredService): boolean {
  return merged.some(runsForMonths);
}

/** True for a service that the file declares, and not only adds to, and that no file of any project limits. */
function keepsAll({ service, merged }: DeclaredService): boolean {
  const isDeclared = service.get('image') !== null || service.get('build') !== null;
  // The file may have changed since the project was read.
  const isLimitedHere = service.get('logging', 'options', 'max-size') !== null;
  return isDeclared && !isLimitedHere && merged.every((one) => logKeeping(one) === 'kept');
}

function report(context: ComposeContext<Options>, at: Span, keeping: readonly DeclaredService[], lasting: readonly DeclaredService[]): void {
  const rotation = addRotation(context.compose, keeping.map(({ service }) => service), sizesOf(context.options));
  context.report({
    messageId: 'kept',
    data: { names: listed(lasting.map(({ service }) => `\`${service.name}\``), 4, 'others') },
    span: at,
    fixes: rotation.edits.length > 0 ? [fixOf(rotation, sizesOf(context.options))] : [],
    ...(rotation.refused !== null && { withheld: rotation.refused }),
  });
}

function fixOf({ edits, services, anchor }: Rotation, { maxSize, maxFile }: RotationSizes): Fix {
  const whose = services.size === 1 ? 'one service' : `${services.size} services`;
  const how = anchor === null ? `${maxFile} files of ${maxSize} each` : `what \`&${anchor}\` says`;
  return { kind: 'suggestion', title: `Limit the logs of ${whose} to ${how}: older lines are gone then`, edits };
}

/** Values that the driver understands; anything else would keep containers from starting. */
function sizesOf({ maxSize, maxFile }: Options): RotationSizes {
  return { maxSize: /^[1-9]\d{0,8}[kmg]?$/i.test(maxSize) ? maxSize : '10m', maxFile: String(Number.isInteger(maxFile) && maxFile >= 1 ? maxFile : 3) };
}

function placeOfServices(model: ComposeModel): Span | null {
  for (const { contents } of model.documents) {
    const range = isMap(contents) ? model.entries(contents).get('services')?.pair.key.range : null;
    if (range) return span(range[0], range[1]);
  }
  return null;
}
