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
  // github.com/apache/kafka, docker/jvm/Dockerfile and docker/native/Dockerfile; github.com/confluentinc/kafka-images (Connect has one).
  'docker.io/apache/kafka', 'docker.io/apache/kafka-native', 'docker.io/confluentinc/cp-kafka', 'docker.io/confluentinc/cp-zookeeper',
  // github.com/elastic/elasticsearch, distribution/docker/src/docker/Dockerfile: in images for Iron Bank alone.
  'docker.elastic.co/elasticsearch/elasticsearch',
  // github.com/opensearch-project/opensearch-build, docker/release/dockerfiles.
  'docker.io/opensearchproject/opensearch',
  // github.com/ClickHouse/ClickHouse, docker/server.
  'docker.io/clickhouse/clickhouse-server',
  // github.com/valkey-io/valkey-container.
  'docker.io/valkey/valkey',
  // github.com/prometheus/prometheus, Dockerfile.
  'docker.io/prom/prometheus', 'quay.io/prometheus/prometheus',
  // github.com/grafana/grafana, Dockerfile.
  'docker.io/grafana/grafana', 'docker.io/grafana/grafana-oss', 'docker.io/grafana/grafana-enterprise',
  // github.com/keycloak/keycloak, quarkus/container/Dockerfile.
  'quay.io/keycloak/keycloak', 'docker.io/keycloak/keycloak',
  // github.com/hashicorp/vault and github.com/hashicorp/consul, Dockerfile.
  'docker.io/hashicorp/vault', 'docker.io/hashicorp/consul',
  // github.com/etcd-io/etcd, Dockerfile.
  'quay.io/coreos/etcd', 'gcr.io/etcd-development/etcd',
  // github.com/meilisearch/meilisearch, Dockerfile.
  'docker.io/getmeili/meilisearch',
  // github.com/bitnami/containers, bitnami/postgresql.
  'docker.io/bitnami/postgresql', 'docker.io/bitnamilegacy/postgresql',
]);

/** github.com/minio/minio, Dockerfile.release: releases before 2021 had one for some time. */
const MINIO = /^(?:docker\.io|quay\.io)\/minio\/minio$/;

/** True for an image that is known to have no HEALTHCHECK; false where it has one or nobody wrote it down here. */
export function isKnownWithoutHealthcheck(image: ImageReference): boolean {
  const official = familyOf(image);
  if (official !== null) return OFFICIAL.has(official);
  const name = fullImageName(image);
  return OTHERS.has(name) || (MINIO.test(name) && /^(?:latest$|RELEASE\.20(?:2[1-9]|[3-9]\d))/.test(image.tag ?? 'latest'));
}
