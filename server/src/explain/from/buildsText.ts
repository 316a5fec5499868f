import type { Stage } from '../../core/dockerfile/model.ts';
import type { BuildUse, DockerfileUse } from '../../core/engine/projectView.ts';
import { listed } from '../../core/text/listing.ts';
import { folderName } from '../../rules/context/contextWords.ts';
import { contextSources } from '../../rules/context/sources/contextSources.ts';
import { isPlausible } from '../../rules/context/sources/plausibleContext.ts';
import { buildNames } from '../buildNames.ts';
import type { BuildScene } from '../buildScene.ts';
import { bullets, code } from '../markdown.ts';

/** More builds, or arguments of one, than anybody reads. */
const MOST_BUILDS = 4;
const MOST_ARGS = 4;

/** Who builds a stage, from what; empty where nothing is known of the project. */
export function buildsText(scene: BuildScene, stage: Stage): string {
  const { uses } = scene;
  const [first] = uses;
  if (!first) return '';
  if (first.source === 'assumed') return assumedText(scene, first);
  const builds = scene.certainUsesOf(stage);
  if (builds.length === 0) {
    return scene.hasOpenStages
      ? `**Perhaps built** for ${buildNames(uses)}: a variable in a FROM decides which stages they need.`
      : `**Not built** for ${buildNames(uses)}: nothing that they need comes from this stage, and no other build is known here.`;
  }
  const shown = builds.length > MOST_BUILDS ? builds.slice(0, MOST_BUILDS - 1) : builds;
  const rest = builds.length - shown.length;
  return `**Built by**\n${bullets([...shown.map(buildText), ...(rest > 0 ? [`${rest} more`] : [])])}`;
}

function buildText({ source, service, definedIn, target, args, profiles, context }: DockerfileUse): string {
  const kind = source === 'bake' ? 'the bake target' : 'the service';
  const parts = [`from ${placeText(context.path)}`];
  if (target !== null) parts.push(`target ${code(target)}`);
  if (args.size > 0) parts.push(argsText(args));
  parts.push(ignoreText(context));
  if (profiles.length > 0) parts.push(`only with the profile ${profiles.slice(0, 3).map(code).join(' or ')}`);
  return `${kind} ${code(service ?? '')} in ${code(definedIn ?? '')}: ${parts.join(', ')}`;
}

function argsText(args: BuildUse['args']): string {
  const known = [...args].flatMap(([name, value]) => (value === null ? [] : [code(`${name}=${value}`)]));
  const unknown = [...args].flatMap(([name, value]) => (value === null ? [code(name)] : []));
  const from = unknown.length > MOST_ARGS ? [`${unknown.length} arguments from the environment`] : unknown.map((name) => `${name} from the environment`);
  return `with ${listed([...(known.length > MOST_ARGS ? [...known.slice(0, MOST_ARGS), `${known.length - MOST_ARGS} more arguments`] : known), ...from], Infinity)}`;
}

function assumedText({ model, facts }: BuildScene, { context }: DockerfileUse): string {
  const fits = isPlausible(context, contextSources(model, facts)) || !context.files.complete;
  const doubt = fits ? '' : ' It copies files that are not there, so it is probably built from another folder.';
  return (
    `**Built by no compose or bake file** of this workspace, so its own folder is taken for the build context: ${placeText(context.path)}, ` +
    `${ignoreText(context)}.${doubt} A \`build:\` of a compose file or a target of \`docker-bake.hcl\` says it for sure.`
  );
}

/** For people: the folder of a build context. */
export function placeText(path: string): string {
  return path === '.' ? folderName(path) : code(folderName(path));
}

export function ignoreText({ ignore, isOutside }: BuildUse['context']): string {
  if (isOutside) return 'outside of this workspace';
  return ignore ? `under ${code(ignore.path)}` : 'no .dockerignore';
}
