import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { mountsOf } from '../../../core/compose/settings/mounts.ts';
import { knownPrograms, type ProbeProgram } from '../../../core/dockerfile/knownPrograms.ts';
import { missingPrograms, type CheckProgram } from '../../../core/dockerfile/missingPrograms.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { parseImageReference, type ImageReference } from '../../../core/image/reference.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { isBuiltHere } from '../health/builtImages.ts';
import { buildOf } from '../health/imageHealth.ts';
import { commandText } from '../serviceText.ts';

/** What is known of the programs in the image that a service runs. */
export interface CheckedImage {
  /** For people: `postgres:16`, or `what api/Dockerfile builds`. */
  readonly title: string;
  readonly image: ImageReference | null;
  readonly known: ReadonlySet<ProbeProgram>;
  /** True where the image for sure does not have it. */
  lacks(program: CheckProgram): boolean;
}

/** Null where the image is not known well enough. */
export function imageOfCheck(service: ProjectService, project: ProjectView | null): CheckedImage | null {
  if (service.hasUnknownParent || service.get('provider') !== null || bringsPrograms(service)) return null;
  return service.get('build') === null ? pulledImage(service, project) : builtImage(service, project);
}

/** A start command may install what the check needs, and a mount may bring it. */
function bringsPrograms(service: ProjectService): boolean {
  if ([service.get('command'), service.get('entrypoint')].includes(UNKNOWN)) return true;
  if (/\b(?:apk|apt|apt-get|install)\b|\.sh\b/.test(commandText(service))) return true;
  return mountsOf(service).some((mount) => mount === UNKNOWN || /^\/(?:usr\/(?:local\/)?)?s?bin(?:\/|$)|^\/(?:usr\/?)?$/.test(mount.target));
}

function pulledImage(service: ProjectService, project: ProjectView | null): CheckedImage | null {
  const written = service.get('image');
  const image = typeof written === 'string' ? parseImageReference(written) : null;
  if (!image || (project && isBuiltHere(image, project))) return null;
  const missing = missingPrograms(image);
  return missing.size === 0 ? null : { title: `\`${image.text}\``, image, known: knownPrograms(image), lacks: (program) => missing.has(program) };
}

function builtImage(service: ProjectService, project: ProjectView | null): CheckedImage | null {
  const build = buildOf(service, project);
  if (!build?.file.dockerfile.isWellFormed || !project) return null;
  const { file: { dockerfile, path }, use: { target, args, namedContexts } } = build;
  const stage = target === null ? (dockerfile.stages.at(-1) ?? null) : findStage(dockerfile, target);
  const chain = stage ? stageChain(stage) : [];
  const root = chain.at(-1);
  if (!root || root.parent !== null || root.resolvedImage === null || namedContexts.has(root.resolvedImage) || isFromOutside(root, args)) return null;
  const image = parseImageReference(root.resolvedImage);
  if (!image || isBuiltHere(image, project)) return null;
  const missing = missingPrograms(image);
  const added = addedText(dockerfile, chain);
  if (missing.size === 0 || added === null) return null;
  return { title: `what \`${path}\` builds on \`${image.text}\``, image, known: knownPrograms(image), lacks: (program) => missing.has(program) && !MENTIONS[program].test(added) };
}

function isFromOutside({ image }: Stage, args: ReadonlyMap<string, unknown>): boolean {
  return [...(image?.raw ?? '').matchAll(/\$\{?(\w+)/g)].some(([, name]) => args.has(name!));
}

/** What a Dockerfile that puts the program into its image would speak of. */
const MENTIONS: Readonly<Record<CheckProgram, RegExp>> = {
  curl: /curl/, wget: /wget|busybox/, nc: /\bnc\b|netcat|ncat|nmap|busybox/, bash: /bash/, sh: /busybox|bash|dash|\bsh\b/,
};
/** Lists of packages that only the shell knows, scripts, and installers of whole systems. */
const INSTALLS_UNSEEN = /\b(?:install|add)\b[^\n]*[$`]|xargs|\.sh\b|requirements\.system|nix|conda|debootstrap|build-dep|\bsource\b/;
const SYSTEM_FOLDER = /^\/(?:(?:usr|bin|sbin|usr\/bin|usr\/sbin|rootfs)\/?)?$/;

/** All that instructions put into the image, as text; null where some of it cannot be seen. */
function addedText({ text }: DockerfileModel, chain: readonly Stage[]): string | null {
  const instructions = chain.flatMap((stage) => stage.instructions).filter(({ keyword }) => keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD');
  const texts = instructions.map(({ span }) => sliceSpan(text, span));
  const isUnseen = (instruction: Instruction, index: number): boolean =>
    instruction.keyword === 'RUN' ? INSTALLS_UNSEEN.test(texts[index]!) : instruction.keyword === 'ADD' || bringsSystem(instruction);
  return instructions.some(isUnseen) ? null : texts.join('\n');
}

/** A COPY of or to a folder of the system may bring anything. */
function bringsSystem({ words, exec }: Instruction): boolean {
  return (exec ?? words).some(({ value }) => SYSTEM_FOLDER.test(value));
}
