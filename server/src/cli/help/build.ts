/** `drydock build --help`. */
export const BUILD = `build builds compose services, a Dockerfile or the targets of a bake file as docker does, and tells where
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
