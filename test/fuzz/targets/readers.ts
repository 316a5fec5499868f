import assert from 'node:assert/strict';
import fc from 'fast-check';
import { interpolate } from '../../../server/src/core/compose/interpolate.ts';
import { globsProblem, pathMatcher } from '../../../server/src/core/engine/globs.ts';
import { familyOf } from '../../../server/src/core/image/family.ts';
import { parseImageReference } from '../../../server/src/core/image/reference.ts';
import { splitTag } from '../../../server/src/core/image/tag.ts';
import { runCommands } from '../../../server/src/core/shell/runScript.ts';
import { readBakeFile } from '../../../server/src/project/bake/readBakeBuilds.ts';
import { readEnvFile } from '../../../server/src/project/compose/envFile.ts';
import { scanPage } from '../../../server/src/vulnerabilities/page.ts';
import { readGrype } from '../../../server/src/vulnerabilities/readers/grype.ts';
import { readScout } from '../../../server/src/vulnerabilities/readers/scout.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import { documentOf, shell } from '../../server/support/engine.ts';
import { fuzzTarget } from '../target.ts';
import { anyJson, fixtureTexts, hostileWord, textsLike } from '../texts.ts';

const BAKE = [
  'variable "TAG" { default = "latest" }\ngroup "default" { targets = ["web", "api"] }\ntarget "base" {\n  args = { A = "x${TAG}" }\n}\n',
  'target "web" {\n  inherits = ["base"]\n  name = "web-${item}"\n  matrix = { item = ["a", "b"] }\n  context = "./${item}"\n  dockerfile = <<EOT\nDockerfile\nEOT\n}\n',
  'function "f" {\n  params = [a]\n  result = upper(a)\n}\ntarget "api" {\n  context = f("x") == "X" ? "a" : "b"\n  contexts = { base = "target:base" }\n  target = null\n  args = { for k, v in {} : k => v }\n}\n',
  '{"target": {"web": {"context": ".", "inherits": ["web"], "matrix": {"a": ["1"]}}}, "group": {"default": {"targets": ["web"]}}}',
];
const VARIABLES = ['A=1\nexport B="x ${A:-y}" # why\nC=\'$A\'\nD: ${B:?no}\nE=${A:+${B-${C}}}\nF="one\ntwo\\n"\nG\n', '$A ${B} ${C:-d} $$ ${D?e} ${F:+g} ${H-${I:-j}}'];
const SCRIPTS = fixtureTexts(/Dockerfile$/).flatMap((text) => [...text.matchAll(/^RUN ([^]*?[^\\])$/gm)].map(([, script]) => script ?? ''));
const imageName = fc.oneof(
  fc.array(fc.oneof(fc.constantFrom('python', 'library', 'ghcr.io', 'localhost', ':5000', ':', '/', '@', 'sha256:', 'a'.repeat(64), '3.12-slim', '.', '_', '__', '-', '${A}', 'V'), hostileWord), { maxLength: 8 }).map((parts) => parts.join('')),
  hostileWord,
);

const glob = fc.array(fc.oneof(fc.constantFrom('*', '**', '/', '?', 'a', 'aa', '.', '!', '(', ')', '+(', '*(', '?(', '@(', '!(', '|', '{', '}', ',', '[', ']', '[^', '[[:alpha:]]', '\\', '{1..9}'), hostileWord), { maxLength: 12 }).map((parts) => parts.join(''));
const path = fc.oneof(fc.constantFrom(`${'a'.repeat(60)}!`, `${'a/'.repeat(30)}b`, 'Dockerfile', 'services/api/Dockerfile'), hostileWord);

/** What the three scanners have in common with none of it right. */
const scannerReport = fc.record(
  {
    SchemaVersion: fc.constantFrom(2, '2'),
    Results: fc.array(fc.record({ Target: anyJson, Class: anyJson, Vulnerabilities: fc.array(fc.oneof(vulnerability(), anyJson), { maxLength: 3 }) }, { requiredKeys: [] }), { maxLength: 3 }),
    Metadata: anyJson,
    matches: fc.array(fc.oneof(fc.record({ vulnerability: vulnerability(), artifact: vulnerability() }), anyJson), { maxLength: 3 }),
    source: anyJson,
    distro: anyJson,
    descriptor: anyJson,
    version: fc.constant('2.1.0'),
    runs: fc.array(fc.oneof(fc.record({ tool: anyJson, results: fc.array(anyJson, { maxLength: 3 }) }, { requiredKeys: [] }), anyJson), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

function vulnerability() {
  const said = fc.oneof(hostileWord, anyJson);
  return fc.record({ VulnerabilityID: said, PkgName: said, Severity: said, FixedVersion: said, Layer: said, id: said, name: said, severity: said, fix: said, locations: said }, { requiredKeys: [] });
}

/** Readers of what is no whole file of the user's. */
export const readers = [
  fuzzTarget('bake', fc.tuple(textsLike(BAKE), fc.constantFrom('docker-bake.hcl', 'x/docker-bake.json')), ([text, path]) => {
    for (const build of readBakeFile(text, path, '/workspace') ?? []) assert.equal(typeof build, 'object');
  }),
  fuzzTarget('globs', fc.tuple(fc.array(glob, { minLength: 1, maxLength: 3 }), path), ([patterns, one]) => {
    if (globsProblem(patterns) === null) pathMatcher(patterns)(one);
  }),
  fuzzTarget('variables', textsLike(VARIABLES), (text) => {
    const read = readEnvFile(text, (name) => (name === 'B' ? 'b' : undefined));
    for (const [name, value] of read) assert.ok(name !== '' && (value === null || typeof value === 'string'));
    interpolate(text, (name) => read.get(name) ?? undefined);
  }),
  fuzzTarget('image references', imageName, (text) => {
    const read = parseImageReference(text);
    if (!read) return;
    const { domain, path, tag, digest, tagStart, digestStart } = read;
    assert.equal(`${domain === null ? '' : `${domain}/`}${path}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`, text);
    if (tag !== null) assert.equal(text.slice(tagStart ?? -1, (tagStart ?? -1) + tag.length), tag);
    if (digest !== null) assert.equal(text.slice(digestStart ?? -1), digest);
    familyOf(read);
    splitTag(tag ?? '');
  }),
  fuzzTarget('shell', textsLike(SCRIPTS), (script) => {
    const { dockerfile } = documentOf(`FROM a\nRUN ${script}\n`, 'dockerfile');
    for (const stage of dockerfile.stages) {
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'RUN' || !shell) continue;
        for (const { span } of runCommands(dockerfile, instruction, shell).commands) assert.ok(span.start <= span.end && span.end <= dockerfile.text.length);
      }
    }
  }),
  fuzzTarget('scanners', scannerReport, (value) => {
    const text = JSON.stringify(value);
    for (const read of [readTrivy(text, 'a'), readGrype(text, 'a'), readScout(text, 'a')]) if (read) scanPage(read);
  }),
];
