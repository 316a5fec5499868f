import type { ComposeModel, ComposeService } from '../core/compose/model.ts';
import { inputsOfText, type DockerfileInputs } from './dockerfileInputs.ts';
import { interpolate } from './interpolate.ts';
import { folderOf, joinPaths, resolveFrom } from './paths.ts';

/** How a compose file says that a service is built. Paths are workspace-relative; those outside start with `..` or `/`. */
export interface ComposeBuild {
  readonly service: string;
  readonly context: string;
  /** Null for `dockerfile_inline`. */
  readonly dockerfile: string | null;
  /** True where the file names no Dockerfile, so that the builder looks for `Dockerfile`, then `dockerfile`. */
  readonly isDefaultName: boolean;
  readonly target: string | null;
  /** Build arguments; null where the value comes from the environment. */
  readonly args: ReadonlyMap<string, string | null>;
  /** What the inline Dockerfile takes from the context; null where the Dockerfile is a file. */
  readonly inlineInputs: DockerfileInputs | null;
}

/** Windows drives and home folders: not relative to anything here. */
const FOREIGN = /^(?:[A-Za-z]:|~(?:\/|$))/;

/** What BuildKit fetches instead of reading it from disk (compose-spec, `build.context`). */
const REMOTE = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/|git@|github\.com\/|ssh:)|\.git(?:#|$)/;

/**
 * Every service of a compose file that is built from a folder that can be told: services without `build`, with remote
 * contexts, with variables that have no default, or that inherit their build from another file are left out.
 * Relative paths start at the compose file's folder, which is the project directory unless somebody says otherwise.
 */
export function readBuilds(model: ComposeModel, composeFile: string, root: string | null): readonly ComposeBuild[] {
  const folder = folderOf(composeFile);
  return model.services.flatMap((service) => readBuild(service, folder, root) ?? []);
}

function readBuild(service: ComposeService, folder: string, root: string | null): ComposeBuild | null {
  const data = service.get('build')?.data;
  const build = typeof data === 'string' ? { context: data } : isRecord(data) ? data : null;
  if (build === null) return null;
  // A parent in another file may hold the half that is missing here.
  const names = [build['context'], build['dockerfile'] ?? build['dockerfile_inline']];
  if (service.hasUnknownParent && names.some((value) => value === undefined)) return null;

  const context = contextPath(build['context'] ?? '.', folder, root);
  if (context === null) return null;
  const inline = build['dockerfile_inline'];
  const named = build['dockerfile'];
  const dockerfile = typeof named === 'string' ? pathText(named) : named === undefined || named === null ? 'Dockerfile' : null;
  const target = build['target'];
  const knownTarget = typeof target === 'string' ? interpolate(target) : null;
  if (dockerfile === null || (typeof target === 'string' && knownTarget === null)) return null;
  const isInline = typeof inline === 'string';
  return {
    service: service.name,
    context,
    dockerfile: isInline ? null : FOREIGN.test(dockerfile) ? dockerfile : resolveFrom('.', joinPaths(context, dockerfile), root),
    isDefaultName: !isInline && (named === undefined || named === null),
    target: knownTarget,
    args: readArgs(build['args']),
    inlineInputs: isInline ? inputsOfText(inline) : null,
  };
}

function contextPath(value: unknown, folder: string, root: string | null): string | null {
  if (typeof value !== 'string') return null;
  const text = pathText(value);
  if (text === null || text === '' || text === '-' || REMOTE.test(text)) return null;
  return FOREIGN.test(text) ? text : resolveFrom(folder, text, root);
}

/** Variables filled in, Windows separators turned; null where a variable has no value. */
function pathText(value: string): string | null {
  const text = interpolate(value);
  return text === null ? null : text.trim().replaceAll('\\', '/');
}

function readArgs(value: unknown): ReadonlyMap<string, string | null> {
  const args = new Map<string, string | null>();
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item !== 'string') continue;
      const equals = item.indexOf('=');
      if (equals === -1) args.set(item, null);
      else args.set(item.slice(0, equals), interpolate(item.slice(equals + 1)));
    }
  } else if (isRecord(value)) {
    for (const [name, item] of Object.entries(value)) {
      args.set(name, item === null || typeof item === 'object' ? null : interpolate(String(item)));
    }
  }
  return args;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
