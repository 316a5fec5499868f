import type { BuildableParams, BuildableResult, ComposeWhat } from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../languageClient.ts';
import type { What } from './what.ts';

/** What can be built, by the files as they are now. `uri` is a Dockerfile, compose file or bake file; null for all of the workspace. */
export function askBuildable(server: Pick<ServerConnection, 'request'>, uri: string | null): Promise<BuildableResult> {
  const params: BuildableParams = { uri };
  return server.request<BuildableResult>('drydock/buildable', params);
}

/** Services or bake targets that one process can build together. */
export interface BuildGroup {
  /** All of the group's things at once. */
  readonly all: What;
  readonly members: readonly BuildMember[];
}

export interface BuildMember {
  readonly name: string;
  /** The same in each session, as long as the files have the same names. */
  readonly key: string;
  /** The file that declares it. */
  readonly uri: string;
  /** URI of the Dockerfile; null where it is unknown or inline. */
  readonly dockerfile: string | null;
  readonly what: What;
}

/** By compose project and by bake file. A service that base and override both declare is there once. */
export function groupsOf({ services, bakeTargets }: BuildableResult): readonly BuildGroup[] {
  const groups = new Map<string, BuildMember[]>();
  const add = (name: string, uri: string, dockerfile: string | null, what: What) => {
    const group = placeOf(what);
    const members = groups.get(group) ?? [];
    groups.set(group, members);
    if (!members.some((member) => member.name === name)) members.push({ name, key: `${group} ${name}`, uri, dockerfile, what });
  };
  for (const { service, uri, dockerfile, what } of services) add(service, uri, dockerfile, what);
  for (const { target, uri, what } of bakeTargets) add(target, uri, null, what);
  return [...groups.values()].flatMap((members) => (members[0] ? [{ all: everythingOf(members[0].what), members }] : []));
}

/** One order for the chosen members of a group. */
export function together(members: readonly BuildMember[]): What | null {
  const [first] = members;
  if (!first) return null;
  const names = members.map(({ name }) => name);
  if (first.what.kind === 'bake') return { ...first.what, targets: names };
  if (first.what.kind !== 'compose') return first.what;
  const profiles = members.flatMap(({ what }) => (what as ComposeWhat).profiles);
  return { ...first.what, services: names, profiles: [...new Set(profiles)] };
}

function everythingOf(what: What): What {
  if (what.kind === 'compose') return { ...what, services: [], profiles: [] };
  return what.kind === 'bake' ? { ...what, targets: [] } : what;
}

function placeOf(what: What): string {
  return JSON.stringify([what.kind, what.folder, what.kind === 'dockerfile' ? what.dockerfile : what.files]);
}
