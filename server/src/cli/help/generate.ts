/** `drydock generate --help`. */
export const GENERATE = `generate dockerignore prints a .dockerignore file for each build context below the paths that lacks
one, and the lines that existing ones lack, with what builds send before and after. Nothing that a
Dockerfile copies, runs or installs from is listed, and no line of yours is changed or undone.

  --write              write the files: look through them before you build
  --check              print only which files would be written
  --config FILE        use this file instead of the project's drydock.json: what its "exclude" names is
                       left alone
`;
