/**
 * A Node service as people first write it: the sources are copied before the install, nothing is cached or pinned.
 * A compose file says what its build context is, so that nothing about it is only assumed.
 */
export const naiveNode: Readonly<Record<string, string>> = {
  Dockerfile: ['FROM node', 'WORKDIR /app', 'COPY . .', 'RUN npm ci', 'CMD ["node", "server.js"]', ''].join('\n'),
  'compose.yaml': 'services:\n  sample:\n    build: .\n',
  'package.json': '{ "name": "sample", "version": "1.0.0", "dependencies": {} }\n',
  'package-lock.json': '{ "name": "sample", "version": "1.0.0", "lockfileVersion": 3, "packages": {} }\n',
  'server.js': 'console.log("up");\n',
};

/** A Dockerfile in which no rule finds anything. */
export const good = [
  'FROM node:24-bookworm-slim',
  'WORKDIR /app',
  'COPY package.json package-lock.json ./',
  'RUN --mount=type=cache,target=/root/.npm npm ci',
  'COPY server.js ./',
  'CMD ["node", "server.js"]',
  '',
].join('\n');
