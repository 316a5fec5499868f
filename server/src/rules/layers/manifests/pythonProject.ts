import { isIn, tomlLines, type TomlLine } from './tomlSections.ts';

/** Tables of a pyproject.toml in which dependencies and their sources stand, of the standard and of each tool. */
const DEPENDENCY_TABLES = ['project', 'dependency-groups'];
/** Those that describe the project itself. */
const OWN_TABLES = ['project.urls', 'project.scripts', 'project.readme', 'project.license', 'tool.poetry.build'];
const LOCAL = /\b(?:path|file)\s*=\s*["']|\bfile:|\bworkspace\s*=\s*true\b|\bfind[-_]links\b|\burl\s*=\s*["'](?:\.|\/)|@\s*(?:\.{0,2}\/|\{)/;

/** `readme = { file = … }` and its like. */
const OWN_KEYS = /^(?:readme|license|packages|include|exclude|build)\s*=/;

/** What a pyproject.toml says of what its installer has to read. */
export interface PythonProject {
  readonly lines: readonly TomlLine[];
  /** The first line that makes a dependency of a local path; null where none does. */
  readonly local: string | null;
  readonly hasBuildSystem: boolean;
  /** Metadata that a build backend works out from the source. */
  readonly isDynamic: boolean;
}

/** @param tool the table of the tool whose settings count too: `tool.uv` */
export function readPythonProject(text: string, tool: string): PythonProject {
  const lines = tomlLines(text);
  const isNoDependency = (section: string) => section !== '*' && isIn(section, ...OWN_TABLES);
  const ours = lines.filter(({ section }) => isIn(section, tool, ...DEPENDENCY_TABLES) && !isNoDependency(section));
  // Tables written as dotted keys are nowhere else looked at.
  const unread = lines.find(
    ({ section, text: line }) => (section === '' && /^tool\s*[.=]/.test(line)) || (section === 'tool' && /^(?:uv|poetry)\s*[.=]/.test(line)),
  );
  return {
    lines,
    local: (ours.find(({ text: line }) => LOCAL.test(line) && !OWN_KEYS.test(line)) ?? unread)?.text ?? null,
    hasBuildSystem: lines.some(({ section, text: line }) => section === 'build-system' || /^(?:\[\s*)?["']?build-system\b/.test(line)),
    isDynamic: lines.some(({ section, text: line }) => isIn(section, 'project') && /^dynamic\s*=/.test(line)),
  };
}

export function hasTable({ lines }: PythonProject, name: string): boolean {
  return lines.some(({ section, text }) => (section === '*' ? text.replace(/["'\s[\]]/g, '').startsWith(name) : isIn(section, name)));
}

/** True for `key = value` in a table, written in one line. */
export function hasSetting({ lines }: PythonProject, table: string, key: string, value: string): boolean {
  return lines.some(({ section, text }) => section === table && new RegExp(`^${key}\\s*=\\s*${value}\\s*(?:#.*)?$`).test(text));
}
