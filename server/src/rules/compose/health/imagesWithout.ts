import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { familyOf } from '../../../core/image/family.ts';
import type { ImageReference } from '../../../core/image/reference.ts';

/**
 * Official images without a HEALTHCHECK in any of their Dockerfiles. Their makers leave it out on purpose (github.com/docker-library/faq,
 * "HEALTHCHECK"), but not all of them: `kong` has had one for some versions. So each is listed, and what is not is unknown.
 */
const OFFICIAL: ReadonlySet<string> = new Set(
  `adminer almalinux alpine amazonlinux bash buildpack-deps busybox caddy cassandra centos chronograf composer couchdb debian docker eclipse-mosquitto
    eclipse-temurin elasticsearch elixir erlang fedora gcc ghost golang gradle haproxy httpd influxdb kapacitor kibana logstash mariadb maven memcached mongo
    mongo-express mysql nats nginx node openjdk oraclelinux perl php postgres pypy python rabbitmq redis redmine rockylinux ruby rust swift telegraf tomcat traefik
    ubuntu valkey wordpress zookeeper`.trim().split(/\s+/),
);

/** Others, by full name, with where that is to be seen. */
const OTHERS: ReadonlySet<string> = new Set([
  // github.com/timescale/timescaledb-docker, github.com/pgvector/pgvector, github.com/postgis/docker-postgis: built on `postgres`.
  'docker.io/timescale/timescaledb', 'docker.io/pgvector/pgvector', 'docker.io/postgis/postgis',
  // github.com/apache/kafka, docker/jvm/Dockerfile and docker/native/Dockerfile.
  'docker.io/apache/kafka', 'docker.io/apache/kafka-native',
]);

/** True for an image that is known to have no HEALTHCHECK; false where it has one or nobody wrote it down here. */
export function isKnownWithoutHealthcheck(image: ImageReference): boolean {
  const official = familyOf(image);
  return official !== null ? OFFICIAL.has(official) : OTHERS.has(fullImageName(image));
}
