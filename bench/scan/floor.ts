import { DockerfileParser } from 'dockerfile-ast';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { parseAllDocuments } from 'yaml';
import { reportAtExit } from './report.ts';

/** Bare reading of the same files by the same parsers, with nothing kept. */
reportAtExit();
const [root] = process.argv.slice(2) as [string];
const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(await readFile(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'))));
const files = JSON.parse(await readFile(path.join(root, '..', 'files.json'), 'utf8')) as { readonly path: string; readonly language: string }[];
for (const file of files) {
  const text = await readFile(path.join(root, file.path), 'utf8');
  if (file.language === 'compose') {
    parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' });
    continue;
  }
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'RUN') parser.parse(instruction.getArgumentsContent() ?? '')?.delete();
  }
}
