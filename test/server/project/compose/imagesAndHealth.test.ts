import { expect, it } from 'vitest';
import { Project } from '../../../../server/src/project/project.ts';
import { buildsIn } from './projects.ts';

const namesOf = (files: Record<string, string>) => buildsIn(files).map(({ service, images }) => [service, ...images].join(' '));
const asking = (files: Record<string, string>) => buildsIn(files).filter(({ hasHealthcheck }) => hasHealthcheck).map(({ service }) => service);

it('a build is called what image and tags say, with variables filled in where they have a value', () => {
  expect(
    namesOf({
      'compose.yml': `services:
  a: {build: ., image: acme/a}
  b: {build: {context: ., tags: ["acme/b:1", "\${REGISTRY:-r.example}/b:\${TAG}", "\${REGISTRY:-r.example}/b"]}, image: "acme/b:\${MISSING}"}
  c: {build: .}
  d: {image: acme/d}
  e: {build: {context: ., tags: [7, null, acme/e, acme/e]}, image: acme/e}
  f: {extends: a}
`,
    }),
  ).toEqual(['a acme/a', 'b acme/b:1 r.example/b', 'c', 'e acme/e', 'f acme/a']);
});

it('files are laid over each other', () => {
  const upper = 'services: {a: {image: acme/x, build: {tags: [t2]}}, b: {build: {tags: !override [t3]}}, c: {image: !reset null, build: {tags: !reset null}}}\n';
  const lower = 'services: {a: {image: acme/a, build: {context: ., tags: [t1]}}, b: {build: {context: ., tags: [t1]}}, c: {image: i, build: {context: ., tags: [t1]}}}\n';
  expect(namesOf({ 'compose.yml': lower, 'compose.override.yml': upper })).toEqual(['a acme/x t1 t2', 'b t3', 'c']);
});

it.each([
  ['{test: curl -f http://localhost}', true],
  ['{test: [CMD, true], interval: 5s}', true],
  ['{test: [CMD, true], disable: false}', true],
  ['{test: [CMD, true], disable: true}', false],
  ['{test: [CMD, true], disable: "true"}', false],
  ['{test: [NONE]}', false],
  ['{test: []}', false],
  ['{interval: 5s}', false],
  ['{disable: true}', false],
  ['!reset null', false],
  ['null', false],
  ['x', false],
])('healthcheck: %s asks: %s', (text, expected) => {
  expect(asking({ 'compose.yml': `services: {s: {build: ., healthcheck: ${text}}}\n` })).toEqual(expected ? ['s'] : []);
});

it('a health check may come from a base, a parent or an anchor, and be turned off above', () => {
  const lower = `x-check: &check {test: [CMD, ask]}
services: {a: {build: ., healthcheck: *check}, b: {build: .}, c: {build: ., healthcheck: *check}, d: {extends: a}, e: {build: ., healthcheck: *check}, f: {build: ., healthcheck: {disable: true}}}
`;
  const upper = `services: {b: {healthcheck: {test: ask}}, c: {healthcheck: {disable: true}}, e: {healthcheck: !override {interval: 5s}}, f: {healthcheck: {test: ask, disable: false}}}\n`;
  expect(asking({ 'compose.yml': lower, 'compose.override.yml': upper })).toEqual(['a', 'b', 'd', 'f']);
});

it('a view knows what the whole workspace builds, and keeps the answer until a build changes', () => {
  const project = new Project({ inputsOf: () => null, textOf: () => null, documentOf: () => null, contextFiles: () => null, measure: () => null, headOf: (path) => path, composeProjects: () => [] });
  project.addDockerfile('Dockerfile');
  project.setBuilds('compose.yml', buildsIn({ 'compose.yml': 'services: {a: {build: ., image: acme/a, healthcheck: {test: ask}}, b: {build: b, image: acme/b}}\n' }));
  const { builtImages, uses } = project.viewFor('Dockerfile', 'dockerfile');
  expect([...builtImages!]).toEqual(['acme/a', 'acme/b']);
  expect(uses).toMatchObject([{ service: 'a', images: ['acme/a'], hasHealthcheck: true }]);
  project.dockerfileTextChanged('Dockerfile');
  expect(project.viewFor('Dockerfile', 'dockerfile').builtImages).toBe(builtImages);
  project.setBuilds('compose.yml', buildsIn({ 'compose.yml': 'services: {a: {build: ., image: acme/c}}\n' }));
  const after = project.viewFor('Dockerfile', 'dockerfile');
  expect([...after.builtImages!]).toEqual(['acme/c']);
  expect(after.uses).toMatchObject([{ images: ['acme/c'], hasHealthcheck: false }]);
});
