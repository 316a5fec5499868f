/**
 * A Dockerfile of many stages as people write them, at least `lines` long; every RUN differs, so that none is remembered.
 * @param edition a number that goes into each RUN, for a text none of whose scripts was seen before
 */
export function dockerfileOf(lines: number, edition = 0): string {
  const text: string[] = ['# syntax=docker/dockerfile:1', 'ARG PYTHON=3.12'];
  for (let stage = 0; text.length < lines; stage++) {
    text.push(
      '',
      `# stage ${stage}`,
      stage % 2 === 0 ? `FROM python:\${PYTHON}-slim AS stage${stage}` : `FROM node:24-slim AS stage${stage}`,
      'ENV PYTHONUNBUFFERED=1 \\',
      `    STAGE=${stage}`,
      'WORKDIR /app',
      'RUN apt-get update \\',
      `    && apt-get install -y --no-install-recommends curl libpq-dev${edition}.${stage} \\`,
      '    # the lists are of no use later',
      '    && rm -rf /var/lib/apt/lists/*',
      stage % 2 === 0 ? `COPY services/s${stage}/ .` : 'COPY . .',
      stage % 2 === 0 ? `RUN pip install --no-cache-dir -r requirements${edition}.${stage}.txt` : `RUN npm ci --omit=dev && echo ${edition}.${stage}`,
      `RUN useradd -m -u ${1000 + edition * 100 + stage} app${stage}`,
      `COPY --chown=app${stage}:app${stage} config/ /etc/app/`,
      `USER app${stage}`,
      'EXPOSE 8000',
      'HEALTHCHECK --interval=30s CMD ["python", "-c", "import urllib.request"]',
      `CMD ["python", "-m", "service${stage}"]`,
    );
  }
  return `${text.slice(0, lines).join('\n')}\n`;
}

/** A compose file with anchors, merges and comments, at least `lines` long. */
export function composeOf(lines: number): string {
  const text: string[] = [
    'x-logging: &logging',
    '  driver: json-file',
    '  options: { max-size: "10m", max-file: "3" }',
    'x-common: &common',
    '  restart: unless-stopped',
    '  logging: *logging',
    'services:',
  ];
  for (let service = 0; text.length < lines; service++) {
    text.push(
      `  # service ${service}`,
      `  api-${service}:`,
      '    <<: *common',
      `    build: { context: ./services/s${service}, dockerfile: Dockerfile }`,
      `    image: acme/api-${service}:1.0`,
      '    environment:',
      '      - LOG_LEVEL=info',
      `      - DATABASE_URL=postgresql://db:5432/app${service}`,
      `    ports: ["${8000 + service}:8000"]`,
      '    depends_on:',
      '      db:',
      '        condition: service_healthy',
      '    healthcheck:',
      '      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]',
      '      interval: 30s',
      '    networks:',
      '      - backend',
      ...(service % 3 === 0 ? ['    deploy:', '      resources:', '        limits:', '          memory: 256M'] : []),
      '',
    );
  }
  text.push('  db:', '    image: postgres:16', 'networks:', '  backend: {}');
  return `${text.join('\n')}\n`;
}

/** A compose file as grown systems have them, at least `lines` long: some forty lines a service, half of what they share by anchors. */
export function grownComposeOf(lines: number): string {
  const text: string[] = [
    '# all services',
    'x-logging: &logging',
    '  driver: json-file',
    '  options: { max-size: "10m", max-file: "3" }',
    'x-common: &common',
    '  restart: unless-stopped',
    '  logging: *logging',
    'x-env: &env',
    '  TZ: Europe/Berlin',
    '  DATABASE_HOST: db',
    'x-limits: &limits',
    '  resources:',
    '    limits: { cpus: "1.0", memory: 512M }',
    'services:',
  ];
  for (let service = 0; text.length < lines; service++) text.push(...grownService(service));
  text.push('  db:', '    <<: *common', '    image: postgres:16.4', '    volumes: ["data:/var/lib/postgresql/data"]');
  text.push('', 'networks:', '  backend:', '  frontend: {}', 'volumes:', '  data:', ...Array.from({ length: 7 }, (_, cache) => `  cache-${cache}:`));
  return `${text.join('\n')}\n`;
}

function grownService(service: number): string[] {
  const isLimited = service % 3 === 0;
  return [
    '',
    `  # service ${service}: what it is for, who looks after it`,
    `  api-${service}:`,
    '    <<: *common',
    '    build:',
    `      context: ./services/s${service}`,
    '      dockerfile: Dockerfile',
    '      args:',
    `        VERSION: "1.${service}"`,
    `    image: acme/api-${service}:1.0`,
    `    container_name: api-${service}`,
    '    environment:',
    '      <<: *env',
    '      LOG_LEVEL: info   # less in production',
    `      SERVICE_NAME: api-${service}`,
    `      DATABASE_URL: postgresql://db:5432/app${service}`,
    `      PEER_URL: http://api-${service + 1}:8000`,
    '      FEATURE_FLAGS: "a,b,c"',
    '    ports:',
    `      - "127.0.0.1:${8000 + service}:8000"   # http`,
    '    volumes:',
    `      - ./config/s${service}:/etc/app:ro`,
    '      # - ./src:/app',
    `      - cache-${service % 7}:/var/cache/app`,
    '    depends_on:',
    '      db:',
    service % 2 === 0 ? '        condition: service_started' : '        condition: service_healthy',
    '    healthcheck:',
    '      test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8000/health"]',
    '      interval: 30s',
    '      timeout: 5s',
    '      retries: 3',
    '    labels:',
    '      traefik.enable: "true"',
    `      traefik.http.routers.api${service}.rule: Host(\`api${service}.example.org\`)`,
    '    networks:',
    '      - backend',
    ...(service % 5 === 0 ? ['      - frontend'] : []),
    ...(isLimited ? ['    deploy: *limits'] : service % 3 === 1 ? ['    deploy:', '      resources:', '        limits:', '          memory: 256M # measured'] : []),
  ];
}
