import { lastPart } from './imagePath.ts';

/**
 * Images whose own programs gain rights while they run: by `sudo` (code-server, notebooks), by setgid programs (mail servers), by capabilities of
 * files that another account than root starts (Pi-hole, Vault), or by a setuid `fping` (monitoring). Each as its Dockerfile or documentation says.
 */
const GAINING: ReadonlySet<string> = new Set(
  ('code-server openvscode-server coder workspace webtop kasm chrome firefox devcontainer pihole vault openbao docker-mailserver mailserver postfix exim poste mailcow mailu mailman ' +
    'smokeping zabbix-server-mysql zabbix-server-pgsql zabbix-proxy-mysql zabbix-proxy-sqlite3 zabbix-agent nagios naemon icinga2 icinga librenms observium cacti check-mk-raw checkmk ' +
    'gitlab-ce gitlab-ee sshd openssh-server sftp telegraf blackbox-exporter server desktop ubuntu-desktop guacd selenium').split(' '),
);

/** True for images that `no-new-privileges` is known or likely to break. `path` as `imagePath` gives it. */
export function gainsRights(path: string | null): boolean {
  if (path === null) return false;
  const name = lastPart(path);
  if (/^(?:jupyter|kasmweb|devcontainers|vscode)\//.test(path) || /(?:notebook|jupyterhub|desktop)$/.test(name)) return true;
  return GAINING.has(name) && (name !== 'server' || path === 'mssql/server');
}
