import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parseDockerfile.ts';
import { placeHistory } from '../../../server/src/vulnerabilities/historyPlaces.ts';
import { countLevels, NO_COUNTS, reaches, type HistoryEntry, type ImageScan, type Vulnerability } from '../../../server/src/vulnerabilities/model.ts';
import { placeScan, type ScannedFrom } from '../../../server/src/vulnerabilities/places.ts';
import { readGrype } from '../../../server/src/vulnerabilities/readers/grype.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import { countsText, groupMessage } from '../../../server/src/vulnerabilities/words.ts';
import { golden } from './golden.ts';

/** What a real image tells: built by BuildKit of engine 28.5 from `BUILT`, on a base with four entries. */
const HISTORY: readonly HistoryEntry[] = (
  [
    [true, 'ADD rootfs.tar / # buildkit'],
    [true, 'COPY ca.crt /etc/ssl/certs/ca-certificates.crt # buildkit'],
    [true, 'COPY docker-clean docker-no-languages /etc/apt/apt.conf.d/ # buildkit'],
    [false, 'CMD ["bash"]'],
    [false, 'ARG WHO=me'],
    [false, 'ENV A=1 B=2'],
    [false, 'LABEL x=y z=a b'],
    [true, 'RUN |1 WHO=me /bin/sh -c echo one > /one &&     echo ${WHO} >> /one # buildkit'],
    [true, 'WORKDIR /srv'],
    [false, 'SHELL [/bin/sh -c]'],
    [true, 'COPY --chown=1:1 /out /srv/out # buildkit'],
    [true, 'ADD Dockerfile /srv/ # buildkit'],
    [true, 'RUN |1 WHO=me echo exec form # buildkit'],
    [true, 'RUN |1 WHO=me touch /two # buildkit'],
    [true, 'RUN |1 WHO=me /bin/sh -c echo heredoc2 > /three\n # buildkit'],
    [true, 'RUN |1 WHO=me /bin/sh -c cat <<EOF > /four\ntext\nEOF # buildkit'],
    [false, 'EXPOSE [80/tcp 81/tcp]'],
    [false, 'VOLUME [/data]'],
    [false, 'USER 1000'],
    [false, 'STOPSIGNAL SIGTERM'],
    [false, 'HEALTHCHECK &{["CMD-SHELL" "true"] "0s" "0s" "0s" "0s" \'\\x00\'}'],
    [false, 'MAINTAINER me'],
    [false, 'ENTRYPOINT ["/bin/true"]'],
    [false, 'CMD ["x"]'],
  ] as const
).map(([hasLayer, createdBy]) => ({ hasLayer, createdBy }));

const BUILT = `ARG BASE=debian:bookworm-slim
FROM \${BASE} AS base
ARG WHO=me
ENV A=1 \\
    B=2
LABEL x=y z="a b"
RUN echo one > /one && \\
    # a comment
    echo \${WHO} >> /one
WORKDIR /srv

FROM base AS builder
RUN <<EOF
mkdir -p /out
EOF

FROM base
SHELL ["/bin/sh", "-c"]
COPY --from=builder --chown=1:1 /out /srv/out
ADD Dockerfile /srv/
RUN --mount=type=cache,target=/c ["echo", "exec form"]
RUN ["touch", "/two"]
RUN <<EOF
echo heredoc2 > /three
EOF
RUN cat <<EOF > /four
text
EOF
EXPOSE 80 81
VOLUME /data
USER 1000
STOPSIGNAL SIGTERM
HEALTHCHECK CMD true
ONBUILD RUN true
MAINTAINER me
ENTRYPOINT ["/bin/true"]
CMD ["x"]
`;

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** `7 RUN` for each entry with a layer; `base`, or `-` where nothing can be said. */
function placesIn(text: string, history = HISTORY, target: string | null = null): readonly string[] | string {
  const places = placeHistory(history, parseDockerfile(text), target);
  if (typeof places === 'string') return places;
  return history.flatMap(({ hasLayer }, index) => {
    const at = places.at(index);
    return hasLayer ? [at === null ? '-' : at === 'base' ? 'base' : `${lineOf(text, at.span.start)} ${at.keyword}`] : [];
  });
}

