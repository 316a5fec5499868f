import type { PackageManager } from './packageManager.ts';
import { BUILD_TOOLS, PACKAGE_MANAGERS } from './packageManagers.ts';

/** Everything that keeps a cache, package managers first. */
export const ALL_MANAGERS: readonly PackageManager[] = [...PACKAGE_MANAGERS, ...BUILD_TOOLS];
