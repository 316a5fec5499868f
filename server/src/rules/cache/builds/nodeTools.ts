import type { Install } from '../calls/managerCall.ts';
import { ANY_WORD, UNCONFIGURED, type CacheScene, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { commandsOf, packageOf, type NodePackage } from './packageScripts.ts';

interface NodeTool {
  readonly id: string;
  readonly label: string;
  /** First words of a command that builds, with it. */
  readonly commands: readonly (readonly string[])[];
  /** The package whose version decides, and the major versions that keep their cache there. */
  readonly version: { readonly package: string; readonly majors: readonly number[] };
  /** Below the folder of the package. */
  readonly folder: string;
  /** What a person has to weigh, as a clause. */
  readonly risk: string;
}

const UNTRACKED = 'it must notice every change by itself, and values of variables that it does not track may come from an older build';

/**
 * Tools that are certain to keep a cache for builds. Left out: Vite (its folder is for the development server, builds use none) and tsc
 * (its `tsbuildinfo` is worthless without the output beside it).
 * Sources: nextjs.org "CI Build Caching"; turborepo.com "Caching", "Configuration"; angular.dev, workspace configuration, `cache`;
 * parceljs.org "Caching"; react-scripts 5, config/webpack.config.js; cli.vuejs.org, "Caching and Parallelization".
 */
const TOOLS: readonly NodeTool[] = [
  {
    id: 'next', label: 'Next.js', commands: [['next', 'build']], version: { package: 'next', majors: [10, 11, 12, 13, 14, 15, 16] }, folder: '.next/cache',
    risk: 'data that pages fetched during a build is then kept for the next build, and is no longer in the image',
  },
  {
    id: 'turbo', label: 'Turborepo', commands: [['turbo', 'run', 'build'], ['turbo', 'build']],
    version: { package: 'turbo', majors: [2] }, folder: '.turbo/cache', risk: UNTRACKED,
  },
  {
    id: 'angular', label: 'Angular', commands: [['ng', 'build']],
    version: { package: '@angular/cli', majors: [13, 14, 15, 16, 17, 18, 19, 20, 21] }, folder: '.angular/cache', risk: UNTRACKED,
  },
  {
    id: 'parcel', label: 'Parcel', commands: [['parcel', 'build']],
    version: { package: 'parcel', majors: [2] }, folder: '.parcel-cache', risk: UNTRACKED,
  },
  {
    id: 'react-scripts', label: 'Create React App', commands: [['react-scripts', 'build']],
    version: { package: 'react-scripts', majors: [4, 5] }, folder: 'node_modules/.cache', risk: UNTRACKED,
  },
  {
    id: 'vue-cli', label: 'Vue CLI', commands: [['vue-cli-service', 'build']],
    version: { package: '@vue/cli-service', majors: [4, 5] }, folder: 'node_modules/.cache', risk: UNTRACKED,
  },
];

export const nodeTools: readonly PackageManager[] = TOOLS.map((tool): PackageManager => {
  const manager: PackageManager = {
    id: tool.id,
    label: tool.label,
    // The word of a build, whoever starts it: `npm run build`, `next build`.
    token: 'build',
    program: new RegExp(`^(?:npm|yarn|pnpm|bun|npx|pnpx|bunx|${tool.commands[0]![0]})$`),
    installVerbs: [[ANY_WORD]],
    valueOptions: new Set(),
    offlineOptions: [{ name: '--help' }, { name: '-h' }],
    offlineVariables: [],
    cacheOnlyOptions: [],
    claims: (install, scene) => {
      const manifest = packageOf(install, scene);
      return manifest !== null && hasVersion(tool, manifest) && commandsOf(install, manifest).some((words) => builds(tool, words));
    },
    hazard: (install, scene) =>
      packageOf(install, scene)?.name ? parentHazard(install, scene) : 'the package has no name to keep its cache apart from others by',
    risk: () => tool.risk,
    folders: [
      {
        place: { kind: 'project', path: tool.folder },
        mountId: (install, scene) => idOf(tool, install, scene),
        movedBy: [],
        harmlessEntries: [],
        cleanVerbs: [],
      },
    ],
    sharing: 'locked',
    holdsLocalBuilds: false,
    ...UNCONFIGURED,
    hint: new RegExp(`(?:^|[/._-])${tool.id}(?:[/._-]|$)`, 'i'),
    requireMount: 'fix',
  };
  return manager;
});

/** Images of all projects use the same few folders (`/app`), and a mount's id is all that tells their caches apart. */
function idOf(tool: NodeTool, install: Install, scene: CacheScene): string | null {
  const name = packageOf(install, scene)?.name;
  return name ? `${tool.id}-${name.replace(/[^\w.-]+/g, '-').replace(/^-+/, '')}` : null;
}

function hasVersion({ version }: NodeTool, { dependencies }: NodePackage): boolean {
  const major = /^[~^>=v\s]*(\d+)(?:\.|$)/.exec(dependencies.get(version.package) ?? '')?.[1];
  return major !== undefined && version.majors.includes(Number(major));
}

/** `next build --no-cache` and the like switch it off; a custom folder moves it. */
function builds({ commands }: NodeTool, words: readonly string[]): boolean {
  if (words.some((word) => /^--(?:no-cache|force|cache-dir|cache=|help)/.test(word))) return false;
  return commands.some((wanted) => wanted.every((word, i) => words[i] === word));
}