describe('the history of an image', () => {
  const whole = ['base', 'base', 'base', '7 RUN', '10 WORKDIR', '19 COPY', '20 ADD', '21 RUN', '22 RUN', '23 RUN', '26 RUN'];

  it('is traced to the lines of the stages that it is made of', () => {
    expect(placesIn(BUILT)).toEqual(whole);
  });

  it('is traced whatever the line endings', () => {
    expect(placesIn(BUILT.replaceAll('\n', '\r\n'))).toEqual(whole);
  });

  it('tells nothing of a RUN that was edited since, and all of the others', () => {
    expect(placesIn(BUILT.replace('echo heredoc2', 'echo other'))).toEqual([...whole.slice(0, 9), '-', '26 RUN']);
  });

  it('belongs to no Dockerfile with other instructions', () => {
    expect(placesIn(BUILT.replace('ADD Dockerfile /srv/\n', ''))).toBe('other');
    expect(placesIn(BUILT.replace('ADD Dockerfile /srv/\n', 'ADD Dockerfile /srv/\nCOPY . .\n'))).toBe('other');
    expect(placesIn('FROM debian\nRUN apt-get update\nCMD ["x"]\n')).toBe('other');
    expect(placesIn('FROM debian\n'.concat('RUN a\n'.repeat(30)))).toBe('other');
    expect(placesIn(BUILT, [])).toBe('none');
    expect(placesIn('', HISTORY)).toBe('none');
  });

  it('ends with the stage that was built', () => {
    expect(placesIn(BUILT, HISTORY.slice(0, 9), 'base')).toEqual(['base', 'base', 'base', '7 RUN', '10 WORKDIR']);
  });

  it('may have entries that no instruction made, and lack such that change no file', () => {
    const labelled = [...HISTORY, { hasLayer: false, createdBy: 'LABEL org.opencontainers.image.revision=1' }];
    expect(placesIn(BUILT, labelled)).toEqual(whole);
    expect(placesIn(BUILT, HISTORY.filter(({ createdBy }) => !/^(?:MAINTAINER|ARG|SHELL)/.test(createdBy)))).toEqual(whole);
  });

  it('is read as the builder before BuildKit wrote it', () => {
    const { history } = readTrivy(golden('trivy/fluentd-gems.json.golden'), 'fluentd')!;
    expect(placesIn(FLUENTD, history)).toEqual(['base', '3 COPY', '4 COPY', '5 RUN', '8 COPY', '9 COPY']);
  });
});

/** As the history of Trivy's test image tells it. */
const FLUENTD = `FROM debian:buster
ARG DEBIAN_FRONTEND=noninteractive
COPY install.sh /tmp/install.sh
COPY Gemfile /
RUN chmod +x /tmp/install.sh && \\
    /bin/bash -l -c /tmp/install.sh && \\
    rm /tmp/*
COPY fluent.conf /etc/fluent/fluent.conf
COPY run.sh /
EXPOSE 80
ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
CMD ["/run.sh"]
`;

function from(text: string, more: Partial<ScannedFrom> = {}): ScannedFrom {
  return { model: parseDockerfile(text), target: null, isBaseOnly: false, ...more };
}

function shown(scan: ImageScan, text: string, more: Partial<ScannedFrom> = {}): readonly string[] {
  return placeScan(scan, from(text, more)).map((group) => `${lineOf(text, group.span.start)}: ${text.slice(group.span.start, group.span.end)} ${countsText(group.counts)}${group.untold ? ` (${group.untold.reason} ${group.untold.count})` : ''}`);
}

const trivyScan = (): ImageScan => readTrivy(golden('trivy/fluentd-gems.json.golden'), 'fluentd:1')!;

