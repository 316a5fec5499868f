import type { MissReason } from '../../comparison.ts';
import { shownText } from '../../shownText.ts';
import type { MissScene } from '../missScene.ts';
import { naming, reason, stepName } from './reason.ts';

/** What concerns the build as a whole: it was told to use no cache, or another builder, which has a cache of its own. */
export function wholeBuildReason({ before, after, miss }: MissScene): MissReason | null {
  const step = stepName(miss.step);
  if (after.noCache) return reason('no-cache', `${step} ran again because the build was told to use no cache.`);
  if (before.builder === after.builder) return null;
  const name = (builder: string | null): string => (builder === null ? 'the selected builder' : `the builder ${shownText(builder, 80)}`);
  return reason(
    'builder',
    `${step} ran again because ${name(after.builder)} has a cache of its own, and the earlier build used ${name(before.builder)}.`,
    [after.builder, before.builder].filter((one) => one !== null),
  );
}

/** The image that it builds on, or copies from, is made by another target that was rebuilt. */
export function otherTargetReason({ miss }: MissScene): MissReason | null {
  const targets = [...new Set(miss.after.map(({ targets: of }) => of[0]!))];
  if (targets.length === 0) return null;
  const [verb, what] = targets.length === 1 ? ['was', 'which it builds on'] : ['were', 'which it builds on'];
  return reason('other-target', `${stepName(miss.step)} ran again because ${naming(targets)}, ${what}, ${verb} rebuilt.`, targets);
}

export function platformReason({ inputs, miss }: MissScene): MissReason | null {
  if (!inputs || inputs.before.platform === inputs.after.platform) return null;
  const name = (platform: string | null): string => (platform === null ? "the builder's own platform" : shownText(platform, 80));
  return reason(
    'platform',
    `${stepName(miss.step)} ran again because the build was for ${name(inputs.after.platform)}, and the earlier one for ${name(inputs.before.platform)}.`,
    [inputs.after.platform, inputs.before.platform].filter((one) => one !== null),
  );
}

/** The earlier build never got to the end of the step, or never to its stage. */
export function notBuiltBeforeReason({ earlierStep, inputs, miss, before, target }: MissScene): MissReason | null {
  const step = stepName(miss.step);
  if (earlierStep) {
    if (earlierStep.state === 'done' || earlierStep.state === 'cached') return null;
    const how = earlierStep.state === 'failed' ? 'failed at it' : 'ended before it was done';
    return reason('not-built-before', `${step} ran because the earlier build ${how}.`);
  }
  if (inputs && inputs.before.target !== inputs.after.target) {
    const name = (stage: string | null): string => (stage === null ? 'the last stage' : `the stage ${shownText(stage, 80)}`);
    return reason(
      'target', `${step} ran because the build was for ${name(inputs.after.target)}, and the earlier one for ${name(inputs.before.target)}.`,
      [inputs.after.target, inputs.before.target].filter((one) => one !== null),
    );
  }
  if (before.trace.targets.find(({ name }) => name === target)?.state === 'done') return null;
  return reason('not-built-before', `${step} ran because the earlier build ended before it got there.`);
}
