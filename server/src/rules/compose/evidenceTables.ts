/** What points to which tier. Weights: 6 settles it, 3 is a good sign, 1 breaks ties. */
export interface Sign {
  readonly tier: string;
  readonly weight: number;
}

function table(entries: readonly [tier: string, weight: number, names: string][]): ReadonlyMap<string, Sign> {
  const signs = new Map<string, Sign>();
  for (const [tier, weight, names] of entries) for (const name of names.split(/\s+/)) signs.set(name, { tier, weight });
  return signs;
}

/** Images that need more memory than any tier gives, or as much as their data, heap or models take: a limit has to be measured. */
const MEASURED = `gitlab-ce gitlab-ee sonarqube mssql-server azure-sql-edge servicebus-emulator oracle-xe oracle-free hanaexpress dragonfly ollama vllm-openai
    localai text-generation-inference tritonserver llama.cpp serge roboflow-inference-server-cpu roboflow-inference-server-gpu open-webui libretranslate
    rembg demucs immich-server immich-machine-learning facefusion speaches openai-whisper-asr-webservice faster-whisper-server tts tts-cpu deepstack
    jellyfin plex pms-docker emby airsonic airsonic-advanced peertube photoprism photoview librephotos frigate owncast tdarr handbrake radarr sonarr
    lidarr readarr qbittorrent tubearchivist minecraft-server valheim-server cs2 hbase hbase-dev hadoop hadoop-dev solr solrcloud solrcloud-dev
    zookeeper zookeeper-dev cassandra cassandra-dev trino presto presto-dev prestodb prestosql apache-drill alluxio ambari dask pulsar pulsar-all
    activemq-artemis milvus meilisearch restate localstack localstack-pro kubo bitcoind rocket.chat wekan synapse sharelatex netbox sentry litellm karakeep
    linkwarden archivebox homarr home-assistant homeassistant esphome nextcloud strapi cal.com calendso affine affine-graphql openproject zammad posthog
    paperless-ngx seafile-mc seafile-pro-mc documentserver mastodon discourse nexus3 artifactory-oss confluence jira jira-core jira-software
    jira-servicemanagement youtrack bitbucket bamboo teamcity-server code-server openvscode-server rstudio label-studio clamav gvm nessus falco zeek
    metasploit-framework kurento-media-server cp-enterprise-control-center gitlab-runner circleci-runner inbound-agent teamcity-agent semaphore-runner
    act_runner woodpecker-agent selenium node-chrome node-firefox standalone-chrome standalone-firefox chrome alpine-chrome karakeep-chrome chromium
    headless-shell penpotapp-exporter firefox tor-browser browserless sockpuppetbrowser flaresolverr splash obsidian-remote webtop`;

export const MEASURE_FIRST: ReadonlySet<string> = new Set(MEASURED.split(/\s+/));

