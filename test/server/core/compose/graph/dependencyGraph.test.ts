import { describe, expect, it } from 'vitest';
import { dependencyGraph } from '../../../../../server/src/core/compose/graph/dependencyGraph.ts';
import { impliedEdges } from '../../../../../server/src/core/compose/graph/impliedEdges.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import type { ComposeProject } from '../../../../../server/src/core/compose/project.ts';
import { soleProject } from '../../../../../server/src/core/compose/soleProject.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const projectOf = (text: string): ComposeProject => soleProject(parseCompose(text));

/** `a: b, c healthy, d done, e optional, f restart`: a service with what it depends on, a line each. */
function projectFrom(lines: string): ComposeProject {
  const conditions: Record<string, string> = { healthy: 'service_healthy', done: 'service_completed_successfully' };
  const services = lines.trim().split('\n').map((line) => {
    const [name, rest = ''] = line.trim().split(':');
    const entries = rest.split(',').map((one) => one.trim().split(' ')).filter(([to]) => to).map(([to, ...words]) => {
      const condition = words.map((word) => conditions[word]).find(Boolean) ?? 'service_started';
      return `      ${to}: {condition: ${condition}, required: ${!words.includes('optional')}, restart: ${words.includes('restart')}}`;
    });
    const keys = entries.length > 0 ? ['    image: busybox', '    depends_on:', ...entries] : ['    image: busybox'];
    return [`  ${name}:`, ...keys].join('\n');
  });
  return projectOf(`services:\n${services.join('\n')}\n`);
}

const cyclesOf = (project: ComposeProject): string[] =>
  dependencyGraph(project).cycles.map((cycle) => [cycle[0]!.from, ...cycle.map(({ to }) => to)].join(' '));

const impliedOf = (project: ComposeProject): string[] =>
  [...impliedEdges(project).values()].flat().map(({ edge, via, last }) => `${edge.from} ${edge.to} via ${via}, last ${last.from}`);

describe('what a service starts after', () => {
  // As `docker compose config` (2.40) completes `depends_on`.
  const project = projectOf(`services:
  a:
    image: busybox
    network_mode: service:b
    ipc: service:c
    pid: service:d
    uts: service:u
    links: ["e", "f:alias"]
    volumes_from: [g, "h:ro", "container:x"]
    depends_on:
      b: {condition: service_healthy}
      e: {condition: service_healthy}
      g: {condition: service_completed_successfully, required: false}
  b: {image: busybox}
  c: {image: busybox}
  d: {image: busybox}
  e: {image: busybox}
  f: {image: busybox}
  g: {image: busybox}
  h: {image: busybox}
  u: {image: busybox}
  x: {image: busybox}
`);

  it('is what compose derives from its keys', () => {
    expect(dependencyGraph(project).dependenciesOf('a').map(({ to, condition, required, restart, key }) => [to, condition, required, restart, key])).toEqual([
      ['b', 'service_healthy', true, false, 'depends_on'],
      ['e', 'service_healthy', true, false, 'depends_on'],
      ['g', 'service_completed_successfully', false, false, 'depends_on'],
      ['c', 'service_started', true, true, 'ipc'],
      ['d', 'service_started', true, true, 'pid'],
      ['u', 'service_started', true, true, 'uts'],
      ['f', 'service_started', true, true, 'links'],
      ['h', 'service_started', true, false, 'volumes_from'],
    ]);
  });

  it('is told from the other end', () => {
    expect(dependencyGraph(project).dependantsOf('h').map(({ from, key }) => [from, key])).toEqual([['a', 'volumes_from']]);
    expect(dependencyGraph(project).dependantsOf('x')).toEqual([]);
    expect(dependencyGraph(project).dependantsOf('__proto__')).toEqual([]);
  });

  it('leaves out services that are not there, and what a variable decides', () => {
    const graph = dependencyGraph(projectOf('services:\n  a: {image: busybox, network_mode: "service:${WHICH}", depends_on: [nobody, b]}\n  b: {image: busybox}\n'));
    expect(graph.dependenciesOf('a').map(({ to }) => to)).toEqual(['b']);
  });

  it('is made once for a project', () => {
    expect(dependencyGraph(project)).toBe(dependencyGraph(project));
  });
});

describe('cycles', () => {
  it('are told from where compose comes upon them', () => {
    expect(cyclesOf(projectFrom('c: a\nb: c\na: b'))).toEqual(['a b c a']);
    expect(cyclesOf(projectFrom('a: c\nc: b\nb: c'))).toEqual(['c b c']);
    expect(cyclesOf(projectFrom('a: d\nd: c\nc: b\nb: c'))).toEqual(['c b c']);
    expect(cyclesOf(projectFrom('a: a'))).toEqual(['a a']);
  });

  it('count where an optional edge or another key closes them, as for compose', () => {
    expect(cyclesOf(projectFrom('a: b optional\nb: a'))).toEqual(['a b a']);
    expect(cyclesOf(projectOf('services:\n  a: {image: busybox, pid: "service:b"}\n  b: {image: busybox, ipc: "service:a"}\n'))).toEqual(['a b a']);
  });

  it('are each told once', () => {
    expect(cyclesOf(projectFrom('d: c\nc: d\nb: a\na: b'))).toEqual(['a b a', 'c d c']);
    expect(cyclesOf(projectFrom('a: b\nb: a, c\nc: b'))).toEqual(['a b a', 'b c b']);
  });

  it('have an end where everything waits for everything', () => {
    const names = Array.from({ length: 100 }, (_, index) => `s${index}`);
    const project = projectFrom(names.map((name) => `${name}: ${names.filter((other) => other !== name).join(', ')}`).join('\n'));
    expect(cyclesOf(project)).toHaveLength(20);
    expect(dependencyGraph(project).waves).toEqual([]);
  });
});

