/**
 * npm packages that install on Alpine as on Debian, with all that they depend on. Source: the lockfiles (`package-lock.json`) of public
 * projects, read on 2026-11-21: neither the package nor anything below it has an install script or asks for a platform. The last line
 * has packages whose own pages name musl among the platforms that they are built for: sharp.pixelplumbing.com/install, esbuild's and
 * Prisma's lists of platforms, github.com/kelektiv/node.bcrypt.js (`prebuilds`), `@swc/core` and `rollup` (`optionalDependencies`).
 */
const WORKING = `
  @azure/msal-browser @babel/runtime @bufbuild/protobuf @emotion/react @emotion/styled @floating-ui/dom
   @fortawesome/fontawesome-free @google-cloud/trace-agent @hotwired/turbo @json2csv/plainjs @json2csv/transforms @lezer/highlight
   @openfeature/server-sdk @opentelemetry/api @opentelemetry/core @opentelemetry/exporter-trace-otlp-http
   @opentelemetry/instrumentation @opentelemetry/instrumentation-grpc @opentelemetry/instrumentation-runtime-node
   @opentelemetry/resource-detector-alibaba-cloud @opentelemetry/resource-detector-aws @opentelemetry/resource-detector-container
   @opentelemetry/resource-detector-gcp @opentelemetry/resources @opentelemetry/sdk-metrics @opentelemetry/sdk-trace-base
   @opentelemetry/sdk-trace-node @opentelemetry/semantic-conventions @radix-ui/react-accordion @radix-ui/react-alert-dialog
   @radix-ui/react-checkbox @radix-ui/react-dialog @radix-ui/react-dropdown-menu @radix-ui/react-label @radix-ui/react-popover
   @radix-ui/react-select @radix-ui/react-slot @radix-ui/react-switch @radix-ui/react-tabs @radix-ui/react-toast
   @radix-ui/react-tooltip @tanstack/react-query @tanstack/react-router @types/node ajv-formats async axios bcryptjs body-parser
   bootstrap chart.js cheerio clsx compression cookie-parser cors cron-parser croner date-fns date-fns-tz dayjs diff dompurify
   dotenv dotenv-expand echarts express express-basic-auth feed fflate form-data http-proxy-agent https-proxy-agent iconv-lite
   jquery js-cookie jsdom jsonata jsonpath jsonwebtoken jwt-decode kafkajs leaflet liquidjs lodash luxon markdown-it marked
   method-override moment-timezone mongodb mqtt mssql mysql2 nanoid node-fetch nodemailer openid-client otpauth pg
   pg-connection-string pino postcss prom-client qs react react-dom react-error-boundary react-hook-form react-icons redis semver
   socket.io socket.io-client socks-proxy-agent tar three tough-cookie typescript uuid validator vue vue-i18n vue-router vuex
   web-push ws xml2js yaml yargs zod
  sharp esbuild prisma @prisma/client bcrypt @swc/core rollup vite
`;

export const WORKING_NODE: ReadonlySet<string> = new Set(WORKING.trim().split(/\s+/));
