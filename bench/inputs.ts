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
      'HEALTHCHECK CMD ["python", "-c", "import urllib.request"]',
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
