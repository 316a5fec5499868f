import { runCli } from '../../server/src/cli/run.ts';
import { reportAtExit } from './report.ts';

/** The scan as a function, from the sources. */
reportAtExit();
const [root, format] = process.argv.slice(2) as [string, string];
process.exitCode = await runCli(['scan', '.', '--format', format], {
  cwd: root,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  hasColours: false,
});
