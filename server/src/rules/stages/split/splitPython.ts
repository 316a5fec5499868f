import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { managerInstalls, type Install } from '../../cache/calls/managerCall.ts';
import { pip } from '../../cache/managers/pip.ts';
import { isRefusal, refuse, type Refusal } from '../../layers/proof.ts';
import { SYSTEM_MANAGERS } from '../../layers/plainPrograms.ts';
import { keptPackages } from '../tools/systemPackages.ts';
import { oneOf } from '../oneOf.ts';
import { installLines } from './installLines.ts';
import { runtimePackages } from './runtimeLibraries.ts';
import { beginAbove, beginBelow, isHousekeeping, nameStage, refuseSection, refuseTail, repeated, runOf, type SplitScene } from './splitScene.ts';

/** Where the packages go that the builder hands on (docs.python.org/3/library/venv.html). */
const VENV = '/opt/venv';
/** Texts that name where pip would have put things, and what starts programs without the image's PATH: cron and login shells. */
const OTHER_PLACES = new RegExp(oneOf(`/usr/(?:local/)?(?:bin|lib)/python, /usr/local/bin, site-packages, dist-packages, ${VENV}, VIRTUAL_ENV, PYTHONHOME,
  PYTHONUSERBASE, PIP_(?:USER|TARGET|PREFIX|ROOT|PYTHON), \\bcrond?\\b, \\bcrontab\\b, \\bsu -, sh["'\\x2c ]+-\\w*l`));
const ELSEWHERE = new Set(['--user', '--target', '-t', '--prefix', '--root', '--python', '-e', '--editable', '--src']);

/** What the compiler is needed for becomes a builder that hands on a virtual environment; all the rest stays as it is. */
export function splitPython(scene: SplitScene): Fix | Refusal {
  const { context, stage, tools } = scene;
  const { dockerfile, facts } = context;
  const { distribution } = facts.stageFact(stage);
  if (distribution !== 'debian' && distribution !== 'alpine') return refuse('the distribution of the base image is not known');
  if (tools.packages.length === 0) return refuse('which packages are for development alone is not known');
  if (OTHER_PLACES.test(dockerfile.text)) {
    return refuse('the file names folders of Python programs, or starts them without the PATH that a virtual environment needs');
  }
  const toolRuns = new Set(tools.packages.map(({ run }) => run.instruction));
  const own = stage.instructions;
  const pipRuns = own.filter((one) => one.keyword === 'RUN' && pipInstalls(scene, one).length > 0);
  const first = own.findIndex((one) => toolRuns.has(one));
  const last = Math.max(...pipRuns.map((one) => own.indexOf(one)), -1);
  if (last === -1) return refuse('nothing here installs what the compiler is for with pip');
  if (pipRuns.some((one) => own.indexOf(one) < first)) return refuse('pip installs packages before the compiler is there, too');
  if ([...toolRuns].some((one) => own.indexOf(one) > last)) return refuse('build tools are installed after the packages, too');
  const section = own.slice(first, last + 1);
  const refused = refuseSection(scene, section, isInstalling) ?? refuseTail(scene, own.slice(last + 1));
  if (refused) return refused;
  const installs = pipRuns.flatMap((one) => pipInstalls(scene, one));
  if (!installs.every(goesIntoEnvironment)) return refuse('pip is told to put packages elsewhere');
  const packages = [...toolRuns].flatMap((one) => keptPackages(dockerfile.text, runOf(scene, one)!).map(({ name }) => name));
  const needed = runtimePackages(packages, distribution);
  if (isRefusal(needed)) return needed;
  const install = installLines(context, tools.packages[0]!.run, needed);
  if (isRefusal(install)) return install;
  const what = needed.length === 0 ? 'no package' : `${needed.join(', ')} alone`;
  return {
    kind: 'suggestion',
    title: `Build in a stage of its own and copy a virtual environment (check that it starts with ${what} of the system)`,
    edits: [
      nameStage(stage, 'base'),
      beginAbove(dockerfile, section[0]!, [...install, `ENV PATH=${VENV}/bin:$PATH`], ['FROM base AS builder', `RUN python -m venv ${VENV}`]),
      beginBelow(dockerfile, section.at(-1)!, ['FROM base AS production', `COPY --from=builder ${VENV} ${VENV}`, ...repeated(dockerfile, section)]),
    ],
  };
}

function pipInstalls(scene: SplitScene, instruction: Parameters<typeof runOf>[1]): readonly Install[] {
  const run = runOf(scene, instruction);
  return run ? managerInstalls(scene.context.dockerfile.text, run, pip) : [];
}

/** System packages, pip by its plain name, and what tidies up. */
function isInstalling(_: RunFact, command: ShellCommand): boolean {
  if (isHousekeeping(command)) return true;
  if (command.name !== null && SYSTEM_MANAGERS.has(command.name)) return true;
  return command.name !== null && pip.program.test(command.name) && !command.nameWord.raw.includes('/');
}

function goesIntoEnvironment({ options }: Install): boolean {
  return !options.some(({ name }) => ELSEWHERE.has(name));
}
