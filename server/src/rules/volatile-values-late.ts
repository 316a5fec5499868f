import type { DockerfileModel, Stage } from '../core/dockerfile/model.ts';
import type { Fix, Severity } from '../core/engine/finding.ts';
import { defineDockerfileRule } from '../core/engine/rule.ts';
import { sentence } from './messages/sentence.ts';
import { listed, moveDeclarations } from './layers/volatile/moveDeclarations.ts';
import { isRefusal, refuse, type Refusal } from './layers/proof.ts';
import { crossedSteps, inheritedStep, provedSteps, type CrossedSteps, type RepeatedStep } from './layers/volatile/volatileSteps.ts';
import { volatileValues, type VolatileValues } from './layers/volatile/volatileValues.ts';

/**
 * Source: BuildKit's `frontend/dockerfile/dockerfile2llb/convert.go`: dispatchArg and dispatchEnv add the value to the state that
 * every later RUN is made from, in stages that continue this one too; dispatchLabel changes the image's configuration only.
 */
export const volatileValuesLate = defineDockerfileRule({
  meta: {
    id: 'volatile-values-late',
    description: 'Declare values that differ from build to build after the expensive steps that do not use them.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 5, security: 0, maintainability: 2 },
    options: {},
    messages: {
      late: '`{name}` differs from build to build, so {steps} again each time without using it: declare it further down, right before its first use.',
      inherited:
        '`{name}` differs from build to build, and stages that continue this one run `{step}` again each time without using it: declare it in the stage that uses it.',
    },
  },
  check({ dockerfile, facts, report }) {
    if (!dockerfile.isWellFormed) return;
    for (const stage of dockerfile.stages) {
      const values = volatileValues(stage, dockerfile, facts);
      if (!values || facts.stageFact(stage).distribution === 'windows') continue;
      const crossed = crossedSteps(values, stage, dockerfile, facts);
      const costly = crossed.steps.filter(({ reading }) => reading.isCostly);
      const step = costly[0] ?? (crossed.user ? null : inheritedStep(values, stage, dockerfile, facts));
      if (!step) continue;
      const own = costly.length > 0;
      const fixes = own ? movesOf(values, crossed, stage, dockerfile) : refuse('the value is inherited, so no place in this stage is late enough');
      report({
        messageId: own ? 'late' : 'inherited',
        data: { name: firstNames(values), steps: stepsText(costly), step: step.reading.label },
        span: nameSpan(values),
        severity: severityOf(values, own ? costly : [step]),
        related: (own ? costly : [step]).slice(0, 5).map(({ run }) => ({ span: run.instruction.keywordSpan, message: AGAIN })),
        ...(isRefusal(fixes) ? { withheld: sentence(fixes.reason) } : { fixes }),
      });
    }
  },
});

const AGAIN = 'This step runs again whenever the value changes.';

/** As far as is proved, and then as far as is likely. */
function movesOf(values: VolatileValues, crossed: CrossedSteps, stage: Stage, model: DockerfileModel): readonly Fix[] | Refusal {
  const whole = moveDeclarations(values, crossed, stage, model);
  if (isRefusal(whole) || whole.kind === 'safe') return isRefusal(whole) ? whole : [whole];
  const proved = provedSteps(crossed);
  const part = proved && moveDeclarations(values, proved, stage, model);
  return part && !isRefusal(part) && part.kind === 'safe' ? [part, whole] : [whole];
}

function firstNames({ declarations }: VolatileValues): string {
  return listed(declarations[0]!.names);
}

function nameSpan({ first }: VolatileValues) {
  const { start } = first.word.span;
  return first.word.raw.startsWith(first.name) ? { start, end: start + first.name.length } : first.word.span;
}

function stepsText(costly: readonly RepeatedStep[]): string {
  const label = `\`${costly[0]?.reading.label ?? ''}\``;
  if (costly.length < 2) return `${label} runs`;
  return costly.length === 2 ? `${label} and another step run` : `${label} and ${costly.length - 1} other steps run`;
}

/** A version changes with releases only, a cache mount makes the repetition cheaper, and stages that only test do not ship. */
function severityOf({ isVersion }: VolatileValues, steps: readonly RepeatedStep[]): Severity {
  const areMounted = steps.every(({ run }) => run.instruction.mounts.some(({ type }) => type === 'cache'));
  const onlyTests = steps.every(({ run }) => /(^|[-_])(test|tests|lint)($|[-_])/.test(run.stage.name ?? ''));
  return isVersion || areMounted || onlyTests ? 'information' : 'warning';
}
