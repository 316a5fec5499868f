import { createRequire } from 'node:module';
import { reportAtExit } from './report.ts';

/** The command line as it ships, its start included. */
reportAtExit();
const [root, format, program] = process.argv.slice(2) as [string, string, string];
process.chdir(root);
process.argv = [process.execPath, program, 'scan', '.', '--format', format];
createRequire(import.meta.url)(program);