/** Last part of an image's path: what it runs is known. */
export const IMAGE_SIGNS = table([
  // Few CPUs starve them; a kinder tier further down goes before this one.
  ['heavy', 6, MEASURED],
  ['database', 6, `postgres postgresql postgis timescaledb timescaledb-ha pgvector mysql mysql-server mariadb percona percona-server
    mongo mongodb mongodb-community-server couchdb redis redis-stack redis-stack-server valkey keydb memcached influxdb
    influxdb3-core rethinkdb surrealdb dynamodb-local etcd prometheus loki tempo victoria-metrics rabbitmq riak tile38 ferretdb
    postgres-documentdb garnet garnet-alpine redismod`],
  ['lightweight', 6, `nginx nginx-unprivileged httpd caddy traefik haproxy envoy varnish eclipse-mosquitto mosquitto whoami
    adminer mongo-express redis-commander mailhog mailpit maildev watchtower dozzle autoheal docker-socket-proxy cloudflared
    tailscale coredns node-exporter postgres-exporter pgbouncer mailcatcher inbucket go-httpbin httpbin http-https-echo wg-easy redis_exporter mongodb_exporter blackbox-exporter statsd-exporter
    alertmanager pushgateway promtail fluent-bit oauth2-proxy http-echo socat certbot portainer portainer-ce nats
    twemproxy tinyproxy microsocks stunnel rinetd sniproxy dnsmasq cloudflare-ddns acme-companion statsd swagger-ui homer`],
  ['api', 6, `grafana wordpress ghost strapi directus graphql-engine postgrest n8n node-red home-assistant gitea forgejo
    cadvisor opentelemetry-collector opentelemetry-collector-contrib jaeger gogs memos linkding pocket-id navidrome syncthing adguardhome
    pihole azurite vaultwarden vault consul nginx-proxy-manager nextcloud matomo drupal joomla phpmyadmin pgadmin4 minio authelia zigbee2mqtt uptime-kuma
    grafana-oss grafana-enterprise registry gluetun vaultwarden-server gotify-server ntfy searxng miniflux freshrss umami listmonk shlink gotrue ocis
    outline-ss-server shadowbox elasticsearch-hq kafka-pixy`],
  ['heavy', 6, `elasticsearch opensearch logstash kibana opensearch-dashboards solr cassandra scylla kafka cp-kafka redpanda neo4j
    clickhouse-server clickhouse spark flink jenkins keycloak airflow superset metabase nifi graylog tomcat wildfly questdb cockroach
    arangodb qdrant weaviate tika gotenberg guacamole cp-schema-registry cp-kafka-connect cp-zookeeper ksqldb-server kafka-ui zipkin
    activemq hivemq-ce fineract apm-server traccar docker-airflow cp-kafka-rest cp-server cp-server-connect ksqldb-cli cmak akhq kafdrop zoonavigator
    nifi-registry opentsdb kestra rundeck openrefine tabula openmeetings openhab komga booklore xwiki languagetool plantuml-server cloudbeaver
    stirling-pdf s-pdf jvb jicofo gerrit unifi-network-application unifi-controller omada-controller optaweb-employee-rostering bitcoin-s-server
    goauthentik-server 1dev-server`],
  ['ml', 6, `mlflow jupyterlab notebook base-notebook minimal-notebook scipy-notebook datascience-notebook r-notebook pyspark-notebook all-spark-notebook
    dask-notebook tensorflow-notebook libretranslate rembg demucs facefusion speaches openai-whisper-asr-webservice faster-whisper-server tts tts-cpu
    deepstack immich-machine-learning`],
  ['model-server', 6, `model_server openvino_model_server torchserve serving text-embeddings-inference ollama vllm-openai localai llama.cpp serge
    text-generation-inference tritonserver roboflow-inference-server-cpu roboflow-inference-server-gpu`],
]);

/** What built services stand on, where that is no server by itself. */
export const BASE_SIGNS = table([
  ['heavy', 4, `openjdk java eclipse-temurin amazoncorretto liberica-openjdk-debian liberica-openjdk-alpine liberica-runtime-container
    zulu-openjdk zulu-openjdk-alpine ibm-semeru-runtimes sapmachine jetty java11-debian11 java17-debian11 java17-debian12 java21-debian12
    java21-debian13 openjdk-11 openjdk-17 openjdk-21 openjdk-11-runtime openjdk-17-runtime openjdk-21-runtime`],
  ['ml', 4, 'pytorch tensorflow cuda huggingface-transformers-pytorch-gpu'],
  ['model-server', 5, 'openvino vllm-openai tritonserver'],
  ['api', 2, 'aspnet'],
]);

/** Words of service and container names. The last word says what a thing is, those before it what it is about. */
export const WORD_SIGNS = table([
  ['database', 3, `db database postgres postgresql mysql mariadb mongo mongodb redis cache influxdb influx timescaledb rabbitmq
    broker`],
  ['websocket', 3, 'ws websocket websockets socketio realtime signaling'],
  ['model-server', 3, 'openvino inference llm triton'],
  ['ml', 3, 'ml ai model models embedding embeddings ner nlp rag recommender training'],
  ['data-api', 2, 'analytics ingestion etl warehouse'],
  ['api', 3, 'api backend graphql rest bff'],
  // Each may be anything: what it works on says how much memory it takes.
  ['api', 2, 'worker workers scheduler gateway auth'],
  ['lightweight', 3, 'nginx proxy static exporter mqtt mosquitto mailhog mailpit traefik caddy'],
  // Static files, a server that renders pages, or a JVM.
  ['lightweight', 1, 'frontend ui dashboard docs landing'],
  ['heavy', 3, 'elasticsearch opensearch kafka neo4j keycloak jenkins clickhouse cassandra'],
]);

