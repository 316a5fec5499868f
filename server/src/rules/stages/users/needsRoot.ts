import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { installedPackages } from '../../layers/cleanups/osPackages.ts';
import { startedProgram, type StartCommand } from '../startCommand.ts';

/** Programs and settings that start as root and go on as another account, or that root alone can use. */
const SWITCHES = words(`gosu su-exec setpriv setuidgid runuser chpst fixuid doas s6-overlay s6-svscan s6-setuidgid supervisord? runsvdir runit monit
  circusd systemd dockerd containerd buildkitd sshd openssh-server crond? cronie dcron PUID PGID docker\\.sock io\\.hass[\\w.]* iptables nft tailscaled wg-quick \\w*vpn \\w*vpn-server`);
const SWITCHING_CALLS = /(?:^|[\s;&|"'[])(?:su (?:-|\w[\w-]* -c)|sudo -u|start-stop-daemon)/;
/** Servers whose first process is root's on purpose, and services of the system. */
const ROOT_SERVERS = words(`nginx openresty httpd apache2 apache2ctl apachectl apache2-foreground httpd-foreground php-fpm[\\d.]* lighttpd haproxy
  caddy traefik varnishd squid vsftpd proftpd postfix dovecot exim smbd nmbd slapd named unbound dnsmasq rsyslogd ntpd chronyd openrc /init /sbin/init
  postgres mysqld mariadbd mongod redis-server rabbitmq-server keepalived bird node_exporter cadvisor fluentd fluent-bit filebeat promtail`);

/** What runs applications, and is installed as a package as well. */
const LANGUAGES = /^(?:python|node|java|ruby|php|perl|dotnet|npm|yarn|pnpm|bun|deno|gunicorn|uvicorn)/;

function words(names: string): RegExp {
  return new RegExp(`(?<![\\w-])(?:${names.split(/\s+/).join('|')})(?![\\w.-])`);
}

/** True where the container starts as root for a reason that this file or its base image tells. */
export function startsAsRootOnPurpose(model: DockerfileModel, facts: DockerfileFacts, stage: Stage, start: StartCommand): boolean {
  const { baseImage } = facts.stageFact(stage);
  if (baseImage && describeImage(baseImage)?.needsRoot) return true;
  if (ROOT_SERVERS.test(start.text) || exposesSystemPort(model, stage) || isPackagedService(facts, stage, start)) return true;
  return stageChain(stage).some(({ instructions }) => instructions.some(({ span }) => {
    const text = sliceSpan(model.text, span);
    return SWITCHES.test(text) || SWITCHING_CALLS.test(text);
  }));
}

/** Mail, names, files, time, private networks: services of that kind need root to do their work. Web servers are another matter. */
function exposesSystemPort({ text }: DockerfileModel, stage: Stage): boolean {
  return stageChain(stage).some(({ instructions }) => instructions.some(({ keyword, bodySpan }) =>
    keyword === 'EXPOSE' && (/\/udp\b/i.test(sliceSpan(text, bodySpan)) || (sliceSpan(text, bodySpan).match(/\b\d+\b/g) ?? []).some(isOfSystem))));
}

function isOfSystem(port: string): boolean {
  return Number(port) < 1024 && port !== '80' && port !== '443';
}

/** A service of the distribution: its package made an account for it, and its settings say when it is used. */
function isPackagedService(facts: DockerfileFacts, stage: Stage, start: StartCommand): boolean {
  const program = startedProgram(start).replace(/^.*\//, '');
  if (program.length < 3 || LANGUAGES.test(program)) return false;
  return stageChain(stage).some((one) => facts.stageFact(one).runs.some((run) =>
    [...installedPackages(run).names].some((name) => name.length > 2 && (name.startsWith(program) || program.startsWith(name)))));
}
