import { commandVariable } from '../calls/commandVariable.ts';
import { isWritten, wordsOf } from '../calls/contextEvidence.ts';
import type { Install } from '../calls/managerCall.ts';
import { cleansGo } from '../managers/go.ts';
import { NO_DEFEATS, type CacheScene, type PackageManager } from '../packageManager.ts';
import { shippedRisk } from './shippedRisk.ts';

/** Keyed by content, compiler, flags and target, so that projects can share it. Source: `go help cache`, `go help environment`. */
export const goBuild: PackageManager = {
  id: 'go-build',
  label: 'Go',
  token: 'go',
  program: /^(?:xx-)?go(?:1\.\d+(?:\.\d+)?)?$/,
  installVerbs: [['build'], ['install'], ['test'], ['run'], ['vet']],
  valueOptions: new Set(['-C', '-o', '-p']),
  offlineOptions: [{ name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  // `-a` compiles everything again on purpose.
  claims: (install) => !wordsOf(install).some((word) => word === '-a' || word === '-n' || /^-a=(?:true|1)$/.test(word)),
  hazard({ run }, scene) {
    if (isWritten(scene, WRITTEN_ENV)) return '`go env -w` may move the build cache';
    return cleansGo(scene, run, /^--?cache$/) ? '`go clean -cache` in the same RUN would empty the mount' : null;
  },
  risk,
  folders: [
    {
      place: { kind: 'home', path: '.cache/go-build' },
      movedBy: [{ kind: 'variable', name: 'GOCACHE' }, { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'go-build' }],
      harmlessEntries: ['README', 'trim.txt', 'testexpire.txt'],
      cleanVerbs: [],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: true,
  defeats: NO_DEFEATS,
  config: null,
  folderQuery: /^"?\$\(\s*go env GOCACHE\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /go-?build|go-?cache/i,
  requireMount: 'fix',
};

const WRITTEN_ENV = /\bgo[\d.]*\s+env\s+-w\b[^\n]*\bGOCACHE=/;

/** "The build cache does not detect changes to C libraries imported with cgo" (`go help cache`). */
function risk(install: Install, scene: CacheScene): string | null {
  const cgo = commandVariable(install.run, install.command, 'CGO_ENABLED')?.value;
  if (cgo !== '0') return 'with cgo, Go does not notice changed C libraries; CGO_ENABLED=0 rules that out';
  const isForeign = install.run.state.user.uid !== 0;
  const runsOthers = ['run', 'test'].includes(install.positionals[0]?.value ?? '');
  if (isForeign && runsOthers) return 'what `go run` and `go test` start may write to folders above the cache, which belong to root then';
  return shippedRisk(install, scene, 'what Go compiled');
}
