import { expect, it } from 'vitest';
import { dependenciesOf } from '../../../../server/src/core/compose/settings/dependencies.ts';
import { environmentOfService } from '../../../../server/src/core/compose/settings/environment.ts';
import { healthcheckOf } from '../../../../server/src/core/compose/settings/healthcheck.ts';
import { mountsOf } from '../../../../server/src/core/compose/settings/mounts.ts';
import { publishedPorts } from '../../../../server/src/core/compose/settings/ports.ts';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { UNKNOWN, type ComposeProject } from '../../../../server/src/core/compose/project.ts';
import { soleProject } from '../../../../server/src/core/compose/soleProject.ts';
import { viewOfFiles } from '../../support/workspace.ts';

async function projectsAt(file: string, files: Record<string, string>): Promise<readonly ComposeProject[]> {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return (await viewOfFiles(list, file, 'compose')).composeProjects!;
}

it('lays a file, its override and what they extend over each other', async () => {
  const files = {
    'compose.yml': 'services:\n  web: {image: "a:${TAG:-1}", ports: ["80:80"], environment: [A=1, B=$B], depends_on: [db], command: [x, y], deploy: {resources: {limits: {cpus: "1"}}}}\n  db: {image: b}\nnetworks: {front: {internal: true}}\n',
    'compose.override.yml': 'services:\n  web: {extends: {file: common/base.yml, service: base}, ports: ["81:81"], environment: {A: 2}, command: [z], deploy: {resources: {limits: {memory: 1G}}}, depends_on: {db: {condition: service_healthy}}}\n',
    'common/base.yml': 'services:\n  base: {image: c, environment: {C: "${C}"}, security_opt: [no-new-privileges], deploy: {replicas: 2}}\n',
    '.env': 'TAG=7\nB=from-env\n',
  };
  for (const file of ['compose.yml', 'compose.override.yml']) {
    const projects = await projectsAt(file, files);
    expect(projects.map((project) => project.files)).toEqual([['compose.yml', 'compose.override.yml']]);
    const web = projects[0]!.services.get('web')!;
    expect(web.get('image')).toBe('c');
    expect(web.get('ports')).toEqual(['80:80', '81:81']);
    expect([...environmentOfService(web).values]).toEqual([['A', '2'], ['B', 'from-env'], ['C', UNKNOWN]]);
    expect(web.get('command')).toEqual(['z']);
    expect(web.get('deploy', 'resources', 'limits')).toEqual({ cpus: '1', memory: '1G' });
    expect(web.get('deploy', 'replicas')).toBe(2);
    expect(dependenciesOf(web)).toEqual([{ service: 'db', condition: 'service_healthy', required: true }]);
    expect(web.filesWith('security_opt')).toEqual(['common/base.yml']);
    expect(web.filesWith('deploy', 'resources')).toEqual(['compose.yml', 'compose.override.yml']);
    expect(web.hasUnknownParent).toBe(false);
    expect(projects[0]!.get('networks', 'front', 'internal')).toBe(true);
  }
});

it('knows every project that a base file is part of', async () => {
  const files = {
    'compose.yml': 'services: {web: {image: "a:$TAG", restart: always}, old: {image: b}}\n',
    'compose.prod.yml': 'services: {web: {image: !reset null, deploy: !override {replicas: 3}, restart: "no"}, old: !reset null}\n',
    'compose.stray.yml': 'services: {nobody: {restart: always}}\n',
  };
  const projects = await projectsAt('compose.yml', files);
  expect(projects.map((project) => project.files)).toEqual([['compose.yml'], ['compose.yml', 'compose.prod.yml']]);
  expect(projects.map(({ services }) => services.get('web')!.get('image'))).toEqual([UNKNOWN, null]);
  expect(projects.map(({ services }) => services.get('web')!.get('restart'))).toEqual(['always', 'no']);
  expect(projects.map(({ services }) => services.has('old'))).toEqual([true, false]);
  expect(await projectsAt('compose.stray.yml', files)).toEqual([]);
});

it('says where something that is included or extended cannot be read', async () => {
  const [project] = await projectsAt('compose.yml', { 'compose.yml': 'include: [there.yml, gone.yml]\nservices: {web: {extends: {file: gone.yml, service: a}}}\n', 'there.yml': 'services: {db: {image: "x:$$1"}}\nnetworks: {n: {}}\n' });
  expect(project).toMatchObject({ isComplete: false });
  expect(project!.services.get('web')).toMatchObject({ hasUnknownParent: true });
  expect(project!.services.get('db')!.get('image')).toBe('x:$1');
  expect(project!.get('networks', 'n')).toEqual({});
});

it('reads a document alone as compose would, documents and anchors included', () => {
  const text = 'x-a: &a {environment: {A: 1}}\nservices:\n  base: {image: b, ports: [80]}\n  web: {<<: *a, extends: base, environment: [B=2]}\n---\nservices: {web: {ports: !override ["${P:-9}:9"], labels: [x=1]}}\n';
  const { services } = soleProject(parseCompose(text));
  const web = services.get('web')!;
  expect(web.get('environment')).toEqual({ B: '2' });
  expect(web.get('ports')).toEqual(['9:9']);
  expect(web.get('labels', 'x')).toBe('1');
  expect(web.get('image')).toBe('b');
  expect(web.get('nothing', 'there')).toBeNull();
});

it('reads ports, mounts and healthchecks in every form', () => {
  const text = `services:
  a:
    ports: [80, "8080:80", "127.0.0.1:81:80/UDP", "[::1]:82:80", "3000-3001:4000-4001", "$P:80", "8080:80", {target: 80, published: "83", host_ip: 0.0.0.0}, "70000:1"]
    volumes: [data:/d, "./src:/app:ro", /anonymous, "C:\\\\x:/y", {type: tmpfs, target: /t}, "other:/d", "$V:/v"]
    healthcheck: {test: [CMD-SHELL, "a $$B"]}
  b: {healthcheck: {test: [NONE]}}
  c: {healthcheck: {interval: 1s}}
  d: {healthcheck: {test: [CMD, a, $X]}}
  e: {healthcheck: {test: x, disable: true}}
`;
  const { services } = soleProject(parseCompose(text));
  const one = (start: number, end = start) => ({ start, end });
  expect(publishedPorts(services.get('a')!)).toEqual([
    { hostIp: null, published: null, target: one(80), protocol: 'tcp' },
    { hostIp: null, published: one(8080), target: one(80), protocol: 'tcp' },
    { hostIp: '127.0.0.1', published: one(81), target: one(80), protocol: 'udp' },
    { hostIp: '::1', published: one(82), target: one(80), protocol: 'tcp' },
    { hostIp: null, published: one(3000, 3001), target: one(4000, 4001), protocol: 'tcp' },
    UNKNOWN,
    { hostIp: '0.0.0.0', published: one(83), target: one(80), protocol: 'tcp' },
    UNKNOWN,
  ]);
  expect(mountsOf(services.get('a')!)).toEqual([
    { type: 'volume', source: 'other', target: '/d', readOnly: false },
    { type: 'bind', source: './src', target: '/app', readOnly: true },
    { type: 'volume', source: null, target: '/anonymous', readOnly: false },
    { type: 'bind', source: 'C:\\x', target: '/y', readOnly: false },
    { type: 'tmpfs', source: null, target: '/t', readOnly: false },
    UNKNOWN,
  ]);
  expect([...services.values()].map((service) => healthcheckOf(service))).toEqual([
    { kind: 'command', form: 'shell', words: ['a $B'] }, { kind: 'disabled' }, { kind: 'none' }, { kind: 'unknown' }, { kind: 'disabled' },
  ]);
});
