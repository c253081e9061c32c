# gonogo/gateway:local: the real Caddy, built from the module that images.mod
# pins, with the paths and the command line of the official image
# (github.com/caddyserver/caddy-docker, 2.11/alpine/Dockerfile), without Alpine.
FROM scratch
COPY caddy /usr/bin/caddy
ENV PATH=/usr/bin XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
WORKDIR /srv
EXPOSE 443
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
