import { cargoTarget } from './builds/cargoTarget.ts';
import { ccache, sccache } from './builds/compilerCache.ts';
import { goBuild } from './builds/goBuild.ts';
import { nodeTools } from './builds/nodeTools.ts';
import { apk } from './managers/apk.ts';
import { apt } from './managers/apt.ts';
import { bun } from './managers/bun.ts';
import { bundler } from './managers/bundler.ts';
import { cargo } from './managers/cargo.ts';
import { composer } from './managers/composer.ts';
import { conda, mamba } from './managers/conda.ts';
import { dnf } from './managers/dnf.ts';
import { dnf5 } from './managers/dnf5.ts';
import { go } from './managers/go.ts';
import { gradle } from './managers/gradle.ts';
import { maven } from './managers/maven.ts';
import { microdnf } from './managers/microdnf.ts';
import { mix } from './managers/mix.ts';
import { npm } from './managers/npm.ts';
import { nuget } from './managers/nuget.ts';
import { pip } from './managers/pip.ts';
import { pipenv } from './managers/pipenv.ts';
import { pnpm } from './managers/pnpm.ts';
import { poetry } from './managers/poetry.ts';
import { sbt } from './managers/sbt.ts';
import { uv } from './managers/uv.ts';
import { yarn } from './managers/yarn.ts';
import { yarnBerry } from './managers/yarnBerry.ts';
import { yum } from './managers/yum.ts';
import { zypper } from './managers/zypper.ts';
import type { PackageManager } from './packageManager.ts';

/** The one table of package managers; the cache rules read it and know no manager by name. */
export const PACKAGE_MANAGERS: readonly PackageManager[] = [
  pip, uv, poetry, pipenv, conda, mamba, npm, yarn, yarnBerry, pnpm, bun,
  apt, apk, dnf, dnf5, yum, microdnf, zypper,
  go, cargo, maven, gradle, bundler, composer, nuget, sbt, mix,
];

/** Compilers and bundlers that keep what they built: the same kind of entry, where an install verb is one that compiles. */
export const BUILD_TOOLS: readonly PackageManager[] = [goBuild, cargoTarget, ccache, sccache, ...nodeTools];

/** Everything that keeps a cache, package managers first. */
export const ALL_MANAGERS: readonly PackageManager[] = [...PACKAGE_MANAGERS, ...BUILD_TOOLS];

/**
 * Cache folders of tools that are no entries, and of entries that know some of their folders only: a mount of such a name is no misplaced
 * one of another manager. Whole path segments, so that `/cache` and `/root/.cache` say nothing.
 */
export const OTHER_CACHES =
  /(?:^|[/._-])(?:cargo|rustup|go|pkgs|vite|node_modules|huggingface|torch|pre-commit|ms-playwright|puppeteer|Cypress)(?:[/._-]|$)/;

/** True where the target or id of a mount bears the name of a tool that caches. */
export function isNamedForTool(name: string): boolean {
  return OTHER_CACHES.test(name) || ALL_MANAGERS.some(({ hint }) => hint.test(name));
}
