/**
 * Names of Docker Official Images, current and deprecated. A name without registry and organization that is not among them is an image
 * built on somebody's own machine: what its missing tag means is not for us to say.
 */
export const OFFICIAL_IMAGES: ReadonlySet<string> = new Set(
  `adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux bash bonita buildpack-deps busybox caddy
   cassandra centos chronograf cirros clearlinux clefos clickhouse clojure composer consul convertigo couchbase couchdb crate dart debian docker
   drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir erlang express-gateway fedora flink fluentd friendica gazebo gcc
   geonetwork ghost golang gradle groovy haproxy haskell haxe hello-world hitch httpd hylang ibmjava influxdb irssi java jetty joomla jobber
   jruby julia kapacitor kibana kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo
   mongo-express monica mono mysql nats nats-streaming neo4j neurodebian nextcloud nginx node notary odoo open-liberty openjdk opensuse
   oraclelinux orientdb percona perl photon php php-zendserver phpmyadmin piwik plone postfixadmin postgres pypy python r-base rabbitmq rakudo-star
   rapidoid redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa scratch sentry sl solr sonarqube
   spark spiped storm swift swipl teamspeak telegraf thrift tomcat tomee traefik ubuntu unit varnish vault websphere-liberty wordpress
   xwiki yourls znc zookeeper`.split(/\s+/),
);
