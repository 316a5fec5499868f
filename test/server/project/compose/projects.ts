import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import type { BuildDefinition } from '../../../../server/src/project/buildDefinition.ts';
import { readComposeFile, type ComposeFile } from '../../../../server/src/project/compose/composeFile.ts';
import { ComposeProjects } from '../../../../server/src/project/compose/composeProjects.ts';

/** A workspace that holds these files and nothing else; texts may be changed, and then told of. */
export class ComposeWorkspace {
  readonly projects: ComposeProjects;
  /** Paths that were asked for, in order. */
  asked: string[] = [];
  private readonly parsed = new Map<string, ComposeFile>();

  constructor(
    readonly files: Record<string, string>,
    root: string | null = '/w',
  ) {
    const read = (path: string) => {
      this.asked.push(path);
      return Object.hasOwn(files, path) ? files[path]! : null;
    };
    this.projects = new ComposeProjects(root, {
      compose: (path) => {
        const text = read(path);
        if (text === null) return null;
        const key = JSON.stringify([path, text]);
        const file = this.parsed.get(key) ?? readComposeFile(parseCompose(text), path, root);
        this.parsed.set(key, file);
        return file;
      },
      envText: read,
    });
    for (const path of Object.keys(files)) if (/(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/.test(path)) this.projects.add(path);
  }

  builds(): ReadonlyMap<string, readonly BuildDefinition[]> {
    return this.projects.update().builds;
  }
}

/** Builds of the project that one file heads. */
export function buildsIn(files: Record<string, string>, head = 'compose.yml', root: string | null = '/w'): readonly BuildDefinition[] {
  return new ComposeWorkspace(files, root).builds().get(head)!;
}

/** `service context dockerfile target`, with what else is said. */
export function told({ service, context, dockerfile, target, args, namedContexts, profiles }: BuildDefinition): string {
  const more = [...args].map(([name, value]) => `${name}=${value ?? '?'}`).concat([...namedContexts].map(([name, value]) => `${name}:${value}`), profiles.map((one) => `(${one})`));
  return [service, context, dockerfile ?? 'inline', target ?? '-', ...more].join(' ');
}
