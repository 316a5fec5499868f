import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { applyEdits } from '../../../core/text/edits.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { managerInstalls, type Install } from '../../cache/calls/managerCall.ts';
import { npm } from '../../cache/managers/npm.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import { startCommand } from '../startCommand.ts';
import { BUILD_SCRIPT } from '../tools/developmentInstalls.ts';
import { packageManifest } from './packageManifest.ts';
import { beginAbove, beginBelow, nameStage, refuseSection, refuseTail, repeated, runOf, type SplitScene } from './splitScene.ts';

const MANIFESTS = /^(?:\.\/)?(?:package(?:-lock)?\*?\.json|package\*\.json|npm-shrinkwrap\.json|\.npmrc)$/;
/** Scripts that npm runs after an install, mostly with development dependencies (docs.npmjs.com/cli/using-npm/scripts). */
const HOOKS = ['preinstall', 'install', 'postinstall', 'prepare'];
const OUTPUT = /(?:^|[\s/])node\s+(?:--?[\w=-]+\s+)*(?:\.\/)?(dist|build|out|lib|output|\.output)(?:\/|$|\s)/;

/** A builder with all dependencies, and an image that installs its own and takes what was built. */
export function splitNode(scene: SplitScene): Fix | Refusal {
  const { context, stage, tools } = scene;
  const { dockerfile, facts } = context;
  if (tools.packages.length > 0) return refuse('packages with native parts may need the compiler wherever they are installed');
  const own = stage.instructions;
  const runs = own.filter(({ keyword }) => keyword === 'RUN');
  const install = runs.find((one) => installsOf(scene, one).length > 0);
  const builds = runs.filter((one) => BUILD_SCRIPT.test(sliceSpan(dockerfile.text, one.span)));
  const last = builds.at(-1);
  if (!install || !last || install === last) return refuse('installing and building are not two instructions');
  const [first, end] = [own.indexOf(install), own.indexOf(last)];
  const section = own.slice(first, end + 1);
  const refused = refuseSection(scene, section, isBuilding) ?? refuseTail(scene, own.slice(end + 1)) ?? refuseHooks(scene);
  if (refused) return refused;
  const call = installsOf(scene, install)[0]!;
  if (installsOf(scene, install).length > 1 || call.positionals[0]?.value !== 'ci' || call.rest.length > 0) return refuse('it is not `npm ci` that installs');
  const before = facts.stageFact(stage).copies.filter(({ instruction }) => own.indexOf(instruction) < first);
  if (before.length === 0 || !before.every(({ sources }) => sources.length > 0 && sources.every(({ path }) => MANIFESTS.test(path)))) {
    return refuse('the sources are copied before the dependencies are installed: put the manifests first');
  }
  const output = outputFolder(scene);
  const { workdir } = facts.stateBefore(last);
  if (output === null || workdir === null) return refuse('which folder the build writes is not known');
  const path = `${workdir === '/' ? '' : workdir}/${output}`;
  return {
    kind: 'suggestion',
    title: `Build in a stage of its own and install without development dependencies (check that the build writes to ${output} alone)`,
    edits: [
      nameStage(stage, 'base'),
      beginAbove(dockerfile, install, [], ['FROM base AS builder']),
      beginBelow(dockerfile, last, ['FROM base AS production', productionInstall(scene, call), ...repeated(dockerfile, section), `COPY --from=builder ${path} ${path}`]),
    ],
  };
}

function installsOf(scene: SplitScene, instruction: Instruction): readonly Install[] {
  const run = runOf(scene, instruction);
  return run ? managerInstalls(scene.context.dockerfile.text, run, npm) : [];
}

function isBuilding(_: RunFact, { name, args, nameWord }: ShellCommand): boolean {
  const text = `${nameWord.raw} ${args.map(({ raw }) => raw).join(' ')}`;
  return name === 'npm' && (args[0]?.value === 'ci' || BUILD_SCRIPT.test(text)) || (name !== null && /^(?:npx|tsc|vite|next|nest)$/.test(name) && BUILD_SCRIPT.test(text));
}

/** The same call without development dependencies; the mount that it should have is added where nothing moves npm's cache. */
function productionInstall({ context: { dockerfile } }: SplitScene, { run, command, verbSpan }: Install): string {
  const { span } = run.instruction;
  const at = verbSpan.end - span.start;
  const text = applyEdits(sliceSpan(dockerfile.text, span), [{ span: { start: at, end: at }, text: ' --omit=dev' }]);
  const isMoved = [...run.state.env.keys()].some((name) => /^npm_config_cache$/i.test(name)) || command.args.some(({ raw }) => raw.includes('--cache'));
  if (run.instruction.flags.length > 0 || isMoved) return text;
  return text.replace(/^RUN\s+/i, 'RUN --mount=type=cache,target=/root/.npm ');
}

/** With `--omit=dev` such a script fails where it calls one of them. */
function refuseHooks(scene: SplitScene): Refusal | null {
  const scripts = packageManifest(scene)?.scripts;
  const hook = scripts && HOOKS.find((name) => scripts.has(name));
  return hook ? refuse(`package.json has a ${hook} script, which may need development dependencies`) : null;
}

function outputFolder(scene: SplitScene): string | null {
  const start = startCommand(scene.context.dockerfile, scene.stage);
  if (!start) return null;
  const script = /(?:^|\s)(?:npm|yarn|pnpm) (?:run )?(start[\w:-]*)/.exec(start.text)?.[1];
  const text = script ? (packageManifest(scene)?.scripts.get(script) ?? '') : start.text;
  if (/(?:^|\s)next start\b/.test(text)) return '.next';
  return OUTPUT.exec(text)?.[1] ?? null;
}
