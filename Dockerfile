# One image for the server and for workers: `serve` (the default), or `worker`. It runs as an
# ordinary user. Bubblewrap inside a container needs flags; docs/deploying.md names each, and what
# is lost without it. compose.yaml sets them.
#
#   docker build -t gradus .

# Any image with npm and Node 20 or newer. It only installs the packages, and the Node that Gradus
# pins is one of them. Both images must have the same C library.
ARG NODE_IMAGE=node:24-trixie-slim
ARG BASE_IMAGE=debian:trixie-slim

FROM ${NODE_IMAGE} AS packages
# The pinned Node needs libatomic1. Small images leave it out.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libatomic1 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/gradus
COPY package.json package-lock.json .npmrc ./
# Only these three packages need their install scripts. The others bring what they need compiled.
RUN npm ci --omit=dev --ignore-scripts && npm rebuild node isolated-vm esbuild

FROM ${BASE_IMAGE}
# util-linux has setpriv and prlimit, which the walls use too.
RUN apt-get update \
  && apt-get install -y --no-install-recommends bubblewrap ca-certificates libatomic1 util-linux \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 gradus \
  && useradd --uid 10001 --gid gradus --home-dir /var/lib/gradus --shell /usr/sbin/nologin gradus \
  && install -d -m 0700 -o gradus -g gradus /var/lib/gradus

WORKDIR /opt/gradus
COPY --from=packages /opt/gradus/node_modules ./node_modules
COPY . .
ENV PATH=/opt/gradus/node_modules/node/bin:$PATH

# The site starts once, on an empty data folder. What the first start builds is then in the image,
# so the image can be read-only. The build fails if the image cannot grade. A build has fewer walls
# than a running container, so this start accepts the walls that work.
RUN set -eu; \
  GRADUS_DATA="$(mktemp -d)"; export GRADUS_DATA; \
  GRADUS_REQUIRE_WALLS=0 node src/cli/bin.js serve & server=$!; \
  tries=0; \
  until node -e "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"; do \
    tries=$((tries + 1)); \
    test "$tries" -lt 120; \
    kill -0 "$server"; \
    sleep 1; \
  done; \
  kill -TERM "$server"; \
  wait "$server"; \
  rm -r "$GRADUS_DATA"

ENV HOST=0.0.0.0 PORT=3000 GRADUS_DATA=/var/lib/gradus
USER gradus
VOLUME /var/lib/gradus
EXPOSE 3000
# SIGTERM, on which the server and workers finish what they grade.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/opt/gradus/src/cli/bin.js"]
CMD ["serve"]