describe('what a scanner found', () => {
  it('stands at the FROM and the RUN that brought it in', () => {
    expect(shown(trivyScan(), FLUENTD)).toEqual(['1: debian:buster 1 critical vulnerability', '5: RUN 1 high vulnerability']);
  });

  it('stands at the last FROM, with the reason, where the line cannot be told', () => {
    const multi = `FROM node:24 AS build\nRUN make\n\nFROM debian:buster\nCOPY --from=build /a /b\n`;
    expect(shown(trivyScan(), multi)).toEqual(['4: debian:buster 1 critical and 1 high vulnerabilities (other-dockerfile 2)']);
    const scan = trivyScan();
    expect(shown({ ...scan, history: [], vulnerabilities: scan.vulnerabilities.map((one) => ({ ...one, layer: null })) }, multi)).toEqual([
      '4: debian:buster 1 critical and 1 high vulnerabilities (no-layers 2)',
    ]);
    expect(shown(scan, FLUENTD.replace('rm /tmp/*', 'rm -rf /tmp/*'))).toEqual(['1: debian:buster 1 critical and 1 high vulnerabilities (other-dockerfile 2)']);
  });

  it("is the base image's alone where only that was scanned", () => {
    const multi = 'FROM debian:buster AS base\nRUN a\nFROM base AS app\nRUN b\n';
    expect(shown(trivyScan(), multi, { isBaseOnly: true, target: 'app' })).toEqual(['1: debian:buster 1 critical and 1 high vulnerabilities']);
  });

  it('is traced for Grype too', () => {
    const text = 'FROM alpine:3.14\nRUN wget -nv https://repo1.maven.org/maven2/junit/junit/4.13.1/junit-4.13.1.jar && \\\n    wget -nv https://get.jenkins.io/plugins/TwilioNotifier/0.2.1/TwilioNotifier.hpi && \\\n    wget -nv https://updates.jenkins-ci.org/download/war/1.390/hudson.war && \\\n    wget -nv https://get.jenkins.io/plugins/nomad/0.7.4/nomad.hpi\nCOPY Dockerfile /\n';
    const scan = readGrype(golden('grype/ghsa-test.json'), 'app')!;
    expect(shown(scan, text)).toEqual([`2: RUN ${countsText(countLevels(scan.vulnerabilities))}`]);
  });

  it('is not pinned on the RUN that wrote the list of packages last', () => {
    const scan = trivyScan();
    const listed = scan.vulnerabilities.map((one): Vulnerability => ({ ...one, isLayerLatest: true }));
    expect(shown({ ...scan, vulnerabilities: listed }, FLUENTD)).toEqual(['1: debian:buster 1 critical and 1 high vulnerabilities (no-layer 1)']);
  });

  it('points at the package where the RUN names it', () => {
    const text = 'FROM debian:13\nRUN apt-get install -y curl=8.1 git\n';
    const history = [{ hasLayer: true, createdBy: 'ADD rootfs.tar /' }, { hasLayer: true, createdBy: 'RUN /bin/sh -c apt-get install -y curl=8.1 git # buildkit' }];
    const curl: Vulnerability = { ...trivyScan().vulnerabilities[0]!, package: 'curl', level: 'critical', layer: 1 };
    expect(shown({ ...trivyScan(), history, vulnerabilities: [curl, { ...curl, package: 'git', level: 'low' }] }, text)).toEqual(['2: curl=8.1 1 critical and 1 low vulnerabilities']);
  });
});

describe('words', () => {
  it('say what was found, the worst of it and what helps', () => {
    const [base, run] = placeScan(trivyScan(), from(FLUENTD));
    expect(groupMessage(base!, trivyScan())).toBe(
      'Trivy finds 1 critical vulnerability in `debian:buster` (libidn2-0 2.0.5-1, fixed in 2.0.5-1+deb10u1): it has a fix, so pull the image anew (`docker build --pull`), and move to a newer tag where that does not help.',
    );
    expect(groupMessage(run!, trivyScan())).toBe(
      'Trivy finds 1 high vulnerability in what this RUN brings into `fluentd:1` (activesupport 6.0.2.1, fixed in 6.0.3.1, 5.2.4.3): it has a fix, so raise the versions where they are declared.',
    );
  });

  it('say where the line is not known', () => {
    const [group] = placeScan(trivyScan(), from('FROM debian:buster\nRUN make\nCOPY . .\n'));
    expect(groupMessage(group!, trivyScan())).toMatch(/\. They stand at this FROM since the line cannot be told: the image was built from another text than this Dockerfile has now\.$/);
  });

  it('tell one without a fix from many', () => {
    const [one] = trivyScan().vulnerabilities;
    const [group] = placeScan({ ...trivyScan(), vulnerabilities: [{ ...one!, fixed: null }] }, from(FLUENTD));
    expect(groupMessage(group!, trivyScan())).toMatch(/, without a fix\): it has no fix yet, so only an image or a package without it helps\.$/);
  });

  it('name no more than three packages', () => {
    const [one] = trivyScan().vulnerabilities;
    const many = ['a', 'b', 'c', 'd', 'e'].map((name): Vulnerability => ({ ...one!, package: name, fixed: null, layer: 0 }));
    const [group] = placeScan({ ...trivyScan(), vulnerabilities: many }, from(FLUENTD));
    expect(groupMessage(group!, trivyScan())).toContain('(a 2.0.5-1, without a fix; b 2.0.5-1, without a fix; c 2.0.5-1, without a fix; and 2 more packages): none of them has a fix yet');
  });
});

it('a gate fails at its level and above', () => {
  const counts = { ...NO_COUNTS, high: 2 };
  expect(reaches(counts, 'critical')).toBe(false);
  expect(reaches(counts, 'high')).toBe(true);
  expect(reaches(counts, 'low')).toBe(true);
  expect(reaches(counts, 'none')).toBe(false);
});
