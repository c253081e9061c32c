# gonogo/dex:local: the real Dex, built from the module that images.mod pins,
# with the paths, the user and the command line of the official image
# (github.com/dexidp/dex, Dockerfile at v2.45.1), without its entry point, which
# only runs templates in files named *.yaml. The pages are inside the binary.
# Built without cgo it has no SQLite; we use the memory storage.
FROM scratch
COPY dex /usr/local/bin/dex
ENV PATH=/usr/local/bin
USER 1001:1001
EXPOSE 5556
CMD ["dex", "serve", "/etc/dex/config.docker.yaml"]
