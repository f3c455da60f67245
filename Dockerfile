# syntax=docker/dockerfile:1
# One image for all processes of Ripen: the API (the default), the worker and the jobs differ by their command.

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NX_DAEMON=false NX_TUI=false NX_NO_CLOUD=true
COPY . .
# As `npm start` installs: exactly what the lock names. `npm ci` would refuse a lock without the packages of every other platform.
RUN npm install --no-save --no-audit --no-fund
RUN npx nx run-many -t build -p @ripen/api,@ripen/worker,@ripen/studio --outputStyle=static
# The same lock again, without what only building and testing need: neither the embedded servers nor a browser are in the image.
RUN rm -rf node_modules
RUN npm install --no-save --no-audit --no-fund --omit=dev --workspace @ripen/api --workspace @ripen/worker

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production RIPEN_DATA_DIR=/tmp/ripen
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/libs libs
COPY --from=build /app/workflows workflows
COPY --from=build /app/apps/api apps/api
COPY --from=build /app/apps/worker apps/worker
COPY --from=build /app/apps/studio/dist apps/studio/dist
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "--max-old-space-size=512", "apps/api/dist/main.js"]
