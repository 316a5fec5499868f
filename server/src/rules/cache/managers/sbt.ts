import { hasMountLike } from '../calls/contextEvidence.ts';
import { ANY_WORD, UNCONFIGURED, type PackageManager } from '../packageManager.ts';

/** Several folders (Coursier, Ivy, sbt's own boot files), none of them tried here: asked for and never written. Source: get-coursier.io, "Cache". */
export const sbt: PackageManager = {
  id: 'sbt',
  label: 'sbt',
  token: 'sbt',
  program: /^sbt$/,
  installVerbs: [[ANY_WORD]],
  valueOptions: new Set(['-D', '-J', '-java-home']),
  offlineOptions: [{ name: '--version' }, { name: '-V' }, { name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  claims: ({ run }) => !hasMountLike(run, /sbt|ivy|coursier/i),
  folders: [
    {
      place: { kind: 'home', path: '.cache/coursier' },
      movedBy: [{ kind: 'variable', name: 'COURSIER_CACHE' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
  hint: /(?:^|[/._-])(?:sbt|ivy2|coursier)(?:[/._-]|$)/i,
  requireMount: 'report',
  severity: 'information',
};
