import type { CopyFact } from '../core/dockerfile/facts.ts';
import type { Word } from '../core/dockerfile/model.ts';
import { stageChain } from '../core/dockerfile/stageChain.ts';
import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import { alignStages } from './base-image/libc/alignStages.ts';
import { artifactAt, type Artifact } from './base-image/libc/artifact.ts';
import { Origins } from './base-image/libc/copiedFrom.ts';
import { judgeCopy, type CopyScene, type Mismatch } from './base-image/libc/judgeCopy.ts';
import { runtimeOf, runtimeOfName } from './base-image/libc/stageRuntime.ts';
import { lineNumber } from './messages/lineNumber.ts';
import { outputStages } from './layers/outputStages.ts';

export const noLibcMismatch = defineDockerfileRule<object>({
  meta: {
    id: 'no-libc-mismatch',
    description: 'What one stage builds and another runs fits the C library and the versions of both.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 8, security: 0, maintainability: 6 },
    options: {},
    messages: {
      interpreter: 'The `{name}` of {from} is linked against {libc}, and {to} has {other}, so it does not start there: take it from an image with the same C library.',
      missing: '{from} has Python {version}, so it has no `{path}` and this COPY fails: name the version that the image has.',
      python: 'The packages were installed for Python {a} on {from}, and Python {b} of {to} does not look for them there, so imports fail at start: use the same version in both stages.',
      packages: 'The packages were installed on {from} for {libc}, and {to} has {other}, where compiled ones such as {names} do not load: use the same base in both stages.',
      modules: 'The packages were installed on {from} for {libc}, and {to} has {other}, where compiled ones among them do not load: use the same base in both stages.',
      node: 'The packages were installed for Node.js {a} on {from}, and {names} has to be compiled anew for Node.js {b} of {to}, so it does not load: use the same version in both stages.',
      program: 'The {language} program is linked against {libc} on {from}, and {to} has {other}, so it stops with "no such file or directory" at start: link it statically or use the same base.',
      go: 'Without `CGO_ENABLED=0` a Go program that uses the network or looks up users is linked against {libc} on {from}, and {to} has {other}, so it stops with "no such file or directory" at start: build it without cgo.',
      older: 'The {language} program is linked against glibc {a} of {from}, and {to} has glibc {b}, so it does not start: build on the same release of the distribution.',
      unwinder: 'The {language} program needs libgcc_s, which {to} does not have, so it does not start: use the `cc` image of distroless.',
    },
  },
  check(context) {
    const { dockerfile, facts, project } = context;
    if (dockerfile.stages.length === 0 || !/--from/i.test(dockerfile.text)) return;
    const names = new Set((project?.uses ?? []).flatMap(({ namedContexts }) => [...namedContexts.keys()]));
    const origins = new Origins(dockerfile, facts, (name) => names.has(name));
    const outputs = outputStages(dockerfile, project);
    const found = new Map<string, Found>();
    for (const copy of facts.copies) {
      if (!outputs.has(copy.stage) || copy.instruction.isTrigger || copy.fromContext) continue;
      const to = runtimeOf(facts.stageFact(copy.stage));
      if (!to || (to.libc === 'none' && !startsSomething(copy))) continue;
      const words = copy.instruction.exec ?? copy.instruction.words;
      for (const { path, index } of copy.sources) {
        const origin = origins.ofSource(copy, path);
        const from = origin && (origin.stage ? runtimeOf(facts.stageFact(origin.stage)) : origin.image === null ? null : runtimeOfName(origin.image));
        const word = words[index];
        if (origin && from && word) collect(found, word, { scene: sceneOf(context), copy, origin, from, to });
      }
    }
    for (const one of found.values()) reportFound(context, one);
  },
});

/** More findings in one file than anybody reads. */
const MOST_FINDINGS = 20;

/** One disagreement of two stages, and all that is copied in spite of it. */
interface Found {
  readonly words: Word[];
  readonly one: CopyScene;
  readonly artifact: Artifact;
  readonly mismatch: Mismatch;
}

function collect(found: Map<string, Found>, word: Word, one: CopyScene): void {
  const artifact = artifactAt(one.origin, one.from.family, one.scene);
  const mismatch = artifact && judgeCopy(artifact, one);
  if (!mismatch) return;
  const key = JSON.stringify([one.copy.stage.index, one.origin.stage?.index ?? one.origin.image, mismatch.remedy === 'interpreter' ? 'libc' : mismatch.remedy]);
  const known = found.get(key);
  if (known) known.words.push(word);
  else if (found.size < MOST_FINDINGS) found.set(key, { words: [word], one, artifact, mismatch });
}

function sceneOf({ dockerfile, facts, project }: DockerfileContext): CopyScene['scene'] {
  return { model: dockerfile, facts, project };
}

/** Stages on `scratch` often only hand files to whoever builds them. */
function startsSomething({ stage }: CopyFact): boolean {
  return stageChain(stage).some(({ instructions }) => instructions.some(({ keyword, isTrigger }) => !isTrigger && (keyword === 'ENTRYPOINT' || keyword === 'CMD')));
}

function reportFound({ dockerfile, report }: DockerfileContext, { words: [first, ...others], one, artifact, mismatch }: Found): void {
  const alignment = alignStages(mismatch, artifact, one);
  const made = one.origin.stage?.from;
  report({
    messageId: mismatch.messageId,
    data: mismatch.data,
    span: first!.span,
    severity: mismatch.severity,
    confidence: mismatch.confidence,
    related: [
      ...(made ? [{ span: made.span, message: `Made in this stage, from line ${String(lineNumber(dockerfile, made))} on.` }] : []),
      ...others.map(({ span }) => ({ span, message: 'The same holds for this.' })),
    ],
    ...('reason' in alignment ? { withheld: alignment.reason } : { fixes: [alignment.fix] }),
  });
}
