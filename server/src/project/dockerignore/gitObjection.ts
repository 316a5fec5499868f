import { installText } from './installText.ts';
import type { Evidence } from './template.ts';

/** Commands that read the history or the state of the work tree; `git clone` and `git config --global` do not. */
export const ASKS_GIT =
  /\bgit(?:\s+-\S+(?:\s+[^-\s]\S*)?){0,3}\s+(?:rev-parse|rev-list|describe|log|show|status|tag|branch|diff|submodule|ls-files|archive|checkout|rev-list|shortlog|name-rev)\b/;

const INSTALLS_ITSELF = /\b(?:pip3?|uv|pipx)\b[^\n;&|]{0,200}\s(?:-e\s+)?\.(?=$|[\s/["'])|\bsetup\.py\b|\bpython3?\s+-m\s+build\b/;

/** Why a build may need the history although no RUN asks for it in words; null where nothing says so. */
export function gitObjection(evidence: Evidence): string | null {
  // Only where there is one: a folder further down has none, and gets none.
  const { files } = evidence;
  if (!files.hasFolder('.git') && !files.has('.git')) return null;
  return goObjection(evidence) ?? makeObjection(evidence) ?? versionObjection(evidence);
}

/**
 * `go build` writes the commit into the program where it finds .git and git, and says nothing where it does not
 * (go.dev/doc/go1.18, "go command"; -buildvcs=auto). Alpine's images have git only where somebody adds it.
 */
function goObjection({ scripts }: Evidence): string | null {
  const builds = scripts.some((script) => /\bgo\s+(?:build|install)\b/.test(script) && !/-buildvcs=false/.test(script));
  if (!builds) return null;
  if (!scripts.some((script) => /-buildvcs\b/.test(script)) && scripts.some((script) => /\bapk\b/.test(script)) && !scripts.some((script) => /\bapk\b[^\n;&|]{0,500}\bgit\b/.test(script))) return null;
  return 'go build writes the commit into the program: add it where nobody reads that, or build with -buildvcs=false';
}

/** What a Makefile, a build script of Gradle or a setup.py asks git for cannot be seen where its text is not read. */
function makeObjection({ files, scripts }: Evidence): string | null {
  const readers: readonly (readonly [RegExp, RegExp])[] = [
    [/\bmake\b/, /^(?:GNUmakefile|[Mm]akefile)$/],
    [/\bgradlew?\b/, /^build\.gradle(?:\.kts)?$/],
    [INSTALLS_ITSELF, /^setup\.py$/],
  ];
  for (const [calls, names] of readers) {
    if (!scripts.some((script) => calls.test(script))) continue;
    const file = files.paths.find((path) => names.test(path));
    if (file === undefined) continue;
    const text = files.text(file);
    if (text === undefined) return `a RUN works with ${file}, which may ask git for the version`;
    if (/\bgit\b|scm|versioneer/i.test(text)) return `${file} asks git`;
  }
  return null;
}

/** Tools of .NET and Python that are configured by a file of their own, scripts of npm, and gems that list their files by git. */
function versionObjection({ files, scripts }: Evidence): string | null {
  const own = files.paths.find((path) => /^(?:GitVersion\.ya?ml|versioneer\.py)$/.test(path));
  if (own !== undefined) return `${own} takes the version from it`;
  if (files.has('version.json') && files.paths.some((path) => /\.(?:cs|fs|vb)proj$/.test(path))) return 'version.json may be that of Nerdbank.GitVersioning, which reads it';
  const manifest = files.paths.find((path) => /(?:^|\/)package\.json$/.test(path) && ASKS_GIT.test(installText(path, files)));
  if (manifest !== undefined) return `scripts in ${manifest} ask git`;
  const gemspec = files.paths.find((path) => /^[^/]*\.gemspec$/.test(path));
  const usesGemspec = /^\s*gemspec\b/m.test(files.text('Gemfile') ?? '') || scripts.some((script) => /\bgem\s+build\b/.test(script));
  return gemspec !== undefined && usesGemspec && /git/.test(files.text(gemspec) ?? 'git') ? `${gemspec} may list its files by git` : null;
}
