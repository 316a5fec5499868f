import { expect, it } from 'vitest';
import type { BuildContext, ContextMeasure, DockerfileUse, IgnoreFile } from '../../../server/src/core/engine/projectView.ts';
import { createIgnoreMatcher } from '../../../server/src/core/ignore/matcher.ts';
import { reportContexts } from '../../../server/src/report/contextReport.ts';

/** Sends a byte for each letter of the ignore file's text less than ten. */
const MEASURE = { complete: true, sent: (_, ignore) => ({ files: 1, bytes: 10 - (ignore?.text.length ?? 0) }) } as ContextMeasure;

function ignoreFile(path: string, text: string): IgnoreFile {
  return { path, matcher: createIgnoreMatcher(text) };
}

function use(dockerfile: string, context: Partial<BuildContext>): DockerfileUse {
  return { dockerfile, context: { path: 'api', known: true, isOutside: false, ignore: null, measure: MEASURE, copied: ['.'], ...context } } as unknown as DockerfileUse;
}

it('joins the Dockerfiles of a context, each named once, and tells what the ignore file lets through that leaves out least', () => {
  const own = ignoreFile('api/b.Dockerfile.dockerignore', 'a');
  const shared = ignoreFile('api/.dockerignore', 'docs');
  const uses = [use('api/b.Dockerfile', { ignore: own }), use('api/Dockerfile', { ignore: shared }), use('api/Dockerfile', { ignore: shared })];
  expect(reportContexts(uses)).toEqual([{
    path: 'api', known: true, dockerfiles: ['api/Dockerfile', 'api/b.Dockerfile'], ignoreFiles: ['api/.dockerignore', 'api/b.Dockerfile.dockerignore'],
    sent: { files: 1, bytes: 9 }, unfiltered: { files: 1, bytes: 10 }, complete: true,
  }]);
});

it('names the ignore files of a context that was not measured, and has its amounts once it was', () => {
  const ignore = ignoreFile('api/.dockerignore', 'docs');
  const unmeasured = use('api/Dockerfile', { ignore, measure: null, known: false });
  expect(reportContexts([unmeasured])).toEqual([{
    path: 'api', known: false, dockerfiles: ['api/Dockerfile'], ignoreFiles: ['api/.dockerignore'], sent: null, unfiltered: null, complete: false,
  }]);
  expect(reportContexts([unmeasured, use('api/Dockerfile', { ignore })])[0]).toMatchObject({ known: true, sent: { bytes: 6 }, unfiltered: { bytes: 10 }, complete: true });
});

it('leaves out contexts outside of the workspace', () => {
  expect(reportContexts([use('api/Dockerfile', { path: '../other', isOutside: true })])).toEqual([]);
});
