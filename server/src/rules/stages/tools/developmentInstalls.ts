import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan, type Span } from '../../../core/text/span.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { managerInstalls } from '../../cache/calls/managerCall.ts';
import { commandVariable } from '../../cache/calls/commandVariable.ts';
import { npm } from '../../cache/managers/npm.ts';
import { oneOf } from '../oneOf.ts';
import { pip } from '../../cache/managers/pip.ts';
import { pnpm } from '../../cache/managers/pnpm.ts';
import { yarn } from '../../cache/managers/yarn.ts';

const NODE_MANAGERS = [npm, yarn, pnpm];
/** Compiles, bundles or translates what is written for development. */
export const BUILD_SCRIPT = new RegExp(`\\b${oneOf(`(?:npm|pnpm) run(?:-script)? build, (?:yarn|pnpm) (?:run )?build, (?:next|vite|nest|ng|nuxt|remix) build,
  npx (?:tsc|vite build|next build|nest build|webpack), (?<![\\w/-])tsc`)}(?![\\w-])`);
const PRODUCTION = /^(?:--omit=dev|--production(?:=true)?|--prod|-P|--only=prod(?:uction)?|-g|--global)$/;
const PRUNES = new RegExp(`\\b${oneOf(`npm prune, npm (?:ci|install) --omit, npm install --production, pnpm prune, yarn (?:install )?--production,
  rm -\\w+ (?:\\S*/)?node_modules`)}`);
const DEV_REQUIREMENTS = /(?:^|[/_.-])(?:dev|develop|development|tests?|testing|lint|ci)(?:[/_.-]|$)/;

/** Installs that a stage ships with more than it runs with. */
export function developmentInstalls(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): readonly Span[] {
  const runs = [...stageChain(stage)].reverse().flatMap((one) => facts.stageFact(one).runs);
  return [...nodeInstalls(model, runs), ...pipInstalls(model, runs)];
}

/** With development dependencies for a build in the same stage, which nothing takes out again. */
function nodeInstalls({ text }: DockerfileModel, runs: readonly RunFact[]): readonly Span[] {
  const scripts = runs.map(({ instruction }) => sliceSpan(text, instruction.span));
  if (!scripts.some((script) => BUILD_SCRIPT.test(script)) || scripts.some((script) => PRUNES.test(script))) return [];
  const installs = runs.flatMap((run) => NODE_MANAGERS.flatMap((manager) => managerInstalls(text, run, manager)));
  if (installs.some(isForProduction)) return [];
  return installs.filter((install) => !namesPackages(install)).map(({ verbSpan }) => verbSpan);
}

function namesPackages({ rest }: Install): boolean {
  return rest.length > 0;
}

function isForProduction({ run, command }: Install): boolean {
  if (commandVariable(run, command, 'NODE_ENV')?.value === 'production') return true;
  return command.args.some(({ value, raw }) => PRODUCTION.test(value ?? raw)) || command.args.some(({ value }, i) => value === '--omit' && command.args[i + 1]?.value === 'dev');
}

function pipInstalls({ text }: DockerfileModel, runs: readonly RunFact[]): readonly Span[] {
  return runs.flatMap((run) => managerInstalls(text, run, pip)).flatMap(({ options }) =>
    options.flatMap(({ name, value, words }) => ((name === '-r' || name === '--requirement') && typeof value === 'string' && DEV_REQUIREMENTS.test(value) ? [words.at(-1)!.span] : [])));
}
