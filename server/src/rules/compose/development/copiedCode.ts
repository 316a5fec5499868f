import type { DockerfileFacts, CopyFact } from '../../../core/dockerfile/facts.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { targetStage } from '../../../core/dockerfile/stageGraph.ts';
import type { BuildUse, ContextFiles, ProjectView, WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { baseName, pathWithin } from '../../../project/paths.ts';
import { dockerfileAt } from '../dockerfileAt.ts';

/** Source code that a service's image has from its build context. */
export interface CopiedCode {
  /** The build context, workspace-relative. */
  readonly context: string;
  /** True where a path of the context, mounted at `target`, takes the place of code that the image has there from the same path. */
  isCoveredBy(path: string, target: string): boolean;
}

interface Copied {
  /** In the context, and in the image. */
  readonly from: string;
  readonly to: string;
}

const CODE_FILE = /\.(?:py|[cm]?[jt]sx?|rb|go|php|java|kt|rs|cs|ex|exs|vue|svelte|scala|clj|erl|pl|lua|dart|swift)$/;
/** What is mounted in production, too: settings, data, and pages that a server hands out. */
const NOT_CODE = new RegExp(`^(?:${[
  '\\.?config(?:uration)?s?|conf(?:\\.d)?|etc|settings|certs?|ssl|tls|keys|secrets?|data|db|sql|init(?:db)?(?:\\.d)?',
  'docker-entrypoint-initdb\\.d|media|uploads?|storage|volumes?|models?|weights|logs?|cache|tmp|backups?|public|static',
  'assets|dist|build|www|html|site|content|docs?|themes?|plugins?|addons|extensions|locales?|nginx|grafana|prometheus',
  'provisioning|dashboards|rules|fixtures|seeds?|node_modules|vendor|hooks|custom',
].join('|')})$`, 'i');

/** Null where the Dockerfile or the files of its context are not known. */
export function copiedCode(view: ProjectView, service: string): CopiedCode | null {
  const use = view.serviceUse(service);
  if (!use?.context.known || use.context.isOutside) return null;
  const file = dockerfileAt(use.dockerfile, view);
  const copied = file ? copiedInto(file.facts, file, use) : [];
  if (copied.length === 0) return null;
  const { files, path } = use.context;
  return { context: path, isCoveredBy: (from, target) => holdsCode(files, from) && copied.some((one) => covers(one, from, target)) };
}

function copiedInto(facts: DockerfileFacts, { dockerfile }: WorkspaceDockerfile, { target, context }: BuildUse): readonly Copied[] {
  const stage = targetStage(dockerfile, target);
  if (!stage) return [];
  const chain = new Set(stageChain(stage));
  return facts.copies.filter((copy) => chain.has(copy.stage) && copy.fromContext).flatMap((copy) => placesOf(copy, context.files));
}

/** Where the sources of a COPY end up: the contents of a folder, or a file by its name where the destination is a folder. */
function placesOf({ sources, destination }: CopyFact, files: ContextFiles): readonly Copied[] {
  if (destination === null) return [];
  const folder = destination === '/' ? '' : destination.replace(/\/$/, '');
  return sources.flatMap(({ path }): Copied[] => {
    if (/[*?[$]/.test(path)) return [];
    if (path === '.' || files.hasFolder(path)) return [{ from: path, to: folder === '' ? '/' : folder }];
    const isNamed = !destination.endsWith('/') && sources.length === 1;
    return [{ from: path, to: isNamed ? destination : `${folder}/${baseName(path)}` }];
  });
}

/** The mounted path is what was copied, a part of it, or a folder that holds it, and it lands where that did. */
function covers({ from, to }: Copied, path: string, written: string): boolean {
  const target = written === '/' ? '/' : written.replace(/\/$/, '');
  const below = pathWithin(from, path);
  if (below !== null) return target === under(to, below);
  const above = pathWithin(path, from);
  return above !== null && to === under(target, above);
}

function under(folder: string, path: string): string {
  if (path === '.') return folder;
  return folder === '/' ? `/${path}` : `${folder}/${path}`;
}

const known = new WeakMap<ContextFiles, Map<string, boolean>>();

/** True for a source file, and for a folder with some in it that is not one of settings or data by its name. */
function holdsCode(files: ContextFiles, path: string): boolean {
  let answers = known.get(files);
  if (!answers) known.set(files, (answers = new Map()));
  let answer = answers.get(path);
  if (answer === undefined) answers.set(path, (answer = looksLikeCode(files, path)));
  return answer;
}

function looksLikeCode(files: ContextFiles, path: string): boolean {
  if (files.has(path)) return CODE_FILE.test(path) && !/\.config\.[cm]?[jt]s$/.test(path);
  if (path !== '.' && (!files.hasFolder(path) || path.split('/').some((name) => NOT_CODE.test(name)))) return false;
  const prefix = path === '.' ? '' : `${path}/`;
  return files.paths.some((file) => file.startsWith(prefix) && CODE_FILE.test(file));
}
