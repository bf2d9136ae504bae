# docker build -t plumbline .
# SQLite is compiled in the first stage where no prebuilt binary can be had; the second has no compiler.
FROM node:20-bookworm AS build
WORKDIR /plumbline
COPY package.json package-lock.json .npmrc ./
COPY scripts ./scripts
RUN npm ci && node scripts/ensure-sqlite.mjs
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production PORT=8080 PLUMBLINE_DATA=/var/lib/plumbline PLUMBLINE_BACKUPS=/var/lib/plumbline-backups
WORKDIR /plumbline
COPY --from=build /plumbline ./
RUN useradd --system --home-dir /var/lib/plumbline plumbline \
    && mkdir -p -m 0700 /var/lib/plumbline /var/lib/plumbline-backups \
    && chown plumbline: /var/lib/plumbline /var/lib/plumbline-backups
USER plumbline
VOLUME /var/lib/plumbline /var/lib/plumbline-backups
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:8080/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.mjs"]
