import fc from 'fast-check';
import { explainAt } from '../../../server/src/explain/explainAt.ts';
import { checkFindings } from '../checkedText.ts';
import { documentOf, EVERY_RULE, findingsOf } from '../../server/support/engine.ts';
import { viewOfFiles } from '../../server/support/workspace.ts';
import { fuzzTarget } from '../target.ts';
import { fixtureTexts, textsLike } from '../texts.ts';

const LANGUAGES = [['Dockerfile', 'dockerfile'], ['compose.yml', 'compose'], ['.dockerignore', 'dockerignore']] as const;

/** Places of a text that somebody points at. */
const PLACES = 20;

const project = fc.record({
  Dockerfile: textsLike(fixtureTexts(/Dockerfile$/)),
  'compose.yml': textsLike(fixtureTexts(/compose\.ya?ml$/)),
  '.dockerignore': textsLike(fixtureTexts(/\.dockerignore$/)),
  'docker-bake.hcl': textsLike(['group "default" {\n  targets = ["web"]\n}\ntarget "web" {\n  context = "."\n  dockerfile = "Dockerfile"\n  args = { A = "1" }\n}\n']),
});

/** Files that speak about each other. */
export const projects = [
  fuzzTarget('project', project, async (texts) => {
    const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
    for (const [path, language] of LANGUAGES) {
      const view = await viewOfFiles(files, path, language);
      const document = documentOf(texts[path], language, path);
      checkFindings(document, findingsOf(document, { project: view, config: EVERY_RULE }));
      for (let place = 0; place <= PLACES; place++) explainAt(document, Math.floor((document.text.length * place) / PLACES), view);
    }
  }),
];