describe('waves', () => {
  it('hold what can start together', () => {
    const graph = dependencyGraph(projectFrom('web: api, cache\napi: db healthy\ndb:\ncache:\nlogs:'));
    expect(graph.waves).toEqual([['db', 'cache', 'logs'], ['api'], ['web']]);
    expect(graph.waveOf('web')).toBe(2);
  });

  it('leave out what needs a profile, which has a number all the same', () => {
    const graph = dependencyGraph(projectOf(`services:
  debug: {image: busybox, profiles: [debug], depends_on: [web]}
  web: {image: busybox, depends_on: {db: {condition: service_started}, mail: {condition: service_started, required: false}}}
  mail: {image: busybox, profiles: [mail], depends_on: [queue]}
  queue: {image: busybox, depends_on: [db]}
  db: {image: busybox}
`));
    expect(graph.waves).toEqual([['db'], ['web', 'queue']]);
    expect(graph.waveOf('debug')).toBe(2);
    expect(graph.waveOf('mail')).toBe(2);
  });

  it('leave out cycles and what is behind them', () => {
    const graph = dependencyGraph(projectFrom('a: b\nb: a\nbehind: a\ndb:\nweb: db'));
    expect(graph.waves).toEqual([['db'], ['web']]);
    expect(graph.waveOf('behind')).toBeNull();
  });
});

describe('edges that another way implies', () => {
  it('are those whose end something on another way waits for as well', () => {
    expect(impliedOf(projectFrom('web: api, db\napi: db\ndb:'))).toEqual(['web db via api, last api']);
    expect(impliedOf(projectFrom('web: api, db\napi: mid\nmid: db\ndb:'))).toEqual(['web db via api, last mid']);
  });

  it('begin with an edge that stays', () => {
    expect(impliedOf(projectFrom('a: b, c, d\nb: c\nc: d\nd:'))).toEqual(['a c via b, last b', 'a d via b, last c']);
  });

  it('need at least as strong a condition at the end', () => {
    expect(impliedOf(projectFrom('web: api, db healthy\napi: db\ndb:'))).toEqual([]);
    expect(impliedOf(projectFrom('web: api, db\napi: db healthy\ndb:'))).toEqual(['web db via api, last api']);
    expect(impliedOf(projectFrom('web: api, db healthy\napi: db done\ndb:'))).toEqual([]);
    expect(impliedOf(projectFrom('web: api, db done\napi: db done\ndb:'))).toEqual(['web db via api, last api']);
  });

  it('are not where the other way is optional, restarts, or is not awaited', () => {
    expect(impliedOf(projectFrom('web: api optional, db\napi: db\ndb:'))).toEqual([]);
    expect(impliedOf(projectFrom('web: api, db\napi: db optional\ndb:'))).toEqual([]);
    expect(impliedOf(projectFrom('web: api, db restart\napi: db\ndb:'))).toEqual([]);
    const unscaled = 'services:\n  web: {image: busybox, depends_on: [api, db]}\n  api: {image: busybox, scale: 0, depends_on: [db]}\n  db: {image: busybox}\n';
    expect(impliedOf(projectOf(unscaled))).toEqual([]);
  });

  it('are not told in a cycle', () => {
    expect(impliedOf(projectFrom('a: b, c\nb: c\nc: a'))).toEqual([]);
  });
});

describe('large projects', () => {
  const chain = (count: number, edges: (index: number) => number[]): ComposeProject =>
    projectFrom(Array.from({ length: count }, (_, index) => `s${index}: ${edges(index).map((to) => `s${to}`).join(', ')}`).join('\n'));

  it.each([
    ['a long chain', (index: number) => (index === 0 ? [] : [index - 1])],
    ['a chain with a far edge each', (index: number) => (index < 2 ? [] : [index - 1, 0])],
    ['one hub', (index: number) => (index === 0 ? [] : [0])],
    ['one circle', (index: number) => [(index + 1) % 5_000]],
  ])('%s of 5,000 services takes no time', (_, edges) => {
    const project = chain(5_000, edges);
    for (const service of project.services.values()) service.get('depends_on');
    const time = cpuTime(() => {
      dependencyGraph(project);
      impliedEdges(project);
    });
    expect(time).toBeLessThan(5_000);
  });
});
