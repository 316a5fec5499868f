import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { commandWordValue } from '../../cache/calls/commandVariable.ts';
import { pathIn } from '../../cache/calls/pathIn.ts';
import { codenameIn } from '../../cache/codenames.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import { beginBelow, isHousekeeping, nameStage, refuseSection, refuseTail, repeated, runOf, type SplitScene } from './splitScene.ts';

const GO_VERBS = /^(?:build|mod|version|env|vet|test|generate|fmt)$/;
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** The SDK builds; the image that runs is of the same release of the same distribution, with everything that was copied and the binary. */
export function splitGo(scene: SplitScene): Fix | Refusal {
  const { context, stage, tools } = scene;
  const { dockerfile, facts } = context;
  if (tools.packages.length > 0) return refuse('the program may be linked with libraries of the packages that are installed here');
  const base = runtimeBase(facts.stageFact(stage).baseImage?.tag ?? '');
  if (base === null) return refuse('the tag of the base image does not say which release of the distribution it is');
  const own = stage.instructions;
  const lastRun = own.findLastIndex(({ keyword }) => keyword === 'RUN');
  const section = own.slice(0, lastRun + 1);
  const refused = refuseSection(scene, section, isGo) ?? refuseTail(scene, own.slice(lastRun + 1));
  if (refused) return refused;
  const binaries = section.flatMap((one) => binariesOf(scene, one));
  if (binaries.length === 0 || binaries.includes(null)) return refuse('where the program is written is not said here');
  const certificates = base.startsWith('debian') ? [`COPY --from=builder ${CERTIFICATES} ${CERTIFICATES}`] : [];
  return {
    kind: 'suggestion',
    title: `Copy the program into ${base} (check that it starts, and that it brings its time zones)`,
    edits: [
      nameStage(stage, 'builder'),
      beginBelow(dockerfile, section.at(-1)!, [
        `FROM ${base} AS production`, ...certificates, ...repeated(dockerfile, section), ...binaries.map((path) => `COPY --from=builder ${path} ${path}`),
      ]),
    ],
  };
}

/** `golang:1.26-bookworm` and `golang:1.26-alpine3.23` are built on these (github.com/docker-library/golang). */
function runtimeBase(tag: string): string | null {
  const alpine = /(?:^|-)alpine(\d+\.\d+)(?:-|$)/.exec(tag)?.[1];
  if (alpine) return `alpine:${alpine}`;
  const codename = codenameIn(tag);
  return codename === null ? null : `debian:${codename}-slim`;
}

function isGo(_: RunFact, command: ShellCommand): boolean {
  return isHousekeeping(command) || (command.name === 'go' && GO_VERBS.test(command.args[0]?.value ?? ''));
}

/** Where `go build -o` writes; null where that is not known, or by default, which is a file named after the module. */
function binariesOf(scene: SplitScene, instruction: Instruction): readonly (string | null)[] {
  const run = instruction.keyword === 'RUN' ? runOf(scene, instruction) : null;
  const builds = run?.commands.filter(({ name, args }) => name === 'go' && args[0]?.value === 'build') ?? [];
  return builds.map((command) => {
    const at = command.args.findIndex(({ value }) => value === '-o');
    const word = at === -1 ? undefined : command.args[at + 1];
    const value = word ? commandWordValue(run!, command, word, '/root') : null;
    return value === null || value.endsWith('/') ? null : pathIn(run!, command, value);
  });
}
