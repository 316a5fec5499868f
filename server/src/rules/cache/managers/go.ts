import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { contextHolds, isCopied, isWritten, wordsOf } from '../calls/contextEvidence.ts';
import { managerCalls, type Install, type ManagerCall } from '../calls/managerCall.ts';
import { NO_DEFEATS, type CacheScene, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { storeHazard } from '../folders/storeHazard.ts';

/** Verbs that load packages, and download modules that are not there yet. */
const LOADING = [['build'], ['install'], ['test'], ['run'], ['vet'], ['generate'], ['list'], ['fix'], ['tool']];

/** Sources: `go help environment`, `go help modules`, go.dev/ref/mod (module cache, vendoring). */
export const go: PackageManager = {
  id: 'go',
  label: 'Go',
  token: 'go',
  program: /^(?:xx-)?go(?:1\.\d+(?:\.\d+)?)?$/,
  installVerbs: [
    ['mod', 'download'], ['mod', 'tidy'], ['mod', 'vendor'], ['mod', 'verify'], ['mod', 'why'], ['mod', 'graph'],
    ['work', 'sync'], ['work', 'vendor'], ['get'], ...LOADING,
  ],
  valueOptions: new Set(['-C', '-o', '-p']),
  offlineOptions: [{ name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  claims,
  reads: (install, scene) => !isLocked(install) && !isBeforeModules(install, scene) && moduleMode(install) !== 'vendor',
  hazard,
  folders: [
    {
      place: { kind: 'home', path: 'go/pkg/mod' },
      isStore: true,
      movedBy: [{ kind: 'variable', name: 'GOMODCACHE' }, { kind: 'variable', name: 'GOPATH', below: 'pkg/mod' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: null,
  folderQuery: /^"?\$\(\s*go env GOMODCACHE\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|\/)go\/pkg(?:\/|$)|(?:^|\/)pkg\/mod(?:\/|$)|go-?mod/i,
  requireMount: 'fix',
};

const VENDORED = /(?:^|\/)vendor\/modules\.txt$/;
const VENDOR = /^vendor$/;
const REQUIREMENTS = /(?:^|\/)go\.sum$/;
const CLONE = /\bgit clone\b/;

/** True for what downloads modules: nothing does with a vendor folder, without module mode, or in a module that requires none. */
function claims(install: Install, scene: CacheScene): boolean {
  if (isLocked(install) || isBeforeModules(install, scene)) return false;
  const verb = install.positionals[0]?.value;
  if (verb === 'mod' || verb === 'get' || install.rest.some(({ value, raw }) => (value ?? raw).includes('@'))) return true;
  const mode = moduleMode(install);
  // It adds what go.mod and go.sum lack.
  if (mode === 'mod') return true;
  if (mode === 'vendor' || isCopied(scene, VENDOR) || contextHolds(scene, VENDORED) === true) return false;
  return contextHolds(scene, REQUIREMENTS) !== false || isCopied(scene, REQUIREMENTS) || isWritten(scene, CLONE);
}

/** Modules came with Go 1.11, and on their own with 1.13 (go.dev/doc/go1.13): before, packages are cloned into GOPATH/src. */
function isBeforeModules({ run, command }: Install, { facts }: CacheScene): boolean {
  const { baseImage } = facts.stageFact(run.stage);
  if (!baseImage || fullImageName(baseImage) !== 'docker.io/library/golang') return false;
  const minor = /^1\.(\d+)(?:[.-]|$)/.exec(baseImage.tag ?? '')?.[1];
  return minor !== undefined && Number(minor) < 13 && commandVariable(run, command, 'GO111MODULE')?.value !== 'on';
}

function hasNoProxy({ run, command }: ManagerCall): boolean {
  return commandVariable(run, command, 'GOPROXY')?.value === 'off';
}

function isLocked(call: ManagerCall): boolean {
  const { run, command } = call;
  return hasNoProxy(call) || commandVariable(run, command, 'GO111MODULE')?.value === 'off';
}

/** The last flag wins, and flags beat GOFLAGS. */
function moduleMode(call: ManagerCall): string | undefined {
  const words = wordsOf(call);
  const given = words.map((word, i) => /^--?mod(?:=(.*))?$/.exec(word) && (/=/.test(word) ? word.replace(/^[^=]*=/, '') : words[i + 1])).filter(Boolean);
  if (given.length > 0) return given.at(-1) || undefined;
  return /(?:^|\s)--?mod=(\w+)(?:\s|$)/.exec(commandVariable(call.run, call.command, 'GOFLAGS')?.value ?? '')?.[1];
}

/** True where a RUN empties one of Go's caches by `go clean` with such a flag. */
export function cleansGo({ model }: CacheScene, run: RunFact, flag: RegExp): boolean {
  const isClean = (call: ManagerCall) => call.positionals[0]?.value === 'clean' && wordsOf(call).some((word) => flag.test(word));
  return managerCalls(model.text, run, go).some(isClean);
}

const WRITTEN_ENV = /\bgo\d*\s+env\s+-w\b[^\n]*\b(?:GOMODCACHE|GOPATH|GOPROXY|GOFLAGS)=/;

function hazard(install: Install, scene: CacheScene): string | null {
  const { run } = install;
  if (isWritten(scene, WRITTEN_ENV)) return '`go env -w` may move the module cache';
  if (cleansGo(scene, run, /^--?modcache/)) return '`go clean -modcache` in the same RUN would empty the mount';
  return storeHazard(install, scene, hasNoProxy) ?? parentHazard(install, scene);
}
