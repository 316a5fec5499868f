/** Ways by which a container reaches into its host. */
export type Access = 'socket' | 'privileged' | 'root' | 'pid' | 'network';

/** What a message says of a way. */
export interface AccessWords {
  /** Behind the name of the service: what it does, what that gives away. */
  readonly sentence: string;
  readonly advice: string;
  /** In a list of several. */
  readonly short: string;
}

/**
 * The worst first. Sources: docs.docker.com/engine/security ("Docker daemon attack surface"), docs.docker.com/engine/containers/run (privileged, PID and network
 * settings). A connection to a socket needs no permission to write the mount, so `:ro` changes nothing.
 */
export const ACCESS_WORDS: Readonly<Record<Access, AccessWords>> = {
  socket: {
    sentence: 'has the Docker socket, by which whoever takes it over is root on the host (`:ro` does not change that)',
    advice: 'give it a socket proxy that lets only the calls through that it needs',
    short: 'the Docker socket',
  },
  privileged: {
    sentence: 'is privileged, so whoever takes it over has the devices and the kernel of the host',
    advice: 'name the `devices` or capabilities (`cap_add`) that it needs instead',
    short: '`privileged`',
  },
  root: {
    sentence: 'mounts the root folder of the host, all passwords and keys in it included',
    advice: 'mount only the folders that it needs',
    short: 'the root folder of the host',
  },
  pid: {
    sentence: 'sees every process of the host and their environment',
    advice: 'leave `pid: host` out unless it watches processes',
    short: 'the processes of the host',
  },
  network: {
    sentence: 'shares the network of the host, where it reaches all that listens on 127.0.0.1 and nothing keeps its own ports in',
    advice: 'publish the `ports` that it needs instead',
    short: 'the network of the host',
  },
};
