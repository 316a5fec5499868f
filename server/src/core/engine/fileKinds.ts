import type { Language } from './rule.ts';

export type FileLanguage = Language;

/** Code and documents about Dockerfiles: `dockerfile.ts`, `Dockerfile.md`, templates whose braces no builder reads. */
const NEVER = /\.(?:[cm]?[jt]sx?|java|cs|kt|json|ya?ml|md|rst|html?|j2|jinja2?|tmpl|tpl|template|erb|in|mustache|hbs|bak|orig|rej|sw[op]|tmp|snap|lock|log)$/i;

/**
 * A lower-case name with one of these is source code, as is a longer one (`dockerfile_lint_test.go`); `Dockerfile.go` more
 * likely builds a Go service.
 */
const CODE = /^(?:dockerfile|[dD]ockerfile[._-].+)\.(?:go|py|rs|rb|c|h|cc|cpp|hpp|php|ex|exs|lua|vim|toml|txt)$/;

/**
 * What Drydock reads a file as, by its name alone; null for any other file. The path may use `/` or `\` and be relative.
 * Names are those of VS Code's Docker languages (`*docker*compose*.yml` among them), without case: `Dockerfile`, `Dockerfile.dev`, `api.dockerfile`,
 * `Containerfile`, `compose.yaml`, `docker-compose.prod.yml`, `.dockerignore`, `Dockerfile.dockerignore`.
 */
export function languageOf(path: string): FileLanguage | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (name.length > 255) return null;
  if (/\.dockerignore$/i.test(name)) return 'dockerignore';
  // Workflows that build or test compose projects are named after them.
  if (/\.ya?ml$/i.test(name)) return isComposeName(name) && !/[\\/]workflows[\\/][^\\/]*$/.test(path) ? 'compose' : null;
  if (NEVER.test(name) || CODE.test(name)) return null;
  return /^(?:dockerfile|containerfile)(?:$|[.\-_])/i.test(name) || /\.(?:dockerfile|containerfile)$/i.test(name) ? 'dockerfile' : null;
}

function isComposeName(name: string): boolean {
  return /^compose(?:[.\-_].*)?\.ya?ml$/i.test(name) || /docker.*compose/i.test(name);
}
