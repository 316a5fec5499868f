import type { ContextFiles } from '../../core/engine/projectView.ts';
import { FOREIGN } from './contextPaths.ts';

export type Ecosystem = 'python' | 'node' | 'go' | 'java' | 'dotnet' | 'php' | 'ruby' | 'rust';

/** Names that only a project of that kind has; for Python, whose scripts need no manifest, any source will do. */
const EVIDENCE: readonly (readonly [Ecosystem, RegExp])[] = [
  ['python', /\.py$|(?:^|\/)(?:pyproject\.toml|Pipfile|setup\.cfg|[\w.-]*requirements[\w.-]*\.txt)$/],
  ['node', /(?:^|\/)package\.json$/],
  ['go', /(?:^|\/)go\.(?:mod|work)$/],
  ['java', /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|build\.sbt)$/],
  ['dotnet', /\.(?:sln|slnx|csproj|fsproj|vbproj)$/],
  ['php', /(?:^|\/)composer\.json$/],
  ['ruby', /(?:^|\/)(?:Gemfile|[^/]*\.gemspec)$/],
  ['rust', /(?:^|\/)Cargo\.toml$/],
];

/** Where a tool has left one, the tool is used, whatever the sources are called. */
const FOLDERS: readonly (readonly [Ecosystem, string])[] = [
  ['python', '__pycache__'],
  ['python', '.venv'],
  ['node', 'node_modules'],
];

/** What a build context is written for, from the names of its files and folders. */
export function ecosystemsOf(files: ContextFiles): ReadonlySet<Ecosystem> {
  const named = EVIDENCE.filter(([, names]) => files.paths.some((path) => names.test(path) && !FOREIGN.test(path)));
  return new Set([...named, ...FOLDERS.filter(([, folder]) => files.hasFolder(folder))].map(([ecosystem]) => ecosystem));
}
