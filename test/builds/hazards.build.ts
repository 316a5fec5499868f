import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, mustBuild } from './support/build.ts';
import { docker } from './support/docker.ts';
import { uniqueId } from './support/engine.ts';
import { PackageIndex } from './support/packageIndex.ts';
import { Workspace } from './support/workspace.ts';

let index: PackageIndex;
beforeAll(async () => {
  index = await PackageIndex.start();
});
afterAll(() => index.stop());

/** A file that looks as if the install could stand above the source, or be mounted, and what happens to who does it. */
interface Hazard {
  readonly name: string;
  readonly workspace: string;
  readonly from: string;
  /** Instructions of the file as it is, which works. */
  readonly works: string;
  /** The same with the fix that other tools and people make. */
  readonly breaks: string;
  readonly command: string;
  readonly output: string;
  /** What the image of the wrong fix prints, or the reason why it does not build. */
  readonly broken: { readonly build?: RegExp; readonly run?: RegExp };
  /** The rule that speaks of it and the reason it gives for no fix; absent where nothing is reported. */
  readonly withheld?: { readonly rule: string; readonly reason: RegExp };
}

/** A user whose ids only the RUN of useradd knows. */
const AS_RUNNER = [
  'RUN useradd --system --create-home runner',
  'WORKDIR /home/runner/app',
  'RUN chown runner /home/runner/app',
  'USER runner',
  'COPY --chown=runner . .',
].join('\n');

const NODE = { from: 'node:22-bookworm-slim' };
const PYTHON = { from: 'python:3.12-slim-bookworm' };
const copiesFirst = (reason: RegExp) => ({ rule: 'copy-manifests-first', reason });

const HAZARDS: readonly Hazard[] = [
  {
    ...PYTHON,
    name: 'pip install . above the source installs an empty package',
    workspace: 'pip-project',
    works: 'WORKDIR /src\nCOPY . .\nRUN pip install --no-build-isolation .\nWORKDIR /',
    breaks: 'WORKDIR /src\nCOPY pyproject.toml ./\nRUN pip install --no-build-isolation .\nCOPY . .\nWORKDIR /',
    command: "python3 -c 'import shop; print(shop.NAME)'",
    output: 'shop',
    broken: { run: /No module named 'shop'|has no attribute 'NAME'/ },
  },
  {
    ...PYTHON,
    name: 'pip install -e . above the source installs a package that nobody finds',
    workspace: 'pip-project',
    works: 'WORKDIR /src\nCOPY . .\nRUN pip install --no-build-isolation -e .\nWORKDIR /',
    breaks: 'WORKDIR /src\nCOPY pyproject.toml ./\nRUN pip install --no-build-isolation -e .\nCOPY . .\nWORKDIR /',
    command: "python3 -c 'import shop; print(shop.NAME)'",
    output: 'shop',
    broken: { run: /No module named 'shop'|has no attribute 'NAME'/ },
  },
  {
    ...NODE,
    name: "npm ci without the members' manifests leaves out what they depend on",
    workspace: 'npm-workspaces',
    works: 'WORKDIR /app\nCOPY . .\nRUN npm ci',
    breaks: 'WORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .',
    command: 'node packages/api/index.mjs',
    output: '3600000',
    broken: { run: /Cannot find package 'ms'/ },
    withheld: copiesFirst(/workspaces/),
  },
  {
    ...NODE,
    name: 'npm ci without a file: dependency leaves a link to nowhere',
    workspace: 'npm-file',
    works: 'WORKDIR /app\nCOPY . .\nRUN npm ci',
    breaks: 'WORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci && node --input-type=module -e "import \'prices\'"\nCOPY . .',
    command: 'node index.mjs',
    output: '3600000',
    broken: { build: /Cannot find package 'prices'/ },
    withheld: copiesFirst(/local path/),
  },
  {
    ...NODE,
    name: 'npm ci without patches/ ships the packages unpatched',
    workspace: 'npm-patch',
    works: 'WORKDIR /app\nCOPY . .\nRUN npm ci',
    breaks: 'WORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .',
    command: 'node index.mjs',
    output: 'patched',
    broken: { run: /^as published$/m },
    withheld: copiesFirst(/postinstall/),
  },
  {
    ...NODE,
    name: 'a cache mount for a user of unknown ids belongs to root, and npm cannot write to it',
    workspace: 'npm',
    works: `${AS_RUNNER}\nRUN npm ci`,
    breaks: `${AS_RUNNER}\nRUN --mount=type=cache,target=/home/runner/.npm npm ci`,
    command: 'node server.mjs',
    output: 'version 1, express 4.21.2, function',
    broken: { build: /EACCES|Your cache folder contains root-owned files/ },
    withheld: { rule: 'require-cache-mount', reason: /ids? of/ },
  },
];

describe('what the fixes refuse breaks in a real build', () => {
  for (const hazard of HAZARDS) it.concurrent(hazard.name, () => proveHazard(hazard));
});

async function proveHazard({ name, workspace: source, from, works, breaks, command, output, broken, withheld }: Hazard): Promise<void> {
  const id = uniqueId(name.slice(0, 40));
  const file = (instructions: string) => `FROM ${from}\nARG PIP_INDEX_URL\nARG PIP_TRUSTED_HOST\n${instructions}\nCMD ${command}\n`;
  const workspace = await Workspace.copy({ workspace: source, dockerfile: file(works) }, id);
  const tag = `drydock-build:${id}`;
  const input = { folder: workspace.context, mounts: id, buildArgs: index.buildArgs };
  const start = () => docker(['run', '--rm', '--network', 'none', tag]);
  try {
    const findings = await workspace.scan();
    const reasons = findings.filter(({ rule }) => rule === withheld?.rule).map((finding) => finding.withheld);
    if (withheld) expect(reasons, file(works)).toEqual([expect.stringMatching(withheld.reason)]);
    else expect(findings.map(({ rule }) => rule)).not.toContain('copy-manifests-first');

    await mustBuild(input, { tag });
    expect((await start()).stdout.trim()).toBe(output);

    // Even with all suggestions accepted it goes on to work.
    await workspace.scan('suggestions');
    const fixed = await workspace.read('Dockerfile');
    if (fixed !== file(works)) {
      await mustBuild({ ...input, mounts: `${id}-fixed` }, { tag });
      expect((await start()).stdout.trim(), fixed).toBe(output);
    }

    await workspace.write('Dockerfile', file(breaks));
    const wrong = await build(input, { tag });
    expect(wrong.succeeded, wrong.said).toBe(broken.build === undefined);
    if (broken.build) expect(wrong.steps.map(({ log }) => log).join('')).toMatch(broken.build);
    if (!broken.run) return;
    const { stdout, stderr } = await start();
    expect(`${stdout}${stderr}`).toMatch(broken.run);
  } finally {
    await docker(['image', 'rm', '--force', tag]);
    await workspace.remove();
  }
}
