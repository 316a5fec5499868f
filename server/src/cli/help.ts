const SCAN = `scan finds what costs time, size or safety in Dockerfiles, compose files and .dockerignore files.
Paths are files, folders or file patterns; the working folder where none is given. The project
around them (the nearest folder with drydock.json or .git) tells how their images are built.

  --format text|json   how to print findings (default: text)
  --fix                apply the safe fixes, then print what is left
  --fix=suggestions    also apply the first suggestion of each finding: look through the result
  --config FILE        use this file instead of the project's drydock.json
`;

const GENERATE = `generate dockerignore prints a .dockerignore file for each build context below the paths that lacks
one, and the lines that existing ones lack, with what builds send before and after. Nothing that a
Dockerfile copies, runs or installs from is listed, and no line of yours is changed or undone.

  --write              write the files: look through them before you build
  --check              print only which files would be written
  --config FILE        as above: what its "exclude" names is left alone
`;

const BUILD = `build builds compose services, a Dockerfile or the targets of a bake file as docker does, and tells where
the time went. Without options it builds the services named, or all, of the compose file that docker
compose finds; where there is none, the Dockerfile of the working folder.

  -f, --file FILE      a compose file, bake file or Dockerfile; may be repeated
  --all                all services, those behind profiles included
  --profile NAME       also the services of this profile; may be repeated
  --bake               build the targets named, or the default group, of a bake file
  --dockerfile FILE    build this Dockerfile, whatever its name
  --context DIR        its build context (default: the folder that it lies in)
  --target STAGE       its stage to build (default: the last one)
  --build-arg K=V      a build argument; K alone takes the value from the environment
  --platform NAME      such as linux/arm64; may be repeated
  -t, --tag NAME       a name for the image; may be repeated

  --no-cache           run every step again
  --builder NAME       the builder to use (default: the one that is selected)
  --parallel N         build at most N targets at once
  --on-failure MODE    stop or continue: what becomes of the other targets (default: stop)
  --docker PROGRAM     the docker program (default: docker)

  --timings FILE       write what was measured: x.html is a page that needs nothing else, x.json is data,
                       x.perfetto.json opens in Perfetto and chrome://tracing. All hold the ends of logs.
  --timings-format F   html, json or perfetto, where the ending of FILE does not say it
  --json               print the result as JSON, and progress to standard error only
  --compare last|ID    compare with the last build of the same, or with one of the history
  --history FOLDER     keep the history of builds here
  --no-history         neither read nor keep a history
  -q, --quiet          print no progress, only what failed
`;

const EXIT = `Exit status: 0 no warning or error is left, nothing would be written, or all was built; 1 one is, --check
found something to write, or a build failed; 2 the command could not run; 130 it was interrupted.
`;

/** The part of one command, by its name. */
const PARTS: ReadonlyMap<string, { readonly usage: string; readonly text: string }> = new Map([
  ['scan', { usage: 'drydock scan [paths...] [options]', text: SCAN }],
  ['build', { usage: 'drydock build [services...] [options]', text: BUILD }],
  ['generate', { usage: 'drydock generate dockerignore [paths...] [options]', text: GENERATE }],
]);

/** @param about a command; all are told of where it is null or no command */
export function helpText(about: string | null): string {
  const one = about === null ? undefined : PARTS.get(about);
  const parts = one ? [one] : [...PARTS.values()];
  const usage = parts.map(({ usage: line }, index) => `${index === 0 ? 'Usage: ' : '       '}${line}\n`).join('');
  const general = '  --version            print the version\n  --help               print this; after a command, only of that one\n';
  return `${usage}\n${parts.map(({ text }) => `${text}\n`).join('')}${general}\n${EXIT}`;
}
