import { isScalar, type Scalar } from 'yaml';
import { append } from '../core/collections/multimap.ts';
import { replaceScalar } from '../core/compose/edits/replaceScalar.ts';
import type { ComposeModel } from '../core/compose/model.ts';
import type { ProjectService } from '../core/compose/project.ts';
import type { Fix } from '../core/engine/finding.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { parseImageReference, type ImageReference } from '../core/image/reference.ts';
import type { TextEdit } from '../core/text/edits.ts';
import { span, type Span } from '../core/text/span.ts';
import { isBuiltName } from './base-image/builtNames.ts';
import { lifecycleFamily, shortName } from './base-image/families.ts';
import { joinTag } from './base-image/imageTag.ts';
import { TAGS_AS_OF } from './base-image/lifecycles.ts';
import { looseness, type Looseness } from './base-image/looseness.ts';
import { declaredServices, projectsOf, type DeclaredService } from './compose/projects.ts';

export const pinServiceImage = defineComposeRule<object>({
  meta: {
    id: 'pin-service-image',
    description: 'Images of services name a version, so that the next pull does not bring another one.',
    subject: 'compose',
    language: 'compose',
    severity: 'hint',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 4, security: 3, maintainability: 4 },
    options: {},
    messages: {
      untagged: '`{image}` has no tag, so each machine runs what was newest when it pulled it, and there is no way back to the version before: name a version.',
      latest: '`{image}` is what was newest when a machine pulled it, and there is no way back to the version before: name a version.',
      data: '`{image}` is what was newest when a machine pulled it, and a newer major version may refuse the data of an older one: name a version.',
    },
  },
  check(context) {
    if (!/\bimage\b/.test(context.compose.text)) return;
    const groups = new Map<string, LooseImage[]>();
    const seen = new Set<unknown>();
    for (const declared of declaredServices(context)) {
      const found = looseImageOf(context, declared, seen);
      if (found) append(groups, found.image.text, found);
    }
    for (const group of groups.values()) reportGroup(context, group);
  },
});

/** An image without a version, where the file writes it. */
interface LooseImage {
  readonly service: string;
  readonly image: ImageReference;
  readonly loose: Looseness;
  readonly node: Scalar;
  readonly text: string;
  readonly span: Span;
}

/** @param seen texts that another service showed before: several share an anchor's, or extend one that has it */
function looseImageOf(context: ComposeContext, { service, merged }: DeclaredService, seen: Set<unknown>): LooseImage | null {
  const node = context.compose.resolve(service.get('image')?.node ?? null);
  if (!isScalar(node) || typeof node.value !== 'string' || seen.has(node)) return null;
  seen.add(node);
  const text = node.value;
  const pulled = merged.find((one) => text.includes('$') || one.get('image') === text);
  const found = pulled && merged.every(isPulled) ? readLoose(text, pulled) : null;
  if (!found || isMadeHere(found.image, context)) return null;
  return { ...found, service: service.name, node, text, span: placeOf(node, text, service.keySpan) };
}

function reportGroup(context: ComposeContext, group: readonly LooseImage[]): void {
  const [first, ...others] = group;
  const { fix, reason } = pinned(context.compose, group);
  context.report({
    ...(isDatabase(first!.image) ? { messageId: 'data', severity: 'information' as const } : { messageId: first!.loose.messageId }),
    data: { image: first!.image.text },
    span: first!.span,
    related: others.map(({ service, span: at }) => ({ span: at, message: `\`${service}\` uses it, too.` })),
    fixes: fix ? [fix] : [],
    ...(reason !== null && { withheld: reason }),
  });
}

/** False where the image is the name of what is built, must be there already, or another file says more than this one knows. */
function isPulled(service: ProjectService): boolean {
  const policy = service.get('pull_policy');
  return service.get('build') === null && !service.hasUnknownParent && policy !== 'never' && policy !== 'build';
}

/** Null where the image names a version, or leaves it to a variable. */
function readLoose(text: string, service: ProjectService): Pick<LooseImage, 'image' | 'loose'> | null {
  const merged = service.get('image');
  const image = typeof merged === 'string' ? parseImageReference(merged) : null;
  const loose = image && looseness(image);
  if (!image || !loose || (loose.messageId !== 'untagged' && loose.messageId !== 'latest')) return null;
  return text.includes('$') && !isTailWritten(text, image) ? null : { image, loose };
}

/** True where what stands behind the last variable is the end of the path, or `:latest`: no variable is there to say the version. */
function isTailWritten(text: string, { tag }: ImageReference): boolean {
  const tail = text.slice(Math.max(text.lastIndexOf('}'), text.lastIndexOf('$')) + 1);
  return /^[^$}]*\/[^$}]+$/.test(tail) && (tag === null || tail.endsWith(':latest'));
}

function isMadeHere(image: ImageReference, { project, compose }: ComposeContext): boolean {
  return isBuiltName(image, project?.builtImages ?? builtInFile(compose, project));
}

const built = new WeakMap<ComposeModel, ReadonlySet<string>>();

/** What the services of a lone file call their results. */
function builtInFile(compose: ComposeModel, project: ProjectView | null): ReadonlySet<string> {
  let names = built.get(compose);
  if (!names) {
    const services = projectsOf({ compose, project }).flatMap((each) => [...each.services.values()]);
    names = new Set(services.flatMap((service) => (service.get('build') === null ? [] : [service.get('image')])).filter((name) => typeof name === 'string'));
    built.set(compose, names);
  }
  return names;
}

/** Each is proved by itself, and nobody writes more by hand. */
const MOST_PINNED = 100;

function pinned(compose: ComposeModel, group: readonly LooseImage[]): { fix: Fix | null; reason: string | null } {
  const { image, loose } = group[0]!;
  if (!loose.replacement) return { fix: null, reason: 'Drydock does not know which version this name means today.' };
  const tag = joinTag(loose.replacement.cycle, loose.replacement.variant);
  if (group.length > MOST_PINNED) return { fix: null, reason: 'There are too many services with it to change them at once.' };
  const edits: TextEdit[] = [];
  for (const { node, text } of group) {
    const edited = replaceScalar(compose, node, `${image.tag === null ? text : text.slice(0, -(image.tag.length + 1))}:${tag}`);
    if ('refused' in edited) return { fix: null, reason: edited.refused };
    edits.push(...edited.edits);
  }
  const doubt = isDatabase(image) ? '; data that another version wrote needs that one' : '';
  return { fix: { kind: 'suggestion', title: `Use ${shortName(image)}:${tag}, which this name meant on ${TAGS_AS_OF}${doubt}`, edits }, reason: null };
}

function isDatabase(image: ImageReference): boolean {
  return lifecycleFamily(image)?.kind === 'database';
}

/** The image as written, its quotes left out; the service's name where an anchor holds it elsewhere. */
function placeOf(node: Scalar, text: string, otherwise: Span): Span {
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined || end <= start) return otherwise;
  const isQuoted = end - start === text.length + 2;
  return isQuoted ? span(start + 1, end - 1) : span(start, end);
}