/** Words that say nothing about what a thing does. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(['service', 'svc', 'server', 'app', 'container', 'prod', 'dev', 'main', 'core']);

function ports(entries: readonly [tier: string, weight: number, numbers: readonly number[]][]): ReadonlyMap<number, Sign> {
  const signs = new Map<number, Sign>();
  for (const [tier, weight, numbers] of entries) for (const number of numbers) signs.set(number, { tier, weight });
  return signs;
}

/** A port alone says little: proxies and all-in-one images publish those of databases, too. */
export const PORT_SIGNS = ports([
  ['database', 2, [5432, 3306, 27017, 6379, 8086, 1433, 5984, 11211, 5672, 26257]],
  ['heavy', 2, [9200, 9042, 9092, 7687]],
  ['api', 1, [3000, 4000, 5000, 8000, 8080]],
  ['lightweight', 1, [80, 443, 1883]],
]);

/** What a command shows; the first that matches counts. */
export interface CommandSign {
  readonly pattern: RegExp;
  readonly sign: Sign;
  /** As in evidence: it makes no tier more certain. */
  readonly isWeak?: boolean;
}

export const COMMAND_SIGNS: readonly CommandSign[] = [
  { pattern: /\b(?:ollama|ovms|tritonserver|torchserve|vllm)\b/, sign: { tier: 'model-server', weight: 5 } },
  { pattern: /\b(?:daphne|websockets?)\b/, sign: { tier: 'websocket', weight: 3 } },
  {
    pattern: /\b(?:uvicorn|gunicorn|hypercorn|flask run|fastapi (?:run|dev)|manage\.py runserver|nest start|puma|php-fpm|rails s)\b/,
    sign: { tier: 'api', weight: 4 },
  },
  // A development server compiles the whole front end in memory: it is no static file server, and may need more than an API.
  {
    pattern: /\b(?:npm run dev|yarn dev|pnpm dev|next dev|vite|ng serve|npm start|react-scripts start|webpack|(?:yarn|npm run|pnpm) (?:watch|build)\S*)\b/,
    sign: { tier: 'api', weight: 2 },
    isWeak: true,
  },
  { pattern: /\b(?:celery|dramatiq|sidekiq|rq worker|queue:work|horizon)\b/, sign: { tier: 'api', weight: 3 } },
  { pattern: /\b(?:nginx|http-server|serve -s|http\.server)\b/, sign: { tier: 'lightweight', weight: 3 } },
  { pattern: /\bjava\b.* -jar\b/, sign: { tier: 'heavy', weight: 4 } },
  { pattern: /\bdotnet \S+\.dll\b/, sign: { tier: 'api', weight: 2 } },
];

/** Packages in a service's own manifests (names as PyPI normalizes them, and npm names). */
export const PACKAGE_SIGNS = table([
  ['model-server', 6, 'openvino openvino-genai optimum-intel vllm llama-cpp-python torchserve'],
  ['ml', 5, `torch torchvision torchaudio tensorflow tensorflow-cpu keras jax onnxruntime onnxruntime-gpu transformers
    sentence-transformers spacy faster-whisper openai-whisper ultralytics diffusers flair easyocr paddlepaddle optimum
    @tensorflow/tfjs-node @xenova/transformers @huggingface/transformers onnxruntime-node`],
  ['ml', 4, 'scikit-learn xgboost lightgbm catboost prophet statsmodels gensim'],
  ['data-api', 4, 'pandas polars dask pyarrow duckdb'],
  ['api', 3, `fastapi flask django djangorestframework starlette aiohttp sanic tornado falcon litestar quart bottle
    express koa fastify @nestjs/core @hapi/hapi hono next nuxt @apollo/server`],
  ['websocket', 2, 'websockets python-socketio flask-socketio channels ws socket.io @nestjs/websockets'],
  ['lightweight', 2, 'vite react-scripts @angular/core vue svelte astro'],
]);
