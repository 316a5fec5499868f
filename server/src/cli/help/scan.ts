/** `drydock scan --help`. */
export const SCAN = `scan finds what costs time, size or safety in Dockerfiles, compose files and .dockerignore files.
Paths are files, folders or file patterns, and '!pattern' leaves out what it matches; without any, the working
folder is scanned. The project around them (the nearest folder with drydock.json, "drydock" in its
package.json, or .git) tells how images are built.

What to look at
  --changed-since REF  only files that are other than where this branch left REF (a commit, branch or tag),
                       new ones included; also a Dockerfile whose .dockerignore or compose file is, a compose
                       file that is merged with one that is, and all files where drydock.json is. Other files
                       that a build copies do not count.
  --stdin              check the text on standard input
  --stdin-path PATH    the path that this text belongs to; its folder is there, the file need not be
  --config FILE        use this file instead of the project's drydock.json

What to change
  --fix                apply the safe fixes, then tell what is left
  --fix=suggestions    also apply the first suggestion of each finding: look through the result

What to tell
  --format FORMAT      text, json, sarif, github (annotations), markdown, html or checkstyle
                       (default: text)
  -o, --output FILE    write the report to FILE, and only a summary to the terminal
  --report FORMAT=FILE write a further report of the same scan; may be repeated
  --score              tell scores: overall 0 to 100, security and maintainability 0 to 10
  -q, --quiet          tell warnings and errors only, and no summary
  --stats              tell on standard error what took how long, by phase and by rule

What fails
  --fail-on SEVERITY   the least that fails: error, warning, information, hint or none (default: warning)
  --gates              fail where a file's scores are too low: 70 overall, 80 for critical services, 7.0 for
                       security and for maintainability, or what "gates" in drydock.json says
  --fail-under N       fail where the score of all files together is below N (0 to 100)
  --baseline FILE      findings that FILE knows are left out and do not fail; scores count them
  --write-baseline     create or update FILE: what is found now is known from then on
`;
