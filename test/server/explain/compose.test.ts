import { expect, it } from 'vitest';
import { explained } from './explained.ts';

const files = {
  'compose.yaml': `services:
  api:
    build: ./api
  web:
    image: web
    build:
      context: .
      dockerfile: web/Dockerfile
      target: prod
  other:
    image: nginx
`,
  'api/Dockerfile': 'FROM scratch\nCOPY a b /\n', 'api/.dockerignore': 'b\n', 'api/a': '', 'api/b': '',
  'web/Dockerfile': 'FROM scratch AS prod\nFROM scratch\nCOPY . .\n',
};
const sizes = { api: { 'a': 5, 'b': 6, 'c': 7 }, '.': { x: 1 } };

it('tells what a build comes to on the values that name it', async () => {
  const api = 'Built from `api/` by `api/Dockerfile`, under `api/.dockerignore`.';
  expect(await explained({ files }, 'compose.yaml', './api')).toBe(api);
  expect(await explained({ files, sizes }, 'compose.yaml', './api')).toBe(`${api} The build is sent **1 file, 5 bytes**.`);
  const web = 'Built from the workspace folder by `web/Dockerfile`, target `prod`, no .dockerignore. The build needs no file of it.';
  expect(await explained({ files, sizes }, 'compose.yaml', '.\n      dockerfile')).toBe(web);
  expect(await explained({ files, sizes }, 'compose.yaml', 'web/Dockerfile')).toBe(web);
});

it('says nothing elsewhere', async () => {
  for (const at of ['services', 'api:', 'build:', 'context:', 'image', 'prod', 'nginx']) expect(await explained({ files, sizes }, 'compose.yaml', at)).toBeNull();
});
