/** Puts a fragment where people insert it: into the smallest file that is good without it. */

const PYTHON = 'FROM python:3.12-slim\nWORKDIR /app';
const NODE = 'FROM node:24-alpine\nWORKDIR /app';
const DEBIAN = 'FROM debian:trixie-slim';
const PIP = `${PYTHON}\nCOPY requirements.txt ./`;
const NPM = `${NODE}\nCOPY package.json package-lock.json ./`;
const UV = `${PYTHON}\nCOPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/`;
const GO = 'FROM golang:1.26-alpine\nWORKDIR /src';

/** What stands before each fragment. A fragment that is missing here fails its test. */
const BEFORE: ReadonlyMap<string, string> = new Map([
  ['drydock-cache-pip', PIP],
  ['drydock-cache-pip-user', `${PYTHON}\nRUN useradd --create-home --uid 10001 app\nUSER app\nCOPY requirements.txt ./`],
  ['drydock-cache-uv', `${UV}\nCOPY pyproject.toml uv.lock ./`],
  ['drydock-cache-uv-pip', `${UV}\nCOPY requirements.txt ./`],
  ['drydock-cache-poetry', `${PYTHON}\nCOPY pyproject.toml poetry.lock ./`],
  ['drydock-cache-pipenv', `${PYTHON}\nCOPY Pipfile Pipfile.lock ./`],
  ['drydock-cache-npm', NPM],
  ['drydock-cache-npm-user', `${NODE}\nRUN chown node:node /app\nUSER node\nCOPY --chown=node:node package.json package-lock.json ./`],
  ['drydock-cache-yarn', `${NODE}\nCOPY package.json yarn.lock ./`],
  ['drydock-cache-pnpm', `${NODE}\nRUN corepack enable\nCOPY package.json pnpm-lock.yaml ./`],
  ['drydock-cache-bun', 'FROM oven/bun:1.3-alpine\nWORKDIR /app\nCOPY package.json bun.lock ./'],
  ['drydock-cache-apt', DEBIAN],
  ['drydock-apk', 'FROM alpine:3.23'],
  ['drydock-cache-dnf', 'FROM fedora:43'],
  ['drydock-cache-go-mod', GO],
  ['drydock-cache-go-build', `${GO}\nCOPY . .`],
  ['drydock-cache-cargo', 'FROM rust:1.91-slim-trixie\nWORKDIR /src\nCOPY . .'],
  ['drydock-cache-maven', 'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /src\nCOPY . .'],
  ['drydock-cache-gradle', 'FROM eclipse-temurin:21-jdk\nWORKDIR /src\nCOPY . .'],
  ['drydock-cache-composer', 'FROM composer:2.8\nWORKDIR /app\nCOPY composer.json composer.lock ./'],
  ['drydock-cache-nuget', 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nCOPY App.csproj ./'],
  ['drydock-bind-pip', PYTHON],
  ['drydock-bind-npm', NODE],
  ['drydock-bind-uv', UV],
  ['drydock-secret-npm', NPM],
  ['drydock-secret-pip', PIP],
  ['drydock-user-debian', DEBIAN],
  ['drydock-user-alpine', 'FROM alpine:3.23'],
  ['drydock-user-node', NODE],
  ['drydock-healthcheck-python', PYTHON],
  ['drydock-healthcheck-node', NODE],
  ['drydock-healthcheck-wget', 'FROM alpine:3.23'],
  ['drydock-healthcheck-curl', 'FROM python:3.12'],
  ['drydock-labels', DEBIAN],
]);

export function isWholeDockerfile(text: string): boolean {
  return /^FROM /m.test(text);
}

export function wrapDockerfile(prefix: string, text: string): string {
  if (isWholeDockerfile(text)) return text;
  const before = BEFORE.get(prefix);
  if (before === undefined) throw new Error(`wrapFragment.ts does not know what stands before ${prefix}`);
  const user = /^USER /m.test(text) || /^USER /m.test(before) ? '' : 'USER 10001\n';
  return `${before}\n${text.trimEnd()}\n${user}CMD ["true"]\n`;
}

export type ComposePlace = 'file' | 'top' | 'services' | 'service';

const AT_TOP = new Set(['drydock-secret-define', 'drydock-logging-shared', 'drydock-networks']);

export function composePlace(prefix: string, text: string): ComposePlace {
  if (/^services:/m.test(text)) return 'file';
  if (AT_TOP.has(prefix)) return 'top';
  return prefix.startsWith('drydock-service-') ? 'services' : 'service';
}

const NO_NEW_PRIVILEGES = 'security_opt:\n  - no-new-privileges:true\n';
const LIMITS = 'deploy:\n  resources:\n    limits:\n      cpus: "0.5"\n      memory: 192M\n';

export function wrapCompose(prefix: string, text: string): string {
  const own = `${text.trimEnd()}\n`;
  const image = /^build:/m.test(own) ? '' : 'image: ghcr.io/example/app:1.0.0\n';
  const rest = (/^deploy:/m.test(own) ? '' : LIMITS) + (/^security_opt:/m.test(own) ? '' : NO_NEW_PRIVILEGES);
  switch (composePlace(prefix, text)) {
    case 'file':
      return own;
    case 'top':
      return `${own}services:\n  app:\n${indent(`image: ghcr.io/example/app:1.0.0\n${LIMITS}${NO_NEW_PRIVILEGES}`, 4)}`;
    case 'services':
      return `services:\n${indent(own, 2)}`;
    case 'service':
      return `services:\n  app:\n${indent(image + own + rest, 4)}`;
  }
}

function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
