import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { isPackagedService } from '../packagedService.ts';
import type { StartCommand } from '../startCommand.ts';

/** Programs and settings that start as root and go on as another account, or that root alone can use. */
const SWITCHES = words(`gosu su-exec setpriv setuidgid runuser chpst fixuid doas s6-overlay s6-svscan s6-setuidgid supervisord? runsvdir runit monit
  circusd systemd dockerd containerd buildkitd sshd openssh-server crond? cronie dcron PUID PGID docker\\.sock io\\.hass[\\w.]* iptables nft tailscaled wg-quick \\w*vpn \\w*vpn-server`);
const SWITCHING_CALLS = /(?:^|[\s;&|"'[])(?:su (?:-|\w[\w-]* -c)|sudo -u|start-stop-daemon)/;
/** Servers whose first process is root's on purpose, and services of the system. */
const ROOT_SERVERS = words(`nginx openresty httpd apache2 apache2ctl apachectl apache2-foreground httpd-foreground php-fpm[\\d.]* lighttpd haproxy
  caddy traefik varnishd squid vsftpd proftpd postfix dovecot exim smbd nmbd slapd named unbound dnsmasq rsyslogd ntpd chronyd openrc /init /sbin/init
  postgres mysqld mariadbd mongod redis-server rabbitmq-server keepalived bird node_exporter cadvisor fluentd fluent-bit filebeat promtail`);

function words(names: string): RegExp {
  return new RegExp(`(?<![\\w-])(?:${names.split(/\s+/).join('|')})(?![\\w.-])`);
}

/** True where the container starts as root for a reason that this file or its base image tells. */
export function startsAsRootOnPurpose(model: DockerfileModel, facts: DockerfileFacts, stage: Stage, start: StartCommand): boolean {
  const { baseImage } = facts.stageFact(stage);
  if (baseImage && describeImage(baseImage)?.needsRoot) return true;
  if (ROOT_SERVERS.test(start.text) || exposesSystemPort(model, stage) || isPackagedService(model, facts, stage, start)) return true;
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
