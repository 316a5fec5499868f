import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DockerfileFacts, StageState } from '../../../../server/src/core/dockerfile/facts.ts';
import { foldFacts } from '../../../../server/src/core/dockerfile/foldFacts.ts';
import { parseDockerfile } from '../../../../server/src/core/dockerfile/parseDockerfile.ts';
import type { ShellParser } from '../../../../server/src/core/shell/shellParser.ts';
import { createShellParser } from '../../../../server/src/core/shell/shellParser.ts';

const require = createRequire(import.meta.url);
let shell: ShellParser;
let parses = 0;

beforeAll(async () => {
  const real = await createShellParser({
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')),
  });
  shell = { parse: (script) => (parses++, real.parse(script)) };
});

function fold(text: string): DockerfileFacts {
  return foldFacts(parseDockerfile(text), shell);
}

/** The state before the last instruction. */
function stateAtEnd(text: string): StageState {
  const model = parseDockerfile(`${text}\nRUN end\n`);
  return foldFacts(model, shell).stateBefore(model.instructions.at(-1)!);
}

describe('user', () => {
  test.each<[string, [string, string | null, number | null, number | null, string | null]]>([
    ['FROM python:3.12', ['root', 'root', 0, 0, '/root']],
    ['FROM acme/base\nUSER root', ['root', 'root', 0, 0, '/root']],
    ['FROM acme/base\nUSER 0:5', ['root', 'root', 0, 5, '/root']],
    ['FROM node:20\nUSER node', ['named', 'node', 1000, 1000, '/home/node']],
    ['FROM node:20-alpine\nUSER 1000', ['named', 'node', 1000, 1000, '/home/node']],
    ['FROM node:20\nUSER node:5', ['named', 'node', 1000, 5, '/home/node']],
    ['FROM python:3.12\nUSER 1000', ['named', null, 1000, 0, '/']],
    ['FROM python:3.12\nUSER 1000:1001', ['named', null, 1000, 1001, '/']],
    ['FROM acme/base\nUSER 1000:1000', ['named', null, 1000, 1000, null]],
    ['FROM python:3.12\nUSER app', ['named', 'app', null, null, null]],
    ['FROM ubuntu:24.04\nUSER 1000', ['named', 'ubuntu', 1000, 1000, '/home/ubuntu']],
    ['FROM ubuntu:22.04\nUSER 1000', ['named', null, 1000, 0, '/']],
    ['FROM gradle:8\nUSER gradle', ['named', 'gradle', 1000, 1000, '/home/gradle']],
    ['FROM gradle:8-jdk21-ubi\nUSER gradle', ['named', 'gradle', 101, 101, '/home/gradle']],
    ['FROM gcr.io/distroless/python3:nonroot', ['named', 'nonroot', 65532, 65532, '/home/nonroot']],
    ['FROM gcr.io/distroless/python3', ['root', 'root', 0, 0, '/root']],
    ['FROM cgr.dev/chainguard/python:latest', ['named', 'nonroot', 65532, 65532, '/home/nonroot']],
    ['FROM bitnami/redis:7', ['named', null, 1001, 0, '/']],
    ['FROM public.ecr.aws/docker/library/node:20\nUSER node', ['named', 'node', 1000, 1000, '/home/node']],
    ['FROM python:3.12\nRUN useradd -m -u 1234 app\nUSER app', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM python:3.12\nRUN groupadd -g 5 g && useradd -rmu1234 -g g -d /srv/app app\nUSER app', ['named', 'app', 1234, 5, '/srv/app']],
    ['FROM python:3.12\nRUN useradd --uid=1234 --gid 5 --home-dir /h --shell /bin/sh app\nUSER app', ['named', 'app', 1234, 5, '/h']],
    ['FROM python:3.12\nRUN groupadd -g 1234 x; useradd -u 1234 app\nUSER app', ['named', 'app', 1234, null, '/home/app']],
    ['FROM python:3.12\nRUN useradd app\nUSER app', ['named', 'app', null, null, '/home/app']],
    ['FROM acme/base\nRUN useradd -u 1234 -m app\nUSER app', ['named', 'app', 1234, null, '/home/app']],
    ['FROM python:3-alpine\nRUN adduser -D -u 1234 app\nUSER app', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM python:3-alpine\nRUN addgroup -g 7 g && adduser -S -D -H -h /app -u 1234 -G g -g "" app\nUSER app', ['named', 'app', 1234, 7, '/app']],
    ['FROM python:3.12\nRUN adduser --disabled-password --gecos "" --uid 1234 app\nUSER app', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM python:3.12\nRUN adduser --system --uid 1234 --group --home /h app\nUSER app', ['named', 'app', 1234, 1234, '/h']],
    ['FROM python:3.12\nRUN adduser --system --uid 999 app\nUSER app', ['named', 'app', 999, null, null]],
    ['FROM node:20\nRUN usermod -u 1234 -d /h node\nUSER node', ['named', 'node', 1234, 1000, '/h']],
    ['FROM node:20\nRUN groupmod -g 7 node && usermod -u 7 -g 7 node\nUSER 7', ['named', 'node', 7, 7, '/home/node']],
    ['FROM node:20\nRUN deluser node\nUSER 1000', ['named', null, 1000, 0, '/']],
    ['FROM python:3.12\nRUN id app || useradd -u 1234 app\nUSER app', ['named', 'app', null, null, null]],
    ['FROM python:3.12\nRUN adduser www-data staff\nUSER www-data', ['named', 'www-data', 33, 33, '/var/www']],
    ['FROM debian\nARG UID=1234\nARG NAME=app\nRUN useradd -u ${UID} -m $NAME\nUSER $NAME', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM debian\nRUN useradd -u $(id -u) app\nUSER app', ['named', 'app', null, null, '/home/app']],
    ['FROM debian\nRUN <<EOF\nuseradd -u 1234 app\nEOF\nUSER app', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM debian AS b\nRUN useradd -u 1234 app\nUSER app\nFROM b', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM debian AS b\nRUN useradd -u 1234 app\nFROM b AS c\nFROM c\nUSER app', ['named', 'app', 1234, 1234, '/home/app']],
    ['FROM debian AS b\nRUN useradd -u 1234 app\nFROM debian\nUSER app', ['named', 'app', null, null, null]],
    ['FROM debian\nCOPY passwd /etc/passwd\nUSER 1234', ['named', null, 1234, null, null]],
    ['FROM debian\nENV HOME=/h', ['root', 'root', 0, 0, '/h']],
    ['FROM debian\nARG U\nUSER ${U:-5000}', ['named', null, 5000, 0, '/']],
    ['FROM debian\nONBUILD USER x', ['root', 'root', 0, 0, '/root']],
  ])('%j', (text, [kind, name, uid, gid, home]) => {
    const { user } = stateAtEnd(text);
    expect([user.kind, user.name, user.uid, user.gid, user.home]).toEqual([kind, name, uid, gid, home]);
    if (home === null) expect(user.reason).toBeTruthy();
  });

  test.each([
    ['FROM acme/base', 'the base image acme/base may set a USER'],
    ['ARG B\nFROM $B', 'the base image is not known here and may set a USER'],
    ['FROM debian\nUSER $WHO', 'the value of USER $WHO is not known here'],
  ])('unknown in %j', (text, reason) => {
    expect(stateAtEnd(text).user).toMatchObject({ kind: 'unknown', uid: null, home: null, reason });
  });

  test('scripts are parsed only where somebody asks for an account that USER names, and then only those before it that make accounts', () => {
    // The redirections are for the grammar, whose work is counted.
    parses = 0;
    const named = fold('FROM debian\nRUN apt-get update\nRUN useradd -u 1234 app > /dev/null\nUSER 1000\nRUN make\nRUN useradd -u 1235 b > /dev/null\nUSER b\n');
    expect(parses).toBe(0);
    void named.runs[1]!.state.user;
    expect(parses).toBe(0);
    void named.runs[2]!.state.user;
    expect(parses).toBe(1);
    expect(named.stages[0]!.endState.user.uid).toBe(1235);
    expect(parses).toBe(2);
    parses = 0;
    void fold('FROM debian\nRUN useradd -u 1234 app\nUSER root\nRUN make\n').stages[0]!.endState.user;
    expect(parses).toBe(0);
  });
});

describe('folder, variables and shell', () => {
  test.each<[string, string | null]>([
    ['FROM debian', '/'], ['FROM golang:1', '/go'], ['FROM acme/base', null], ['FROM acme/base\nWORKDIR a', null], ['FROM acme/base\nWORKDIR /a\nWORKDIR b/../c', '/a/c'],
    ['FROM debian\nENV D=/x\nWORKDIR $D/y', '/x/y'], ['FROM debian\nWORKDIR $NOPE', null], ['FROM debian\nWORKDIR /a b', '/a b'], ['FROM debian\nWORKDIR "/a"', '/a'],
    ['FROM debian AS b\nWORKDIR /b\nFROM b', '/b'], ['# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR C:\\app', '/app'],
    ['FROM debian\nWORKDIR /a/\nWORKDIR ..', '/'], [`FROM debian\n${'WORKDIR abcdefg\n'.repeat(600)}`, null],
  ])('%j', (text, workdir) => {
    expect(stateAtEnd(text).workdir).toBe(workdir);
  });

  test('ENV: all forms, values from before the instruction, origin', () => {
    const text = 'FROM debian\nENV A=1\nENV A=2 B=$A C="x y" D=a\\ b\nENV E  one two\nENV F=\n';
    const { env, envOrigin } = stateAtEnd(text);
    expect(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => env.get(name))).toEqual(['2', '1', 'x y', 'a b', 'one two', '']);
    expect(envOrigin.get('A')!.words.length).toBe(4);
  });

  test('ARG: global defaults only after declaring, platform arguments unknown, unset stays unset', () => {
    const { env } = stateAtEnd('ARG G=1\nARG H=2\nFROM debian\nARG G\nARG TARGETARCH\nARG NONE\nARG D=$G-$H\n');
    expect([env.get('G'), env.has('H'), env.get('TARGETARCH'), env.has('TARGETARCH'), env.has('NONE'), env.get('D')]).toEqual(
      ['1', false, null, true, false, null],
    );
  });

  test('an image that may set variables leaves missing ones unknown', () => {
    expect(stateAtEnd('FROM acme/base\nENV A=${B:-x}').env.get('A')).toBeNull();
    expect(stateAtEnd('FROM debian\nENV A=${B:-x}').env.get('A')).toBe('x');
    expect(stateAtEnd('FROM rust:1\nENV A=$CARGO_HOME/b').env.get('A')).toBe('/usr/local/cargo/b');
    expect(stateAtEnd('FROM debian').env.has('constructor')).toBe(false);
  });

  test.each([
    ['FROM debian', 'posix'], ['FROM debian\nSHELL ["/bin/bash","-o","pipefail","-c"]', 'posix'], ['FROM debian\nSHELL ["/usr/bin/env","bash","-c"]', 'posix'],
    ['FROM debian\nSHELL ["python3","-c"]', 'other'], ['FROM mcr.microsoft.com/windows/servercore:ltsc2022', 'other'], ['FROM debian AS a\nSHELL ["pwsh","-c"]\nFROM a', 'other'],
  ])('shell of %j', (text, expected) => {
    expect(stateAtEnd(text).shell).toBe(expected);
  });

  test('thousands of variables end in "unknown", not in minutes', () => {
    const text = `FROM debian\n${Array.from({ length: 2000 }, (_, i) => `ENV A${i}=b\n`).join('')}`;
    const state = stateAtEnd(text);
    expect(state.isEnvComplete).toBe(false);
    expect(state.env.get('A0')).toBeUndefined();
  });
});

describe('stages', () => {
  test.each<[string, string | null]>([
    ['python:3.12', 'debian'], ['python:3.12-slim', 'debian'], ['python:3.12-alpine3.20', 'alpine'], ['python:3.12-slim-bookworm', 'debian'], ['node:20-alpine', 'alpine'], ['node', 'debian'],
    ['alpine:3.20', 'alpine'], ['ubuntu:24.04', 'ubuntu'], ['rockylinux:9', 'redhat'], ['almalinux', 'redhat'], ['fedora:40', 'redhat'],
    ['registry.access.redhat.com/ubi9/ubi-minimal', 'redhat'], ['registry.access.redhat.com/ubi9/python-312', 'redhat'], ['busybox', 'busybox'], ['scratch', 'scratch'],
    ['mcr.microsoft.com/windows/nanoserver:ltsc2022', 'windows'], ['python:3.12-windowsservercore-ltsc2022', 'windows'], ['golang:1.22-nanoserver', 'windows'],
    ['eclipse-temurin:21-jre-jammy', 'ubuntu'], ['eclipse-temurin:21-alpine', 'alpine'], ['mcr.microsoft.com/dotnet/sdk:8.0', 'debian'], ['mcr.microsoft.com/dotnet/aspnet:8.0-alpine', 'alpine'],
    ['nvidia/cuda:12.4.0-devel-ubi8', 'redhat'], ['nvidia/cuda:12.4.0-devel-ubuntu22.04', 'ubuntu'], ['acme/base', null], ['acme/base:1.0-alpine', 'alpine'],
    ['constructor', null], ['cgr.dev/chainguard/python', null],
  ])('distribution of %s', (image, expected) => {
    expect(fold(`FROM ${image}\n`).stages[0]!.distribution).toBe(expected);
  });

  test('a stage has the base of the chain it continues, and ships where the last one builds on it', () => {
    const model = parseDockerfile('FROM node:20-alpine AS base\nFROM base AS build\nFROM base\nCOPY --from=build a b\n');
    const facts = foldFacts(model, shell);
    expect(facts.stages.map((stage) => [stage.baseImage?.text, stage.distribution, stage.ships])).toEqual([
      ['node:20-alpine', 'alpine', true], ['node:20-alpine', 'alpine', false], ['node:20-alpine', 'alpine', true],
    ]);
    expect(facts.stageFact(model.stages[1]!)).toBe(facts.stages[1]);
    expect(fold('FROM debian\nUSER 1000').stages[0]!.endState.user.uid).toBe(1000);
  });

  test('stage cycles cannot be written', () => {
    expect(fold('FROM b AS a\nFROM a AS b\nFROM b\n').stages.length).toBe(3);
  });
});

describe('runs and copies', () => {
  test('commands are read when asked for, once', () => {
    parses = 0;
    const [run] = fold('FROM debian\nRUN pip install x && npm ci\n').runs;
    expect(parses).toBe(0);
    expect(run!.commands.map((command) => command.name)).toEqual(['pip', 'npm']);
    expect(run!.isComplete).toBe(true);
    const after = parses;
    expect(run!.commands).toBe(run!.commands);
    expect(parses).toBe(after);
  });

  test('no grammar or another shell: no commands, not complete', () => {
    const run = foldFacts(parseDockerfile('FROM a\nRUN x\n'), null).runs[0]!;
    expect([run.commands, run.isComplete]).toEqual([[], false]);
    const other = fold('FROM a\nSHELL ["pwsh","-c"]\nRUN x\nRUN ["npm","ci"]\n').runs;
    expect(other.map((one) => one.commands.length)).toEqual([0, 1]);
  });

  test('what an ONBUILD does is no fact of this build', () => {
    const facts = fold('FROM a\nONBUILD RUN x\nONBUILD COPY . .\n');
    expect([facts.runs, facts.copies]).toEqual([[], []]);
  });

  test.each<[string, boolean, string[], string | null]>([
    ['COPY . .', true, ['.'], '/w/'], ['COPY a b/ /x/', true, ['a', 'b'], '/x/'], ['COPY ../x y', true, ['x'], '/w/y'], ['COPY ./a/./b/../c /y', true, ['a/c'], '/y'], ['COPY /abs /y', true, ['abs'], '/y'],
    ['COPY ["a b", "/c d/"]', true, ['a b'], '/c d/'], ['COPY --from=x a b', false, ['a'], '/w/b'], ['COPY <<EOF /x\nEOF', false, [], '/x'], ['COPY a <<EOF /x/\nEOF', true, ['a'], '/x/'],
    ['ADD https://x.io/a.tgz /x', false, [], '/x'], ['ADD git@github.com:a/b.git /x', false, [], '/x'], ['ADD a.tgz /x', true, ['a.tgz'], '/x'], ['COPY --parents --exclude=*.md src/**/p.json ./', true, ['src/**/p.json'], '/w/'],
    ['COPY $D/a $D', true, ['dir/a'], '/w/dir'], ['COPY $NOPE a', true, ['$NOPE'], '/w/a'], ['COPY a $NOPE', true, ['a'], null], ['COPY a', false, [], null], ['COPY', false, [], null],
    ['COPY "a" \'b\'', true, ['a'], '/w/b'], ['COPY --chown=1:1 --link a ./', true, ['a'], '/w/'], ['COPY a /', true, ['a'], '/'],
  ])('%j', (copy, fromContext, sources, destination) => {
    const [fact] = fold(`FROM debian\nENV D=dir\nWORKDIR /w\n${copy}\n`).copies;
    expect([fact!.fromContext, fact!.sources.map((source) => source.path), fact!.destination]).toEqual([fromContext, sources, destination]);
    const { exec, words } = fact!.instruction;
    for (const { index } of fact!.sources) expect((exec ?? words)[index]).toBeDefined();
  });

  test('a relative destination needs a known folder', () => {
    expect(fold('FROM acme/base\nCOPY a b\n').copies[0]!.destination).toBeNull();
  });
});
