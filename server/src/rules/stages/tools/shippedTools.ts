import { gatherAll } from '../../../core/collections/gather.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { familyOf } from '../../../core/image/family.ts';
import type { Span } from '../../../core/text/span.ts';
import { removedPackages } from '../../layers/cleanups/osPackages.ts';
import { oneOf } from '../oneOf.ts';
import { installingRuns } from '../installedNames.ts';
import { developmentInstalls } from './developmentInstalls.ts';
import { keptPackages, type SystemPackage } from './systemPackages.ts';
import { toolKind } from './toolPackages.ts';

/** What a stage ships that only builds need. */
export interface ShippedTools {
  /** The SDK image that it is built on, as people know it; null for none. */
  readonly sdk: string | null;
  readonly packages: readonly SystemPackage[];
  /** Installs of development dependencies, with what a build of the same stage uses them for. */
  readonly development: readonly Span[];
  /** True where a compiler is among them; headers alone weigh little. */
  readonly hasCompiler: boolean;
}

/** Official images that are SDKs and nothing else; those of interpreters are what applications run on. */
const SDKS: ReadonlySet<string> = new Set(['golang', 'rust', 'maven', 'gradle', 'gcc', 'haskell', 'dart', 'swift']);
/** Software that compiles while it runs. */
const COMPILES_LATER = new RegExp(oneOf(`jupyter, code-server, theia, rstudio, devcontainer, jenkins, actions-runner, gitlab-runner, vllm, triton, deepspeed,
  flash[-_]attn, xformers, pycuda, cupy, numba, torch\\.compile, torchinductor, pystan, cmdstan, pymc, ccache, distcc,
  sccache-dist`), 'i');

export function shippedTools(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): ShippedTools | null {
  if (COMPILES_LATER.test(model.text)) return null;
  const all = toolsOf(model, facts, stage);
  const kinds = all.map(({ name }) => toolKind(name));
  const sdk = sdkOf(facts, stage);
  const hasCompiler = kinds.includes('compiler');
  const isWorthIt = sdk !== null || hasCompiler || kinds.includes('headers');
  const development = developmentInstalls(model, facts, stage);
  const packages = hasCompiler || sdk !== null ? all : all.filter(({ name }) => toolKind(name) === 'headers');
  return isWorthIt || development.length > 0 ? { sdk, packages: isWorthIt ? packages : [], development, hasCompiler } : null;
}

function toolsOf(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): readonly SystemPackage[] {
  const runs = installingRuns(model, facts, stage);
  // What a later RUN removes is another rule's matter: no-cleanup-in-later-layer.
  const removed = new Set(gatherAll(runs, (run) => gatherAll(run.commands, (command) => removedPackages(run, command))));
  return gatherAll(runs, (run) => keptPackages(model.text, run)).filter(({ name }) => toolKind(name) !== null && !removed.has(name));
}

function sdkOf(facts: DockerfileFacts, stage: Stage): string | null {
  const { baseImage } = facts.stageFact(stage);
  if (!baseImage) return null;
  const family = familyOf(baseImage);
  if (family !== null && SDKS.has(family)) return family === 'swift' && /slim/.test(baseImage.tag ?? '') ? null : family;
  return fullImageName(baseImage) === 'mcr.microsoft.com/dotnet/sdk' ? 'dotnet/sdk' : null;
}
