import { apt } from './managers/apt.ts';
import { npm } from './managers/npm.ts';
import { pip } from './managers/pip.ts';
import type { PackageManager } from './packageManager.ts';

/** The one table of package managers; the cache rules read it and know no manager by name. */
export const PACKAGE_MANAGERS: readonly PackageManager[] = [pip, npm, apt];

/** Compilers and bundlers that keep what they built: the same kind of entry, where an install verb is one that compiles. */
export const BUILD_TOOLS: readonly PackageManager[] = [];

/**
 * Mount targets of tools that the table does not hold yet: such a mount is no misplaced one of a manager above.
 * Whole path segments, so that `/cache` and `/root/.cache` say nothing.
 */
export const OTHER_CACHES =
  /(?:^|[/._-])(?:apk|dnf|libdnf5|yum|zypp|uv|pypoetry|poetry|pipenv|yarn|pnpm|bun|cargo|rustup|go|go-build|m2|maven|gradle|composer|nuget|NuGet|conda|mamba|pkgs|ccache|sccache|bundle|gems?|next|vite|turbo|node_modules|huggingface|torch|target|pre-commit|ms-playwright|puppeteer|Cypress)(?:[/._-]|$)/;
