import { hasMountLike } from '../calls/contextEvidence.ts';
import { ANY_WORD, NO_DEFEATS, type PackageManager } from '../packageManager.ts';

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
  defeats: NO_DEFEATS,
  config: null,
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])(?:sbt|ivy2|coursier)(?:[/._-]|$)/i,
  requireMount: 'report',
  severity: 'information',
};
