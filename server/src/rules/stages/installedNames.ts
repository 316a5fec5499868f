import { Memo } from '../../core/collections/memo.ts';
import type { DockerfileFacts, RunFact, StageFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import { stageChain } from '../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../core/text/span.ts';
import { installedPackages } from '../layers/cleanups/osPackages.ts';

/** Without one of these names no RUN installs packages of a distribution: others are not parsed for it. */
const MAY_INSTALL = /\b(?:apt-get|apt|aptitude|apk|dnf5?|yum|microdnf|tdnf|zypper)\b/;

/** RUNs of a stage and of those it continues that may install packages of the distribution, in the order of the build. */
export function installingRuns({ text }: DockerfileModel, facts: DockerfileFacts, stage: Stage): readonly RunFact[] {
  const runs = [...stageChain(stage)].reverse().flatMap((one) => facts.stageFact(one).runs);
  return runs.filter(({ instruction }) => MAY_INSTALL.test(sliceSpan(text, instruction.span)));
}

/** Packages of the distribution that a stage has by name, apart from those of its base image. */
export function installedNames(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): ReadonlySet<string> {
  return remembered.of(facts.stageFact(stage), { model, facts });
}

const remembered = new Memo(({ stage }: StageFact, { model, facts }: { readonly model: DockerfileModel; readonly facts: DockerfileFacts }): ReadonlySet<string> => {
  return new Set(installingRuns(model, facts, stage).flatMap((run) => [...installedPackages(run).names]));
});
