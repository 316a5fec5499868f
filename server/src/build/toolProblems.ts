import type { BuildProblem } from './request.ts';

/** The oldest versions that tell their progress as data and print what they would build. */
export const OLDEST = { buildx: [0, 13], compose: [2, 37] } as const;

export type Tool = keyof typeof OLDEST;

const NAMES: Readonly<Record<Tool, string>> = { buildx: 'buildx', compose: 'Docker Compose' };
const PAGES: Readonly<Record<Tool, string>> = { buildx: 'https://docs.docker.com/go/buildx/', compose: 'https://docs.docker.com/compose/install/' };

/** `github.com/docker/buildx v0.29.1 a32761a`, `Docker Compose version 2.40.3-desktop.1`: the numbers; null where there are none, as for a build from source. */
export function readVersion(printed: string): readonly number[] | null {
  const found = /(?:^|[\sv])(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/m.exec(printed);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : null;
}

export function isTooOld(tool: Tool, version: readonly number[]): boolean {
  return isOlder(version, OLDEST[tool]);
}

export function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = than.findIndex((number, index) => (version[index] ?? 0) !== number);
  return at !== -1 && (version[at] ?? 0) < than[at]!;
}

export function oldTool(tool: Tool, version: readonly number[]): BuildProblem {
  return {
    kind: tool === 'buildx' ? 'old-buildx' : 'old-compose',
    message: `${NAMES[tool]} ${version.join('.')} is too old to tell where a build spends its time: update Docker, so that it is ${OLDEST[tool].join('.')} or newer.`,
    detail: `${tool} ${version.join('.')}`,
  };
}

export function missingTool(tool: Tool, detail: string): BuildProblem {
  return {
    kind: tool === 'buildx' ? 'no-buildx' : 'no-compose',
    message: `Docker is installed without ${NAMES[tool]}, which builds ${tool === 'buildx' ? 'images' : 'services'}: install it as ${PAGES[tool]} tells.`,
    detail,
  };
}

/** Where the program is there and does not answer. @param waited milliseconds */
export function silentDocker(tool: Tool, waited: number, detail: string): BuildProblem {
  return {
    kind: 'other',
    message: `Docker did not tell the version of ${NAMES[tool]} within ${waited / 1000} s, so nothing was built: see whether \`docker ${tool} version\` answers in a terminal.`,
    detail,
  };
}

/** @param asked the program as the settings name it */
export function missingDocker(asked: string, detail: string): BuildProblem {
  const isDefault = asked === 'docker';
  return {
    kind: 'no-docker',
    message: isDefault
      ? 'Docker is not installed, or its program is not on the PATH: install Docker, or name its program in the settings.'
      : `There is no program ${asked} outside of this folder that can be started: name docker by its absolute path, or put it on the PATH.`,
    detail,
  };
}
